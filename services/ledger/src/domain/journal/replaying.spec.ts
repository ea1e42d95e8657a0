import { describe, expect, test } from '@jest/globals';
import { account, AccountStory, day } from '../../../test/account-story.ts';
import { accrue, adjust, burn, capture, hold, receive, reverse, sara, settle } from '../../../test/commands.ts';
import { plainSeal } from '../../../test/plain-seal.ts';
import type { Verb } from './command.ts';
import { canonicalCommit, type Commit } from './commit.ts';
import type { Entry } from './entry.ts';
import { Replay, reversedTogether, type Finding, type Shared } from './replay.ts';

const place = { account: 'demo.sara.points' };
const replayed = (
  commits: readonly Commit[],
  id = place.account,
): { readonly replay: Replay; readonly found: Finding[] } => {
  const replay = new Replay(id, plainSeal.sign);
  return { replay, found: commits.flatMap((commit) => replay.take(commit)) };
};
const findings = (commits: readonly Commit[], id?: string): Finding[] => replayed(commits, id).found;
/** As if the ledger itself had written it so. */
const resealed = (commits: readonly Commit[]): Commit[] => {
  let prevHash = '';
  return commits.map((commit) => {
    const { hash: _hash, ...unsealed } = { ...commit, prevHash };
    prevHash = plainSeal.sign(canonicalCommit(unsealed));
    return { ...unsealed, hash: prevHash };
  });
};
const withCommit = (commits: readonly Commit[], index: number, change: (commit: Commit) => Partial<Commit>): Commit[] =>
  resealed(commits.map((commit, at) => (at === index ? { ...commit, ...change(commit) } : commit)));
const withEntry = (commits: readonly Commit[], index: number, change: (entry: Entry) => Partial<Entry>): Commit[] =>
  withCommit(commits, index, ({ entries }) => ({
    entries: entries.map((entry, at) => (at === 0 ? ({ ...entry, ...change(entry) } as Entry) : entry)),
  }));
const story = (): AccountStory =>
  account().when(
    accrue(100n, { key: 'e:a' }),
    burn(30n, { key: 'e:b' }),
    hold(20n, { key: 'e:h' }),
    capture('e:h', 5n, { key: 'e:c' }),
  );

