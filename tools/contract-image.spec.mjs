// Contracts are read as buf reads them; what the generators make of them is checked by planted .proto files.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { callersIn, callersModule, clubPaths } from './callers.mjs';
import { codesIn, contractErrors, errorsOf } from './contract-errors.mjs';
import { readContracts } from './contract-image.mjs';
import { contractShapes } from './contract-shapes.mjs';
import { contractTables } from './contract-tables.mjs';

const gifts = `syntax = "proto3";

package vafa.gifts.v1;

import "google/protobuf/timestamp.proto";

// Codes of errors, with their kind and meaning:
//   gift_gone: refused, somebody
//     took it
//   invalid_gift: invalid, it is none

// Gives.
// And takes.
service GiftsService {
  // Gives | once.
  // Errors: gift_gone (it was
  // given), invalid_gift.
  // Callers: gateway, imports.
  rpc Give(
    GiveRequest
  ) returns (GiveResponse);
  /* Callers: operator. */
  rpc Watch(GiveRequest) returns (stream GiveResponse); // behind it
}

// Second of the file.
service GiftBooksService {
  // Errors: gift_gone.
  // Callers: gateway.
  rpc List(GiveRequest) returns (GiveResponse);
}

enum Colour {
  COLOUR_UNSPECIFIED = 0;
  COLOUR_RED = 2;
}

// Not above it.

message GiveRequest {
  // Whose it is;
  // always given.
  string member_id = 1;
  optional int64 count = 2; // behind it
  repeated Colour colours = 3;
  oneof what_now {
    // A card.
    Card card = 4; Card other_card = 5;
  }
}
message Card { google.protobuf.Timestamp given_at = 1; }
message GiveResponse {}
`;
const events = `syntax = "proto3";
package vafa.gifts.v1;
message GiftsEvent {
  string event_id = 1;
  oneof event {
    GiftGiven gift_given = 10;
    GiftLost gift_lost = 11;
  }
}
// It is gone.
message GiftGiven {
  string gift_id = 1;
  oneof why { string reason = 2; int32 code = 3; }
}
message GiftLost {}
`;

