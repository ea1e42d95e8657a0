import { describe, expect, test } from '@jest/globals';
import { account, day, given, type AccountStory } from '../../../test/account-story.ts';
import {
  accrue,
  adjust,
  burn,
  capture,
  hold,
  life,
  merge,
  open,
  receive,
  reverse,
  sara,
  send,
  settle,
  voided,
} from '../../../test/commands.ts';
import type { Command } from './command.ts';
import { accountOf, balancesAfter, commitId, type Commit } from './commit.ts';
import { compose } from './compose.ts';
import { History } from './history.ts';
import { plainPoints } from '../time/unit.ts';

const composed = (story: AccountStory, commands: readonly Command[], via?: readonly string[]) =>
  compose(
    story.head,
    History.of(story.commits),
    commands.map((command) => ({ command, bodyHash: 'body', ...(via && { via }) })),
    story.now,
  );

describe('a commit', () => {
  test('is made of what is due, when nobody asked for anything', () => {
    const story = account()
      .when(accrue(5n, { key: 'e:a', expiresAt: day(9) }))
      .on(day(9));
    const { commit, state, answers } = composed(story, []);
    expect([commit?.entries.map(({ kind }) => kind), state.available, answers]).toEqual([['expire'], 0n, []]);
  });
  test('is not made when nothing is due, nor when everything was answered before', () => {
    const story = account().when(burn(1n, { key: 'e:b' }), accrue(5n, { expiresAt: day(9) }));
    expect(composed(story, [])).toEqual({ state: story.head.state, answers: [] });
    const again = composed(story.on(day(9)), [burn(1n, { key: 'e:b' })]);
    expect([again.commit, again.state]).toEqual([undefined, story.head.state]);
    expect(again.answers).toEqual([{ found: 'key_reused' }]);
  });
  test('is of now, or of the last one’s moment where clocks disagree', () => {
    const story = account().on(day(5)).holding(1n);
    expect(composed(story.on(day(4)), [accrue(1n)]).commit?.at).toEqual(day(5));
    expect(composed(story.on(day(6)), [accrue(1n)]).commit?.at).toEqual(day(6));
  });
  test('answers a command where its entry is', () => {
    const story = account()
      .when(accrue(5n, { expiresAt: day(9) }))
      .on(day(9));
    const same = accrue(1n, { key: 'e:same' });
    expect(composed(story, [burn(1n), same, same]).answers).toEqual([
      { found: 'here', index: 1, repeated: false },
      { found: 'here', index: 2, repeated: false },
      { found: 'here', index: 2, repeated: true },
    ]);
  });
  test('names an older one, and where in it', () => {
    const story = account().together(accrue(5n), accrue(2n, { key: 'e:old' }));
    expect(composed(story, [voided('e:old', { key: 'e:old' })]).answers).toEqual([{ found: 'key_reused' }]);
    given(story).when(accrue(2n, { key: 'e:old' }));
    expect(story.last).toMatchObject({
      repeated: true,
      recorded: { version: 1, availableAfter: 7n },
      balances: { available: 7n },
    });
  });
  test('sends a command on when the account was merged, unless it came round from there', () => {
    const story = account().holding(5n).when(merge('demo.omid.points'));
    expect(composed(story, [burn(1n)])).toEqual({
      state: story.head.state,
      answers: [{ found: 'elsewhere', account: 'demo.omid.points' }],
    });
    expect(composed(story, [burn(1n)], ['demo.nima.points']).commit).toBeUndefined();
    expect(composed(story, [burn(1n)], ['demo.omid.points']).commit?.entries[0]?.refusal).toBe('account_merged');
  });
  test('has an id that sorts by account and version', () => {
    expect(commitId('demo.sara.points', 7)).toBe('demo.sara.points/000000000007');
    expect(
      account()
        .holding(1n)
        .holding(1n)
        .commits.map(({ id, account: of, version }) => [id, of, version]),
    ).toEqual([
      ['demo.sara.points/000000000001', 'demo.sara.points', 1],
      ['demo.sara.points/000000000002', 'demo.sara.points', 2],
    ]);
  });
  test('is linked to the one before', () => {
    const [first, second] = account().holding(1n).holding(1n).commits;
    expect(first?.prevHash).toBe('');
    expect(second?.prevHash).toBe(first?.hash);
  });
  test('tells the balances after each of its entries', () => {
    const { commits } = account().together(accrue(9n), hold(4n), burn(2n), accrue(3n, { activeAt: day(9) }));
    expect([0, 1, 2, 3].map((index) => balancesAfter(commits[0] as Commit, index))).toEqual([
      { available: 9n, pending: 0n, held: 0n },
      { available: 5n, pending: 0n, held: 4n },
      { available: 3n, pending: 0n, held: 4n },
      { available: 3n, pending: 3n, held: 4n },
    ]);
  });
});