describe('a replay says where and what', () => {
  test.each<[string, (commits: Commit[]) => Commit[], Omit<Finding, 'account'>[]]>([
    [
      'another account',
      (commits) => withCommit(commits, 1, () => ({ account: 'demo.omid.points' })),
      [{ version: 2, code: 'id_differs', detail: 'demo.sara.points/000000000002' }],
    ],
    [
      'another account, with an id of its own',
      (commits) => withCommit(commits, 1, () => ({ account: 'demo.omid.points', id: 'demo.omid.points/000000000002' })),
      [{ version: 2, code: 'id_differs', detail: 'demo.omid.points/000000000002' }],
    ],
    [
      'another id',
      (commits) => withCommit(commits, 1, () => ({ id: 'x' })),
      [{ version: 2, code: 'id_differs', detail: 'x' }],
    ],
    [
      'time that goes back',
      (commits) => withCommit(commits, 1, () => ({ at: day(0) })),
      [{ version: 2, code: 'time_goes_back', detail: '2025-12-31T00:00:00.000Z' }],
    ],
    [
      'a format of a later build, and nothing after it',
      (commits) => withCommit(commits, 1, () => ({ format: 9 })),
      [{ version: 2, code: 'unknown_format', detail: 'format 9; the rest of the account is not checked' }],
    ],
    [
      'a key that was there',
      (commits) => withEntry(commits, 1, () => ({ key: 'e:a' })),
      [{ version: 2, code: 'key_repeated', detail: 'e:a' }],
    ],
    [
      'a state where none is due',
      (commits) =>
        withCommit(commits, 1, ({ after }) => ({ state: { ...story().head.state, available: after.available } })),
      [{ version: 2, code: 'state_differs', detail: 'the stored account is not that of the replay' }],
    ],
    [
      'other balances',
      (commits) => withCommit(commits, 3, ({ after }) => ({ after: { ...after, held: 1n } })),
      [{ version: 4, code: 'after_differs', detail: 'the stored balances are not those of the replay' }],
    ],
  ])('%s', (_name, change, expected) => {
    expect(findings(change(story().commits))).toEqual(expected.map((finding) => ({ ...place, ...finding })));
  });

  test('a version that is left out, and whom it follows', () => {
    expect(findings(resealed(story().commits.toSpliced(1, 1)))[0]).toEqual({
      ...place,
      version: 3,
      code: 'version_gap',
      detail: 'follows 1',
    });
  });
  test('a broken link', () => {
    const [first, second] = story().commits as [Commit, Commit];
    const { hash: _hash, ...unsealed } = { ...second, prevHash: 'other' };
    expect(findings([first, { ...unsealed, hash: plainSeal.sign(canonicalCommit(unsealed)) }])).toEqual([
      { ...place, version: 2, code: 'chain_broken', detail: 'prev_hash is not the hash of the commit before' },
    ]);
  });
  test('a seal that is not its own', () => {
    const [first] = story().commits as [Commit];
    expect(findings([{ ...first, hash: 'other' }])).toEqual([
      { ...place, version: 1, code: 'hash_differs', detail: 'the commit was changed, or another master key made it' },
    ]);
  });
  test('postings that are not zero in sum', () => {
    const found = findings(withEntry(story().commits, 0, ({ postings }) => ({ postings: postings.slice(0, 1) })));
    expect(found.slice(0, 2)).toEqual([
      { ...place, version: 1, code: 'sum_not_zero', detail: 'e:a' },
      { ...place, version: 1, code: 'after_differs', detail: expect.any(String) },
    ]);
    expect(found).toContainEqual({ ...place, version: 1, code: 'sum_not_zero', detail: 'totals' });
  });
  test('what cannot be added up, and nothing after it', () => {
    const more = withEntry(story().commits, 1, ({ lots }) => ({
      lots: lots.map((lot) => ({ ...lot, amount: -101n })),
    }));
    expect(findings(more)).toEqual([
      { ...place, version: 2, code: 'not_replayable', detail: 'a lot would hold less than nothing' },
    ]);
  });
  test('nothing of the checkpoint of an honest journal, and that it was left out or changed', () => {
    const { commits } = account().when(...Array.from({ length: 33 }, () => accrue(1n)));
    expect(findings(commits)).toEqual([]);
    const differs = [
      { ...place, version: 32, code: 'state_differs', detail: 'the stored account is not that of the replay' },
    ];
    expect(findings(withCommit(commits, 31, () => ({ state: undefined })))).toEqual(differs);
    expect(findings(withCommit(commits, 31, ({ state }) => ({ state: state && { ...state, generation: 7 } })))).toEqual(
      differs,
    );
  });
  test('nothing at the same moment as before', () => {
    expect(findings(account().on(day(5)).when(accrue(1n), accrue(1n)).commits)).toEqual([]);
  });
});

describe('what lots and holds hold is what the sums say', () => {
  const differs = (version: number, detail: string): Finding => ({ ...place, version, code: 'lots_differ', detail });

  test.each<[string, AccountStory, number, (entry: Entry) => Partial<Entry>]>([
    ['active', story(), 1, ({ lots }) => ({ lots: lots.map((lot) => ({ ...lot, amount: lot.amount + 1n })) })],
    [
      'pending',
      account().when(accrue(9n, { key: 'e:a', activeAt: day(9) })),
      0,
      ({ lots }) => ({ lots: lots.map((lot) => ({ ...lot, amount: 8n })) }),
    ],
    ['a debt', account().when(adjust(-9n, { policy: 'unlimited' })), 0, () => ({ debt: 8n })],
    ['what was held', story(), 2, () => ({ amount: 19n })],
    [
      'what was held, and taken',
      account()
        .holding(9n)
        .when(hold(9n, { key: 'e:h' })),
      1,
      () => ({ amount: 8n, taken: [{ lot: 'never', amount: 8n }] }),
    ],
    [
      'what a hold took',
      account()
        .holding(9n)
        .when(hold(9n, { key: 'e:h' })),
      1,
      () => ({ taken: [{ lot: 'never', amount: 8n }] }),
    ],
  ])('%s', (_name, { commits }, index, change) => {
    const detail = commits[index]?.entries[0]?.key ?? '';
    expect(findings(withEntry(commits, index, change))).toContainEqual(differs(index + 1, detail));
  });
});