/** What is read of files by their names under vafa/; the folder is gone afterwards. */
const reading = (files) => {
  const folder = mkdtempSync(join(tmpdir(), 'vafa-contracts-'));
  try {
    for (const [name, text] of Object.entries(files)) {
      const file = join(folder, 'vafa', name);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, text);
    }
    return readContracts(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
};
const contracts = reading({ 'gifts/v1/gifts.proto': gifts, 'gifts/v1/gifts_events.proto': events });
const changed = (from, to) => {
  expect(gifts).toContain(from);
  return reading({ 'gifts/v1/gifts.proto': gifts.replace(from, to) });
};

describe('contracts', () => {
  test('have their services, with the comment above each rpc however it is laid out', () => {
    expect(contracts.map(({ name }) => name)).toEqual([
      'vafa/gifts/v1/gifts.proto',
      'vafa/gifts/v1/gifts_events.proto',
    ]);
    expect(contracts[0]?.services).toMatchObject([
      {
        name: 'GiftsService',
        says: 'Gives. And takes.',
        rpcs: [
          {
            name: 'Give',
            says: 'Gives | once. Errors: gift_gone (it was given), invalid_gift. Callers: gateway, imports.',
            lastLine: 'Callers: gateway, imports.',
            path: '/vafa.gifts.v1.GiftsService/Give',
            request: 'vafa.gifts.v1.GiveRequest',
            response: 'vafa.gifts.v1.GiveResponse',
          },
          { name: 'Watch', says: 'Callers: operator.', path: '/vafa.gifts.v1.GiftsService/Watch' },
        ],
      },
      { name: 'GiftBooksService', says: 'Second of the file.', rpcs: [{ name: 'List' }] },
    ]);
  });

  test('have their messages and enums; a comment that stands apart or behind is not of the field', () => {
    const [request, card] = contracts[0]?.messages ?? [];
    const plain = { list: false, optional: false, oneOf: undefined, says: '' };
    expect(request).toEqual({
      name: 'GiveRequest',
      says: '',
      fields: [
        { ...plain, name: 'member_id', property: 'memberId', type: 'string', says: 'Whose it is; always given.' },
        { ...plain, name: 'count', property: 'count', type: 'int64', optional: true },
        { ...plain, name: 'colours', property: 'colours', type: 'vafa.gifts.v1.Colour', list: true },
        { ...plain, name: 'card', property: 'card', type: 'vafa.gifts.v1.Card', oneOf: 'whatNow', says: 'A card.' },
        { ...plain, name: 'other_card', property: 'otherCard', type: 'vafa.gifts.v1.Card', oneOf: 'whatNow' },
      ],
    });
    expect(card?.fields).toMatchObject([{ type: 'google.protobuf.Timestamp' }]);
    expect(contracts[0]?.enums).toEqual([{ name: 'Colour', values: { COLOUR_UNSPECIFIED: 0, COLOUR_RED: 2 } }]);
  });

  test('that buf cannot read are no contracts', () => {
    expect(() => changed('message GiveResponse {}', 'message GiveResponse {')).toThrow('gifts.proto');
  });
});

describe('callers', () => {
  test('are those of every rpc', () => {
    expect([...callersIn(contracts)]).toEqual([
      ['/vafa.gifts.v1.GiftsService/Give', { callers: ['gateway', 'imports'], themselves: [] }],
      ['/vafa.gifts.v1.GiftsService/Watch', { callers: ['operator'], themselves: [] }],
      ['/vafa.gifts.v1.GiftBooksService/List', { callers: ['gateway'], themselves: [] }],
    ]);
    expect(callersModule(contracts)).toContain(
      "\n  '/vafa.gifts.v1.GiftsService/Give': { callers: ['gateway', 'imports'] },\n",
    );
  });

  test('are told apart where some of them act by themselves', () => {
    const own = changed('Callers: gateway, imports.', 'Callers: gateway, imports (itself).');
    expect(callersIn(own).get('/vafa.gifts.v1.GiftsService/Give')).toEqual({
      callers: ['gateway', 'imports'],
      themselves: ['imports'],
    });
    expect(callersModule(own)).toContain("{ callers: ['gateway', 'imports'], themselves: ['imports'] },\n");
  });

  test('are judged by every club that a request names: in lists, unions and messages within messages', () => {
    const named = changed(
      'message Card {',
      'message Owner { string club_id = 1; Card last = 2; }\nmessage Card { repeated Owner owners = 2; string club_id = 3;',
    );
    expect(clubPaths(named).get('/vafa.gifts.v1.GiftsService/Give')).toEqual([
      ['whatNow', 'value', 'owners', 'clubId'],
      ['whatNow', 'value', 'clubId'],
    ]);
    expect(callersModule(named)).toContain("clubs: [['whatNow', 'value', 'owners', 'clubId'], [");
    expect(clubPaths(contracts).get('/vafa.gifts.v1.GiftsService/Give')).toEqual([]);
  });

  test.each([
    ['nobody', '/* Callers: operator. */', '/* Watches. */'],
    ['nobody, without a comment', '/* Callers: operator. */', ''],
    ['no name', 'Callers: operator.', 'Callers: .'],
    ['a line that is not the last', '/* Callers: operator. */', '// Callers: operator.\n  // Watches.'],
    ['a comment that stands apart', '/* Callers: operator. */', '// Callers: operator.\n'],
  ])('must be said: not by %s', (_what, from, to) => {
    const read = changed(from, to);
    expect(() => callersIn(read)).toThrow('vafa.gifts.v1.GiftsService/Watch: the line above must say who may call it');
  });
});

describe('errors', () => {
  test('are declared in lists, over one line or more, and named by rpcs', () => {
    expect(errorsOf(contracts)).toEqual({
      codes: {
        gift_gone: { kind: 'refused', meaning: 'somebody took it' },
        invalid_gift: { kind: 'invalid', meaning: 'it is none' },
      },
      rpcs: { 'gifts.give': ['gift_gone', 'invalid_gift'], 'gifts.watch': [], 'giftBooks.list': ['gift_gone'] },
    });
    expect(contractErrors(contracts)).toContain("  'gifts.give': ['gift_gone', 'invalid_gift'],\n");
  });

  test.each([
    ['no kind that there is', 'gift_gone: refused', 'gift_gone: odd', 'kind'],
    ['a declaration that is indented wrongly', '//   invalid_gift', '//    invalid_gift', 'kind'],
    ['a code twice', 'invalid_gift: invalid', 'gift_gone: invalid', 'declared twice'],
    ['a code that nobody declares', 'Errors: gift_gone.', 'Errors: gift_lost.', 'giftBooks.list names gift_lost'],
    ['what is no list of codes', 'Errors: gift_gone.', 'Errors: when it is gone.', 'not "when it is gone"'],
  ])('are not: %s', (_what, from, to, message) => {
    const read = changed(from, to);
    expect(() => errorsOf(read)).toThrow(message);
  });

  test('are declared once in all files', () => {
    const list = (name) =>
      `syntax = "proto3";\npackage vafa.${name}.v1;\n// Codes of errors, all:\n//   a_code: invalid, it is\n\nmessage M {}\n`;
    const two = reading({ 'a/v1/a.proto': list('a'), 'b/v1/b.proto': list('b') });
    expect(two.map(codesIn)).toEqual(Array(2).fill({ a_code: { kind: 'invalid', meaning: 'it is' } }));
    expect(() => errorsOf(two)).toThrow('declared in two files');
  });
});

test('the tables of the docs have what is offered and what a topic carries', () => {
  expect(contractTables(contracts).split('\n').slice(4)).toEqual([
    '## vafa.gifts.v1',
    '',
    'Gives. And takes.',
    '',
    '| rpc | who may call it | what it does |',
    '|---|---|---|',
    '| `Give` | gateway, imports | Gives \\| once. Errors: gift_gone (it was given), invalid_gift. |',
    '| `Watch` | operator |  |',
    '| `List` | gateway | Errors: gift_gone. |',
    '',
    '| code | kind | meaning |',
    '|---|---|---|',
    '| `gift_gone` | refused | somebody took it |',
    '| `invalid_gift` | invalid | it is none |',
    '',
    'Topic `vafa.gifts.v1`:',
    '',
    '| event | fields | |',
    '|---|---|---|',
    '| `GiftGiven` | `gift_id`, `reason`, `code` | It is gone. |',
    '| `GiftLost` |  |  |',
    '',
  ]);
  const silent = contracts.filter(({ name }) => !name.endsWith('_events.proto'));
  expect(contractTables(silent)).not.toContain('Topic');
});

test('the shapes leave out events, and what is not so', () => {
  const text = contractShapes(contracts);
  expect(text).not.toContain('GiftsEvent');
  expect(text).toContain(
    '  "vafa.gifts.v1.GiveRequest": [{"name":"member_id","property":"memberId","type":"string","says":"Whose it is; always given."},{"name":"count","property":"count","type":"int64","optional":true},',
  );
  expect(text).toContain('  "vafa.gifts.v1.Colour": {"COLOUR_UNSPECIFIED":0,"COLOUR_RED":2},\n');
  expect(text).toContain(
    '  "/vafa.gifts.v1.GiftsService/Watch": {"request":"vafa.gifts.v1.GiveRequest","response":"vafa.gifts.v1.GiveResponse"},\n',
  );
});
