import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { AccountStory, day } from '../../../test/account-story.ts';
import {
  accrue,
  adjust,
  burn,
  capture,
  ended,
  extend,
  hold,
  life,
  open,
  receive,
  reinstate,
  reverse,
  sara,
  send,
  settle,
  voided,
} from '../../../test/commands.ts';
import { plainSeal } from '../../../test/plain-seal.ts';
import type { Command } from './command.ts';
import { canonicalCommit, headOf, type Commit } from './commit.ts';
import { posted } from './entry.ts';
import { Replay, type Finding } from './replay.ts';

// Fewer where each change of the domain has them run again (tools/stryker).
const runs = (usual: number): number => Number(process.env.FC_RUNS ?? usual);
const amount = fc.bigInt({ min: 1n, max: 40n });
const slot = fc.integer({ min: 0, max: 7 });
const key = (kind: string, n: number): string => `e:${kind}:${String(n)}`;
const target = fc.oneof(
  slot.map((n) => key('accrue', n)),
  slot.map((n) => key('burn', n)),
  slot.map((n) => key('capture', n)),
);
const moment = fc.option(fc.integer({ min: 1, max: 40 }), { nil: undefined });

const accruals = fc.tuple(slot, amount, moment, moment).map(([n, units, active, life]) =>
  accrue(units, {
    key: key('accrue', n),
    ...(active !== undefined && { activeAt: day(active) }),
    ...(life !== undefined && { expiresAt: day((active ?? 0) + life) }),
  }),
);
const later = fc.integer({ min: 1, max: 90 }).map(day);
const finished = fc.boolean();
const cap = fc.option(fc.bigInt({ min: 0n, max: 60n }), { nil: undefined });
const corrections = fc.oneof(
  fc
    .tuple(slot, amount, fc.boolean(), fc.boolean())
    .map(([n, units, down, unlimited]) =>
      adjust(down ? -units : units, { key: key('adjust', n), policy: unlimited ? 'unlimited' : 'within_balance' }),
    ),
  fc.tuple(slot, slot, later).map(([n, m, until]) => extend(key('accrue', m), until, { key: key('extend', n) })),
  fc
    .tuple(slot, slot, fc.bigInt({ min: 0n, max: 20n }), fc.option(later, { nil: undefined }))
    .map(([n, m, units, until]) =>
      reinstate(key('accrue', m), units, { key: key('reinstate', n), ...(until && { expiresAt: until }) }),
    ),
  fc.tuple(amount, moment).map(([units, life]) =>
    open([{ amount: units, ...(life !== undefined && { expiresAt: day(life) }) }, { amount: 1n }], {
      key: key('open', 0),
    }),
  ),
  fc
    .tuple(
      slot,
      fc.constantFrom('account' as const, 'club' as const),
      fc.constantFrom('burn', 'capture', 'reverse', 'accrue'),
      slot,
    )
    .map(([n, into, kind, m]) => settle(key(kind, m), into, { key: key('settle', n) })),
);
const transfers = fc.oneof(
  fc.tuple(slot, amount).map(([n, units]) => send(units, { key: key('send', n) })),
  fc.tuple(slot, amount, moment).map(([n, units, life]) =>
    receive([{ lot: 'e:there', amount: units, ...(life !== undefined && { expiresAt: day(life) }) }], {
      key: key('receive', n),
    }),
  ),
  fc
    .tuple(slot, slot, fc.constantFrom('arrive' as const, 'return' as const), fc.option(later, { nil: undefined }))
    .map(([n, m, kind, grace]) =>
      ended(kind, key('send', m), { key: key(kind, n), ...(grace && { terms: { graceUntil: grace } }) }),
    ),
);
const lives = fc
  .tuple(slot, fc.constantFrom('freeze' as const, 'unfreeze' as const, 'unfreeze' as const, 'close' as const))
  .map(([n, kind]) => life(kind, { key: key(kind, n) }));
const commands: fc.Arbitrary<Command> = fc.oneof(
  { weight: 4, arbitrary: corrections },
  { weight: 3, arbitrary: transfers },
  { weight: 1, arbitrary: lives },
  { weight: 4, arbitrary: accruals },
  {
    weight: 3,
    arbitrary: fc
      .tuple(slot, amount, finished, cap)
      .map(([n, units, done, limit]) =>
        burn(units, { key: key('burn', n), finished: done, ...(limit !== undefined && { terms: { cap: limit } }) }),
      ),
  },
  {
    weight: 2,
    arbitrary: fc
      .tuple(slot, amount, cap)
      .map(([n, units, limit]) =>
        hold(units, { key: key('hold', n), ...(limit !== undefined && { terms: { cap: limit } }) }),
      ),
  },
  {
    weight: 2,
    arbitrary: fc
      .tuple(slot, fc.bigInt({ min: 0n, max: 30n }), finished)
      .map(([n, units, done]) => capture(key('hold', n), units, { key: key('capture', n), finished: done })),
  },
  { weight: 2, arbitrary: fc.tuple(slot, slot).map(([n, m]) => voided(key('hold', n), { key: key('void', m) })) },
  {
    weight: 4,
    arbitrary: fc
      .tuple(
        target,
        fc.bigInt({ min: 0n, max: 30n }),
        fc.integer({ min: 0, max: 40 }),
        fc.boolean(),
        finished,
        fc.option(later, { nil: undefined }),
      )
      .map(([entry, units, n, unlimited, done, grace]) =>
        reverse(entry, units, {
          key: key('reverse', n),
          finished: done,
          ...(grace && { terms: { graceUntil: grace } }),
          policy: unlimited ? 'unlimited' : 'within_balance',
        }),
      ),
  },
);
const step = fc.record({
  days: fc.integer({ min: 0, max: 4 }),
  commands: fc.array(commands, { minLength: 1, maxLength: 4 }),
});
const history = fc.array(step, { minLength: 1, maxLength: 40 });

