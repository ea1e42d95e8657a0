import { describe, expect, test } from '@jest/globals';
import type { CallContext } from './call-context.ts';
import { readSigningKeys, readVerifyingKeys, renewKeys } from './context-keys.ts';
import { openBy, openPlain, plainSeal, sealBy } from './context-token.ts';
import { sealing } from './current-context.ts';

const longAgo = new Date('2020-01-01T00:00:00Z');
const keys = renewKeys('', longAgo);
const others = renewKeys('', longAgo);
const sealWith = (signing: string) => sealBy(() => readSigningKeys(signing));
const openWith = (verifying: string) => openBy(() => readVerifyingKeys(verifying));
const seal = sealWith(keys.signing);
const open = openWith(keys.verifying);
const till: CallContext = { caller: 'key-1', role: 'key', clubId: 'club-1', branchIds: ['north', 'south'] };
const until = 10_000;
const invalid = expect.objectContaining({ kind: 'forbidden', code: 'context_invalid' });

const refusalOf = (act: () => unknown): unknown => {
  try {
    return act();
  } catch (error) {
    return error;
  }
};

describe('a signed context', () => {
  test('says what was signed, and until when', () => {
    expect(open(seal(till, until), until)).toEqual({ context: till, until });
  });

  test('is refused after its end, and again when it was known before', () => {
    const token = seal(till, until);
    open(token, until - 1);
    for (const _time of [1, 2])
      expect(refusalOf(() => open(token, until + 1))).toMatchObject({ kind: 'forbidden', code: 'context_expired' });
  });

  test('is refused when anything of it was changed', () => {
    const [keyId = '', body = '', signature = ''] = seal(till, until).split('.');
    const said = JSON.parse(Buffer.from(body, 'base64url').toString()) as object;
    const forged = (changes: object): string =>
      Buffer.from(JSON.stringify({ ...said, ...changes })).toString('base64url');
    const [otherId = ''] = readSigningKeys(others.signing).map(({ id }) => id);
    const hostile = [
      ...[
        { club: 'club-2' },
        { role: 'administrator' },
        { branches: [] },
        { until: until * 2 },
        { caller: 'admin' },
      ].map((changes) => `${keyId}.${forged(changes)}.${signature}`),
      `${otherId}.${body}.${signature}`,
      `${keyId}.${body}.`,
      `${keyId}.${body}`,
      `.${body}.`,
      `.${body}.${signature}`,
      `${keyId}.${body}.${signature}.`,
      `${keyId}..${signature}`,
      '',
      '...',
      'x'.repeat(100_000),
      plainSeal(till, until),
      sealWith(others.signing)(till, until),
    ];
    for (const token of hostile) expect(refusalOf(() => open(token, 0))).toEqual(invalid);
  });

  test('is refused when it is signed and says no context', () => {
    const wrong = [
      { ...till, clubId: 7 },
      { ...till, role: 'staff' },
      { ...till, branchIds: 'all' },
    ];
    for (const each of wrong)
      expect(refusalOf(() => open(seal(each as unknown as CallContext, until), 0))).toEqual(invalid);
    expect(refusalOf(() => open(seal(till, -1), 0))).toEqual(invalid);
  });

  test('counts with a new key and with the one of before, not with the one before that', () => {
    const second = renewKeys(keys.signing, longAgo);
    const third = renewKeys(second.signing, longAgo);
    const token = seal(till, until);
    expect(openWith(second.verifying)(token, 0).context).toEqual(till);
    expect(openWith(second.verifying)(sealWith(second.signing)(till, until), 0).context).toEqual(till);
    expect(refusalOf(() => openWith(third.verifying)(token, 0))).toEqual(invalid);
  });

  test('without a signature counts where nothing is signed, and nothing signed does there', () => {
    const plain = openPlain();
    expect(plain(plainSeal(till, until), 0).context).toEqual(till);
    expect(refusalOf(() => plain(seal(till, until), 0))).toEqual(invalid);
  });
});

describe('sealing', () => {
  test('signs once for all calls of a caller within a minute, and anew for what is another context', () => {
    const once = sealing(seal);
    const deadline = Date.now() + 10_000;
    expect(once(till, deadline)).toBe(once({ ...till }, deadline));
    expect(
      new Set([till, { ...till, clubId: 'x' }, { ...till, branchIds: [] }].map((each) => once(each, deadline))).size,
    ).toBe(3);
  });

  test('has a context count for longer than the call that it goes with', () => {
    const once = sealing(seal);
    for (const ms of [10_000, 89_000, 3_600_000]) {
      const deadline = Date.now() + ms;
      expect(open(once(till, deadline), 0).until).toBeGreaterThanOrEqual(deadline + 30_000);
    }
  });
});