describe('the format of a commit', () => {
  const formatAfter = (...commands: Command[]): (number | undefined)[] =>
    account()
      .when(...commands)
      .commits.map(({ format }) => format);

  test('is the first one, as long as the account has nothing newer', () => {
    const first = [
      accrue(9n, { key: 'e:a', activeAt: day(1) }),
      hold(2n, { key: 'e:h' }),
      capture('e:h', 1n),
      hold(1n, { key: 'e:v' }),
      voided('e:v'),
      burn(1n, { key: 'e:b' }),
      reverse('e:b'),
      reverse('e:a', 1n),
      burn(99n),
    ];
    expect(new Set(formatAfter(...first))).toEqual(new Set([1]));
    const life = account()
      .when(accrue(9n, { activeAt: day(2), expiresAt: day(3) }))
      .on(day(4))
      .when(accrue(1n));
    expect(life.commits.map(({ format, entries }) => [format, entries.length])).toEqual([
      [1, 1],
      [1, 3],
    ]);
  });
  test.each<[string, Command]>([
    ['a correction', adjust(1n)],
    ['an opening', open([{ amount: 1n }])],
    ['a gift', send(1n)],
    ['a gift that came', receive([{ lot: 'e:a', amount: 1n }])],
    ['a freeze', life('freeze')],
    ['an exception', burn(99n, { finished: true })],
    ['a cap that was needed', burn(9n, { terms: { cap: 9n } })],
    [
      'spending that moves the end of an idle account',
      burn(1n, { terms: { unit: { ...plainPoints, expiry: { model: 'after_activity', months: 1 } } } }),
    ],
    [
      'earning into a lot that several share',
      accrue(1n, { terms: { unit: { ...plainPoints, expiry: { model: 'after_earning', months: 1 } } } }),
    ],
  ])('is the second from %s on', (_name, command) => {
    const start = command.verb.kind === 'open' ? [] : [accrue(1n)];
    expect(formatAfter(...start, command, accrue(1n))).toEqual([...start.map(() => 1), 2, 2]);
  });
});

describe('a commit with one thing that is newer', () => {
  test('is of the second format, whatever else is in it', () => {
    const { commits } = account().together(accrue(5n), adjust(1n), burn(1n));
    expect(commits.map(({ format, account: text }) => [format, accountOf({ account: text })])).toEqual([[2, sara]]);
  });
});

describe('a finished sale', () => {
  test('leaves an exception where it cannot be posted, under its key', () => {
    const story = account().when(burn(5n, { key: 'e:x', finished: true }));
    expect(story.head.state.exceptions).toEqual([{ key: 'e:x', book: 'redemption', amount: -5n }]);
    given(story)
      .when(settle('e:none', 'club'))
      .thenRefused('exception_not_found')
      .when(settle('e:x', 'club'), settle('e:x', 'club'))
      .thenRefused('exception_settled');
  });
  test('is refused what has no effect of its own', () => {
    given(account().holding(5n))
      .when(send(9n, { finished: true }))
      .thenRefused('balance_too_low');
  });
});
