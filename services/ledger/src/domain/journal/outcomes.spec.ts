import { describe, expect, test } from '@jest/globals';
import { account, day } from '../../../test/account-story.ts';
import { accrue, burn, capture, hold, reinstate, reverse, sara, settle, voided } from '../../../test/commands.ts';
import { accountText, isAccountId, parseAccount } from '../account/account-id.ts';
import { bodyOf } from './body.ts';
import type { Commit } from './commit.ts';
import { refusals } from './entry.ts';
import { History } from './history.ts';
import { keyReused, malformedOutcome, outcomeOf, unknownUnit } from './outcome.ts';
import { plainPoints } from '../time/unit.ts';

describe('an outcome', () => {
  const { commits } = account().together(
    accrue(9n, { key: 'e:a' }),
    burn(10n, { key: 'e:b' }),
    burn(4n, { key: 'e:c' }),
  );
  const [commit] = commits as [Commit];

  test('is the entry with its place, and the balances right after it', () => {
    expect(outcomeOf(commit, 0, false)).toStrictEqual({
      key: 'e:a',
      repeated: false,
      recorded: { entry: commit.entries[0], version: 1, recordedAt: day(1), availableAfter: 5n },
      balances: { available: 9n, pending: 0n, held: 0n },
    });
  });
  test('says why it was refused', () => {
    expect(outcomeOf(commit, 1, true)).toMatchObject({
      key: 'e:b',
      refusal: 'balance_too_low',
      message: refusals.balance_too_low,
      repeated: true,
      balances: { available: 9n },
    });
    expect(refusals.balance_too_low).toBe('the available balance is too low');
  });
  test('is of an entry that is there', () => {
    expect(() => outcomeOf(commit, 3, false)).toThrow(
      new RangeError('commit demo.sara.points/000000000001 has no entry 3'),
    );
  });
  test('without an entry says what was wrong', () => {
    expect(malformedOutcome('k', 'no verb')).toEqual({
      key: 'k',
      refusal: 'invalid',
      message: 'no verb',
      repeated: false,
    });
    expect(unknownUnit('k')).toEqual({
      key: 'k',
      refusal: 'unknown_unit',
      message: 'the club has no such unit',
      repeated: false,
    });
    expect(keyReused('k')).toEqual({
      key: 'k',
      refusal: 'key_reused',
      message: 'the key was used with another body',
      repeated: false,
    });
  });
});

describe('every refusal', () => {
  test('has a sentence of its own', () => {
    const sentences = Object.values(refusals);
    expect(sentences.filter((sentence) => sentence.length < 10)).toEqual([]);
    expect(new Set(sentences).size).toBe(sentences.length);
  });
});

describe('an account is named', () => {
  test('by club, member and unit', () => {
    expect(accountText(sara)).toBe('demo.sara.points');
    expect(parseAccount('demo.sara.points')).toEqual(sara);
    expect(isAccountId({ clubId: 'A-z_9', memberId: 'x'.repeat(64), unit: 'a' })).toBe(true);
  });
  test.each([
    '',
    'a',
    'a.b',
    'a.b.c.d',
    'a..c',
    '.b.c',
    'a.b.',
    'a b.c.d',
    ' a.b.c',
    'a.b.c ',
    'a.b.c/',
    `a.${'x'.repeat(65)}.c`,
    'a.b.ü',
  ])('not by %j', (text) => {
    expect(() => parseAccount(text)).toThrow(
      expect.objectContaining({
        kind: 'invalid',
        code: 'invalid_account',
        message: 'an account is a club, a member and a unit',
      }),
    );
  });
  test('with each part for itself', () => {
    for (const part of ['clubId', 'memberId', 'unit']) expect(isAccountId({ ...sara, [part]: 'a.b' })).toBe(false);
  });
});

describe('a reversal', () => {
  test('that leaves the policy to the club is the same as one within the balance', () => {
    expect(bodyOf(reverse('e:a', 1n, { policy: 'of_unit' }))).toBe(
      bodyOf(reverse('e:a', 1n, { policy: 'within_balance' })),
    );
    expect(bodyOf(reverse('e:a', 1n, { policy: 'of_unit' }))).not.toBe(
      bodyOf(reverse('e:a', 1n, { policy: 'unlimited' })),
    );
  });
});

