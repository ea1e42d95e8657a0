import { describe, expect, test } from '@jest/globals';
import { account, day, type AccountStory } from '../../../test/account-story.ts';
import { accrue, burn, capture, ended, extend, hold, sara, send, settle, voided } from '../../../test/commands.ts';
import { assertReadable, headOf, isReadable, untouched, type Commit } from './commit.ts';
import type { Entry } from './entry.ts';
import { fold } from './fold.ts';

/** The last entry of a story, folded a second time. */
const twice = (story: AccountStory): (() => unknown) => {
  const entry = story.commits.at(-1)?.entries[0] as Entry;
  return () => fold(story.head.state, entry);
};
const broken = (message: string, details: object): object => ({
  kind: 'internal',
  code: 'journal_broken',
  message,
  details,
});

describe('a journal in which something ends twice is broken', () => {
  test.each<[string, AccountStory, string, object]>([
    [
      'a hold, captured',
      account()
        .holding(9n)
        .when(hold(5n, { key: 'e:h' }), capture('e:h')),
      'a hold ends that is not open',
      { target: 'e:h' },
    ],
    [
      'a hold, voided',
      account()
        .holding(9n)
        .when(hold(5n, { key: 'e:h' }), voided('e:h')),
      'a hold ends that is not open',
      { target: 'e:h' },
    ],
    [
      'a transfer',
      account()
        .holding(9n)
        .when(send(5n, { key: 'e:s' }), ended('arrive', 'e:s')),
      'a transfer ends that is not open',
      { target: 'e:s' },
    ],
    [
      'a transfer that came back',
      account()
        .holding(9n)
        .when(send(5n, { key: 'e:s' }), ended('return', 'e:s')),
      'a transfer ends that is not open',
      { target: 'e:s' },
    ],
    [
      'an exception',
      account().when(burn(5n, { key: 'e:x', finished: true }), settle('e:x', 'club')),
      'an exception is settled that is not open',
      { target: 'e:x' },
    ],
  ])('%s', (_name, story, message, details) => {
    expect(twice(story)).toThrow(expect.objectContaining(broken(message, details)));
  });
  test('a lot that would hold less than nothing', () => {
    expect(twice(account().holding(9n).when(burn(5n)))).toThrow(
      expect.objectContaining(broken('a lot would hold less than nothing', { lot: 'never' })),
    );
  });
  test.each(['capture', 'arrive', 'settle'] as const)('even where a stored %s does not say of what', (kind) => {
    const story = {
      capture: account()
        .holding(9n)
        .when(hold(5n, { key: 'e:h' }), capture('e:h')),
      arrive: account()
        .holding(9n)
        .when(send(5n, { key: 'e:s' }), ended('arrive', 'e:s')),
      settle: account().when(burn(5n, { key: 'e:x', finished: true }), settle('e:x', 'club')),
    }[kind];
    const { target: _target, ...nothing } = story.commits.at(-1)?.entries[0] as Entry;
    expect(() => fold(story.head.state, nothing as Entry)).toThrow(
      expect.objectContaining({ code: 'journal_broken', details: { target: '' } }),
    );
  });
});

describe('of several that are open, one ends', () => {
  test('a hold', () => {
    const story = account()
      .holding(9n)
      .when(hold(5n, { key: 'e:one' }), hold(3n, { key: 'e:two' }), capture('e:one'));
    expect(story.head.state.holds.map(({ key }) => key)).toEqual(['e:two']);
  });
  test('a transfer', () => {
    const story = account()
      .holding(9n)
      .when(send(5n, { key: 'e:one' }), send(3n, { key: 'e:two' }), ended('return', 'e:two'));
    expect(story.head.state.transfers?.map(({ key }) => key)).toEqual(['e:one']);
  });
  test('an exception', () => {
    const story = account().when(
      burn(5n, { key: 'e:one', finished: true }),
      burn(3n, { key: 'e:two', finished: true }),
      settle('e:one', 'club'),
    );
    expect(story.head.state.exceptions).toEqual([{ key: 'e:two', book: 'redemption', amount: -3n }]);
  });
  test('a lot of a hold is extended, the others are not', () => {
    const story = account().when(
      accrue(2n, { key: 'e:a', expiresAt: day(10) }),
      accrue(2n, { key: 'e:b', expiresAt: day(11) }),
      hold(4n),
      extend('e:b', day(20)),
    );
    expect(story.head.state.holds[0]?.draws).toEqual([
      { lot: 'e:a', amount: 2n, expiresAt: day(10) },
      { lot: 'e:b', amount: 2n, expiresAt: day(20) },
    ]);
  });
});

describe('an account is loaded', () => {
  const story = account().when(...Array.from({ length: 40 }, () => accrue(1n)));

  test('from its first commit, or from a checkpoint', () => {
    expect(headOf(sara, story.commits)).toEqual(story.head);
    expect(headOf(sara, story.commits.slice(31))).toEqual(story.head);
    expect(headOf(sara, story.commits.slice(31, 32))).toMatchObject({ version: 32, state: { available: 32n } });
    expect(headOf(sara, [])).toEqual(untouched(sara));
  });
  test('from its last checkpoint, whatever stands before', () => {
    const wrong = story.commits
      .slice(20)
      .map(
        (commit): Commit =>
          commit.version < 32 ? { ...commit, state: { ...story.head.state, available: 7n } } : commit,
      );
    expect(headOf(sara, wrong)).toEqual(story.head);
  });
  test('not from the middle', () => {
    const missing = {
      kind: 'internal',
      code: 'journal_broken',
      message: 'an account has no checkpoint',
      details: { account: 'demo.sara.points' },
    };
    expect(() => headOf(sara, story.commits.slice(1, 20))).toThrow(expect.objectContaining(missing));
  });
  test('not when a newer build wrote a part of it', () => {
    const unknown = {
      kind: 'internal',
      code: 'unknown_commit_format',
      message: 'a commit was written in a format that this build does not read',
      details: { account: 'demo.sara.points', format: '4' },
    };
    expect(() =>
      headOf(
        sara,
        story.commits.map((commit) => (commit.version === 7 ? { ...commit, format: 4 } : commit)),
      ),
    ).toThrow(expect.objectContaining(unknown));
    expect(() => assertReadable({ account: 'demo.sara.points', format: 0 })).toThrow(
      expect.objectContaining({ code: 'unknown_commit_format' }),
    );
    expect([0, 1, 2, 3, 4].map((format) => isReadable({ format }))).toEqual([false, true, true, true, false]);
  });
});