const play = (steps: readonly { readonly days: number; readonly commands: readonly Command[] }[]): AccountStory => {
  const story = new AccountStory();
  let today = 1;
  for (const { days, commands: together } of steps) {
    today += days;
    story.on(day(today)).together(...together);
  }
  return story;
};

const findings = (commits: readonly Commit[]): Finding[] => {
  const replay = new Replay('demo.sara.points', plainSeal.sign);
  return commits.flatMap((commit) => replay.take(commit));
};

describe('any history', () => {
  test('replays without a finding: sums, lots, holds, totals, states and the chain (I1, I2, I3, I6, I7, I9, I10)', () => {
    fc.assert(
      fc.property(history, (steps) => {
        expect(findings(play(steps).commits)).toEqual([]);
      }),
      { numRuns: runs(400) },
    );
  });

  test('loads from its last checkpoint to the same account as from its beginning', () => {
    fc.assert(
      fc.property(history, (steps) => {
        const { commits, head } = play(steps);
        expect(headOf(sara, commits)).toEqual(head);
        expect(headOf(sara, commits.slice(-32))).toEqual(head);
      }),
      { numRuns: runs(150) },
    );
  });

  test('has one effect per key, and a repeated command its first answer (I4)', () => {
    fc.assert(
      fc.property(history, (steps) => {
        const story = play(steps);
        const before = story.commits.length;
        const first = new Map(
          story.outcomes
            .filter((outcome) => outcome.recorded && !outcome.repeated)
            .map((outcome) => [outcome.key, outcome]),
        );
        for (const command of steps.flatMap((each) => each.commands)) {
          story.when(command);
          if (story.last.refusal === 'key_reused') continue;
          expect(story.last.repeated).toBe(true);
          const original = first.get(command.key);
          if (original) expect(story.last).toEqual({ ...original, repeated: true });
          else expect(story.last.refusal).toBe('hold_voided');
        }
        expect(story.commits).toHaveLength(before);
      }),
      { numRuns: runs(100) },
    );
  });

  test('spends nothing that is not there: burns and holds are refused, never short (I3)', () => {
    fc.assert(
      fc.property(history, (steps) => {
        const { commits } = play(steps);
        let available = 0n;
        for (const entry of commits.flatMap((commit) => commit.entries)) {
          if (entry.kind === 'burn' || entry.kind === 'hold' || entry.kind === 'send')
            expect(entry.amount).toBeLessThanOrEqual(available + (entry.cap ?? 0n));
          available += posted(entry, 'available');
        }
      }),
      { numRuns: runs(150) },
    );
  });
});

describe('a journal that was tampered with', () => {
  const seal = (commit: Commit): Commit => {
    const { hash: _hash, ...unsealed } = commit;
    return { ...unsealed, hash: plainSeal.sign(canonicalCommit(unsealed)) };
  };
  const honest = (): Commit[] =>
    new AccountStory().when(
      accrue(100n, { key: 'e:a' }),
      burn(30n),
      hold(20n, { key: 'e:h' }),
      capture('e:h', 5n),
      reverse('e:a', 60n),
    ).commits;
  const codes = (commits: readonly Commit[]): string[] => [
    ...new Set(findings(commits).map((finding) => finding.code)),
  ];
  const changed = (index: number, change: (commit: Commit) => Commit): Commit[] =>
    honest().map((commit, at) => (at === index ? change(commit) : commit));

  test('is clean before', () => {
    expect(codes(honest())).toEqual([]);
  });
  test('a changed amount', () => {
    expect(codes(changed(1, (commit) => ({ ...commit, after: { ...commit.after, available: 170n } })))).toEqual([
      'hash_differs',
      'after_differs',
    ]);
  });
  test('a changed amount, signed again', () => {
    expect(codes(changed(1, (commit) => seal({ ...commit, after: { ...commit.after, available: 170n } })))).toEqual([
      'after_differs',
      'chain_broken',
    ]);
  });
  test('a missing commit', () => {
    expect(codes(honest().toSpliced(1, 1))).toEqual(
      expect.arrayContaining(['version_gap', 'chain_broken', 'after_differs']),
    );
  });
  test('an entry that makes units of nothing', () => {
    const minted = changed(0, (commit) => ({
      ...commit,
      entries: commit.entries.map((entry) => ({ ...entry, postings: entry.postings.slice(0, 1) })),
    }));
    expect(codes(minted)).toContain('sum_not_zero');
  });
  test('a key twice', () => {
    expect(
      codes(
        changed(1, (commit) => ({ ...commit, entries: commit.entries.map((entry) => ({ ...entry, key: 'e:a' })) })),
      ),
    ).toContain('key_repeated');
  });
  test('lots that are not the balance', () => {
    const moved = changed(1, (commit) => ({
      ...commit,
      entries: commit.entries.map((entry) => ({ ...entry, lots: [] })),
    }));
    expect(codes(moved)).toContain('lots_differ');
  });
  test('a reversal of more than there was', () => {
    const more = changed(4, (commit) => ({
      ...commit,
      entries: commit.entries.map((entry) => ({ ...entry, amount: 101n })),
    }));
    expect(codes(more)).toContain('reversed_beyond_original');
  });
  test('a format of a later build', () => {
    expect(codes(changed(1, (commit) => ({ ...commit, format: 4 })))).toEqual(['unknown_format']);
  });
});