describe('the history of an account', () => {
  const story = () =>
    account()
      .when(
        accrue(20n, { key: 'e:a', activeAt: day(3), expiresAt: day(9) }),
        accrue(9n, { key: 'e:n' }),
        hold(2n, { key: 'e:h' }),
        hold(1n, { key: 'e:v' }),
        capture('e:h', 1n, { key: 'e:c' }),
        voided('e:v'),
      )
      .on(day(4))
      .when(burn(5n, { key: 'e:b' }), reverse('e:b', 2n), reverse('e:a', 3n))
      .on(day(10))
      .when(reverse('e:a', 4n), reinstate('e:a', 1n));
  const history = (): History => History.of(story().commits);

  test('has each entry by its key, and where it is stored', () => {
    expect(history().entry('e:b')).toMatchObject({ kind: 'burn', amount: 5n });
    expect(history().entry('e:none')).toBeUndefined();
    const place = history().place('e:b');
    expect([place?.commit.version, place?.index]).toEqual([7, 1]);
  });
  test('has a commit once, however often it was read', () => {
    const { commits } = story();
    expect(History.of([...commits, ...commits]).reversed('e:b')).toBe(2n);
  });
  test('adds up what was reversed', () => {
    expect([
      history().reversed('e:a'),
      history().reversed('e:b'),
      history().reversed('e:n'),
      history().reversed('e:none'),
    ]).toEqual([7n, 2n, 0n, 0n]);
  });
  test('adds up what expired, less what came back or was spared', () => {
    // Of 20, 5 were spent, 2 came back, 3 were taken back: 14 expired; 4 were spared, 1 was reinstated.
    expect(history().expired('e:a')).toBe(9n);
    expect(history().expired('e:none')).toBe(0n);
  });
  test('knows how a hold ended', () => {
    expect([history().ending('e:h'), history().ending('e:v'), history().ending('e:none')]).toEqual([
      'captured',
      'voided',
      undefined,
    ]);
  });
  test('knows the lot of an accrual, active or waiting, and of nothing else', () => {
    expect([history().lotOf('e:a'), history().lotOf('e:n'), history().lotOf('e:b'), history().lotOf('e:none')]).toEqual(
      ['e:a', 'never', undefined, undefined],
    );
    const waiting = account().when(accrue(1n, { key: 'e:w', activeAt: day(5) }));
    expect(History.of(waiting.commits).lotOf('e:w')).toBe('never');
  });
  test('knows the lot that waiting units went into when they became active', () => {
    const idle = { terms: { unit: { ...plainPoints, expiry: { model: 'after_activity', months: 1 } } } } as const;
    const { commits } = account()
      .when(accrue(5n, { key: 'e:w', activeAt: day(5) }), accrue(1n, idle))
      .on(day(6))
      .when(accrue(1n, idle));
    expect([History.of(commits.slice(0, 2)).lotOf('e:w'), History.of(commits).lotOf('e:w')]).toEqual([
      'never',
      'idle:0',
    ]);
  });
  test('knows what was reversed of an entry, not of the lot that it shared', () => {
    const month = { terms: { unit: { ...plainPoints, expiry: { model: 'after_earning', months: 1 } } } } as const;
    const { commits } = account()
      .when(accrue(5n, { ...month, key: 'e:a' }))
      .on(day(40))
      .when(reverse('e:a', 2n));
    const lot = 'until:2026-02-02T00:00:00.000Z';
    expect([
      History.of(commits).reversed('e:a'),
      History.of(commits).reversed(lot),
      History.of(commits).expired(lot),
    ]).toEqual([2n, 0n, 3n]);
  });
  test('is not changed by what a copy gets', () => {
    const [original, other] = [
      history(),
      account().when(settle('e:none', 'club', { key: 'e:new' })).commits[0]?.entries[0],
    ];
    const copy = original.copy();
    if (other) copy.add(other);
    expect([copy.entry('e:new')?.key, original.entry('e:new'), copy.place('e:b')?.index, copy.place('e:new')]).toEqual([
      'e:new',
      undefined,
      1,
      undefined,
    ]);
    expect([copy.reversed('e:b'), copy.expired('e:a')]).toEqual([2n, 9n]);
  });
});