describe('nobody owes what no rule allowed', () => {
  const overdrawn = (commits: readonly Commit[]): Finding[] =>
    findings(commits).filter(({ code }) => code === 'overdrawn');

  test('a burn below nothing without a cap, or below its cap', () => {
    const { commits } = account()
      .holding(2n)
      .when(burn(5n, { key: 'e:b', terms: { cap: 3n } }));
    expect(findings(commits)).toEqual([]);
    for (const cap of [undefined, 2n])
      expect(overdrawn(withEntry(commits, 1, () => ({ cap })))).toEqual([
        { ...place, version: 2, code: 'overdrawn', detail: 'e:b' },
      ]);
  });
  test('a hold likewise', () => {
    const { commits } = account()
      .holding(2n)
      .when(hold(5n, { key: 'e:h', terms: { cap: 3n } }));
    expect(findings(commits)).toEqual([]);
    expect(overdrawn(withEntry(commits, 1, () => ({ cap: undefined })))).toHaveLength(1);
  });
  test('a gift never', () => {
    const { commits } = account()
      .holding(2n)
      .when(burn(5n, { key: 'e:b', terms: { cap: 3n } }));
    expect(overdrawn(withEntry(commits, 1, () => ({ kind: 'send', other: 'demo.omid.points' })))).toHaveLength(1);
  });
  test('what is taken back, corrected or settled may', () => {
    expect(findings(account().when(accrue(5n, { key: 'e:a' }), burn(5n), reverse('e:a')).commits)).toEqual([]);
    expect(findings(account().when(adjust(-5n, { policy: 'unlimited' })).commits)).toEqual([]);
    expect(
      findings(account().when(burn(5n, { key: 'e:x', finished: true }), settle('e:x', 'account')).commits),
    ).toEqual([]);
  });
  test('a debt is not paid by what goes out, nor below nothing', () => {
    const owing = account().when(adjust(-5n, { policy: 'unlimited' }), accrue(2n, { key: 'e:a' }));
    expect(overdrawn(withEntry(owing.commits, 1, () => ({ debt: -6n })))).toHaveLength(1);
    const paying = withEntry(
      account()
        .when(adjust(-5n, { policy: 'unlimited' }))
        .holding(9n)
        .when(burn(1n)).commits,
      2,
      () => ({ debt: -1n }),
    );
    expect(overdrawn(paying)).toHaveLength(1);
    const less = withEntry(
      account().when(adjust(-5n, { policy: 'unlimited' }), adjust(-1n, { key: 'e:down', policy: 'unlimited' })).commits,
      1,
      () => ({ debt: -1n }),
    );
    expect(overdrawn(less)).toEqual([{ ...place, version: 2, code: 'overdrawn', detail: 'e:down' }]);
    const still = withEntry(account().when(adjust(-5n, { policy: 'unlimited' }), accrue(2n)).commits, 1, () => ({
      lots: [],
      postings: [],
      debt: -2n,
    }));
    expect(overdrawn(still)).toEqual([]);
  });
});

describe('no entry is reversed beyond what it was', () => {
  const beyond = (version: number, detail: string): Finding => ({
    ...place,
    version,
    code: 'reversed_beyond_original',
    detail,
  });

  test('an accrual, a burn or a capture, in parts', () => {
    for (const [target, amount] of [
      ['e:a', 100n],
      ['e:b', 30n],
      ['e:c', 5n],
    ] as const) {
      const { commits } = story().when(reverse(target, amount - 1n), reverse(target, 1n, { key: 'e:r' }));
      expect(findings(commits)).toEqual([]);
      expect(findings(withEntry(commits, 5, () => ({ amount: 2n })))).toContainEqual(beyond(6, 'e:r'));
    }
  });
  test('nor anything else at all', () => {
    const { commits } = story().when(reverse('e:b', 1n, { key: 'e:r' }));
    expect(findings(withEntry(commits, 4, () => ({ target: 'e:h' })))).toEqual([beyond(5, 'e:r')]);
    const { replay } = replayed(withEntry(commits, 4, () => ({ target: undefined })));
    expect(reversedTogether([replay.shared()].filter((each) => each !== undefined))).toEqual([beyond(5, '')]);
  });
  test('those of merged accounts are compared together', () => {
    const merged: Verb = { kind: 'receive', from: 'demo.omid.points', units: [], origin: 'merged' };
    const known = story().when(
      { ...receive([], { account: sara }), verb: merged },
      reverse('e:b', 10n, { key: 'e:r' }),
    );
    expect(replayed(story().commits).replay.shared()).toBeUndefined();
    const foreign = withEntry(known.commits, 5, () => ({ target: 'e:there', amount: 10n }));
    const twice = [
      ...foreign,
      ...withEntry(known.commits, 5, () => ({ key: 'e:r2', target: 'e:there', amount: 10n })).slice(5),
    ];
    const shared = replayed(foreign).replay.shared();
    expect(shared).toMatchObject({ account: 'demo.sara.points', version: 6, kin: ['demo.omid.points'] });
    expect([shared?.reversed, shared?.left.get('e:b'), shared?.left.get('e:h')]).toEqual([
      new Map([['e:there', 10n]]),
      30n,
      0n,
    ]);
    expect(replayed(twice).replay.shared()?.reversed).toEqual(new Map([['e:there', 20n]]));
  });
});

describe('accounts that share keys', () => {
  const shared = (
    name: string,
    kin: readonly string[],
    reversed: readonly [string, bigint][],
    left: readonly [string, bigint][] = [],
  ): Shared => ({ account: name, version: 3, kin, reversed: new Map(reversed), left: new Map(left) });

  test('reverse an entry together, no more than there was', () => {
    const owner = shared('a', ['b', 'c'], [], [['e:1', 10n]]);
    expect(
      reversedTogether([owner, shared('b', ['x', 'a'], [['e:1', 6n]]), shared('c', ['a'], [['e:1', 4n]])]),
    ).toEqual([]);
    expect(reversedTogether([owner, shared('b', ['a'], [['e:1', 6n]]), shared('c', ['a'], [['e:1', 5n]])])).toEqual([
      { account: 'c', version: 3, code: 'reversed_beyond_original', detail: 'e:1' },
    ]);
  });
  test('reverse each entry for itself', () => {
    const owner = shared(
      'a',
      ['b'],
      [],
      [
        ['e:1', 10n],
        ['e:2', 5n],
      ],
    );
    expect(
      reversedTogether([
        owner,
        shared(
          'b',
          ['a'],
          [
            ['e:1', 8n],
            ['e:2', 5n],
          ],
        ),
      ]),
    ).toEqual([]);
  });
  test('are tied also by what only the other side knows, over others', () => {
    const ring = (amount: bigint) => [
      shared('a', ['b'], [], [['e:1', 10n]]),
      shared('b', ['c'], []),
      shared('c', ['b'], [['e:1', amount]]),
      shared('d', [], [], [['e:1', 99n]]),
    ];
    expect(reversedTogether(ring(10n))).toEqual([]);
    expect(reversedTogether(ring(11n))).toHaveLength(1);
  });
  test('reverse nothing that none of them had', () => {
    expect(reversedTogether([shared('b', ['a'], [['e:none', 1n]])])).toEqual([
      { account: 'b', version: 3, code: 'reversed_beyond_original', detail: 'e:none' },
    ]);
    expect(reversedTogether([shared('a', [], [], [['e:1', 10n]]), shared('b', [], [['e:1', 1n]])])).toHaveLength(1);
  });
});
