import { describe, expect, test } from '@jest/globals';
import { account, day, given, type AccountStory } from '../../../test/account-story.ts';
import {
  accrue,
  adjust,
  burn,
  capture,
  ended,
  extend,
  hold,
  join,
  leave,
  merge,
  receive,
  reinstate,
  reverse,
  sara,
  send,
  unmerge,
} from '../../../test/commands.ts';
import type { Command, Verb } from '../journal/command.ts';
import type { Commit } from '../journal/commit.ts';
import type { Entry } from '../journal/entry.ts';
import { arrivingAs, elsewhere, kinshipOf, namesThere, redirected, seenFrom } from './merges.ts';
import { receiveOf, transferId } from './transfers.ts';

const omid = { ...sara, memberId: 'omid' };
const [saras, omids] = ['demo.sara.points', 'demo.omid.points'];
const receiving = (verb: Extract<Verb, { kind: 'receive' }>, id = sara): Command => ({
  ...receive([], { account: id }),
  verb,
});
const lastOf = (story: AccountStory): Entry => story.commits.at(-1)?.entries[0] as Entry;
const early = { key: 'e:early', expiresAt: day(10) };

/** Omid's account goes into Sara's. */
const merged = (sarasOwn = account()): { readonly from: AccountStory; readonly into: AccountStory } => {
  const from = account(omid).when(accrue(5n, early), accrue(3n), merge(saras, { key: 'e:merge', undoUntil: day(20) }));
  return { from, into: sarasOwn.when(receiving(receiveOf(omid, lastOf(from)))) };
};

describe('a merged account', () => {
  test('has nothing left, and says which one answers for it', () => {
    const { from } = merged();
    expect(from.head.state).toMatchObject({
      available: 0n,
      merged: { into: saras, key: 'e:merge' },
      kin: [saras],
      transfers: [{ key: 'e:merge', to: saras, amount: 8n }],
    });
  });
  test('sends on all but its own end', () => {
    const { state } = merged().from.head;
    expect([burn(1n), accrue(1n), unmerge(saras), receive([])].map((command) => elsewhere(state, command))).toEqual([
      saras,
      saras,
      saras,
      saras,
    ]);
    const back: Command = receiving({ kind: 'receive', from: saras, units: [], origin: 'unmerged' });
    expect(
      [merge(saras), ended('arrive', 'e:merge'), ended('return', 'e:merge'), back].map((command) =>
        elsewhere(state, command),
      ),
    ).toEqual([undefined, undefined, undefined, undefined]);
    expect(elsewhere(account().head.state, burn(1n))).toBeUndefined();
  });
  test('is not merged again', () => {
    given(merged().from).when(merge('demo.home.points')).thenRefused('account_merged');
  });
  test('has its units and its commands back when the other account refused them', () => {
    given(merged().from)
      .when(ended('return', 'e:merge'))
      .thenPosted({ available: 8n })
      .thenLots(['e:early', 5n], ['never', 3n]);
    expect(merged().from.when(ended('return', 'e:merge')).head.state).not.toHaveProperty('merged');
  });
  test('is no account to merge into: the units would stay where they went on to', () => {
    const other = receiving({ kind: 'receive', from: 'demo.home.points', units: [], origin: 'merged' });
    expect(elsewhere(merged().from.head.state, other)).toBeUndefined();
    given(merged().from)
      .when({ ...other, account: omid })
      .thenRefused('account_merged');
    expect(
      merged().from.when({
        ...receiving({ kind: 'receive', from: saras, units: [], origin: 'unmerged' }),
        account: omid,
      }).head.state,
    ).not.toHaveProperty('merged');
  });
  test('stays merged once the units have arrived', () => {
    expect(merged().from.when(ended('arrive', 'e:merge')).head.state.merged).toEqual({ into: saras, key: 'e:merge' });
  });
  test('is not merged while something is open or owed', () => {
    given(account().holding(5n)).when(hold(1n), merge(omids)).thenRefused('account_busy');
    given(account().holding(5n)).when(send(1n), merge(omids)).thenRefused('account_busy');
    given(account().holding(5n))
      .when(capture('e:none', 1n, { finished: true }), merge(omids))
      .thenRefused('account_busy');
    given(account())
      .when(adjust(-1n, { policy: 'unlimited' }), merge(omids))
      .thenRefused('account_owes');
  });
});

describe('what came by the name of a merged account', () => {
  test('is no gift to oneself', () => {
    given(account().holding(5n))
      .when(send(1n, { to: saras }))
      .thenRefused('same_account');
    given(account().holding(5n))
      .when(receiving({ kind: 'receive', from: saras, units: [{ lot: 'never', amount: 1n }] }))
      .thenRefused('same_account');
    given(account()).when(join(saras, 50)).thenRefused('same_account');
  });
});

describe('the account that another was merged into', () => {
  test('has the units beside its own, each lot by where it is from', () => {
    given(merged(account().when(accrue(1n, early), accrue(1n))).into)
      .thenPosted({ available: 10n })
      .thenLots(['e:early', 1n], [`${omids}~e:early`, 5n], ['never', 1n], [`${omids}~never`, 3n]);
  });
  test('knows until when that can be undone, and whose keys count', () => {
    const { into } = merged();
    expect(into.head.state).toMatchObject({ origins: [{ account: omids, until: day(20) }], kin: [omids] });
    expect(lastOf(into)).toMatchObject({
      kind: 'receive',
      amount: 8n,
      other: omids,
      origin: 'merged',
      kin: [omids],
      until: day(20),
    });
  });
  test('knows several, and each one once', () => {
    const third: Command = receiving({
      kind: 'receive',
      from: 'demo.nima.points',
      units: [],
      origin: 'merged',
      kin: ['demo.ida.points', omids],
    });
    const { kin, origins } = merged().into.on(day(2)).when(third).head.state;
    expect(kin).toEqual([omids, 'demo.nima.points', 'demo.ida.points']);
    expect(origins).toEqual([
      { account: omids, until: day(20) },
      { account: 'demo.nima.points', until: day(2) },
    ]);
  });
  test('tells of accounts that came before when it is merged itself', () => {
    const { into } = merged();
    const onward = lastOf(into.when(merge('demo.home.points')));
    expect(onward.kin).toEqual([omids]);
    expect(receiveOf(sara, onward)).toEqual({
      kind: 'receive',
      from: saras,
      units: onward.taken,
      origin: 'merged',
      kin: [omids],
      until: day(32),
    });
  });
  test('gives the units back, what is left of them', () => {
    const { into } = merged(account().holding(2n));
    given(into)
      .when(burn(1n), unmerge(omids, { key: 'e:undo' }))
      .thenPosted({ available: 2n })
      .thenLots(['never', 2n]);
    expect(lastOf(into)).toMatchObject({
      kind: 'unmerge',
      amount: 7n,
      other: omids,
      taken: [
        { lot: `${omids}~e:early`, amount: 4n },
        { lot: `${omids}~never`, amount: 3n },
      ],
    });
    expect(into.head.state).not.toHaveProperty('origins');
    expect(receiveOf(sara, lastOf(into))).toMatchObject({ from: saras, origin: 'unmerged' });
  });
  test('gives back what waits, too', () => {
    const from = account(omid).when(accrue(5n, { key: 'e:wait', activeAt: day(9) }), merge(saras));
    const into = account()
      .when(receiving(receiveOf(omid, lastOf(from))))
      .thenPosted({ available: 0n, pending: 5n });
    given(into).when(unmerge(omids)).thenPosted({ pending: 0n });
    expect(lastOf(into).lots).toEqual([{ lot: `${omids}~e:wait`, place: 'pending', amount: -5n, activeAt: day(9) }]);
  });
  test('keeps other merges when one is undone', () => {
    const third: Command = receiving({
      kind: 'receive',
      from: 'demo.nima.points',
      units: [],
      origin: 'merged',
      until: day(20),
    });
    expect(merged().into.when(third, unmerge(omids)).head.state.origins).toEqual([
      { account: 'demo.nima.points', until: day(20) },
    ]);
  });
  test('refuses when it was not merged, too late, or while such units are held', () => {
    given(merged().into).when(unmerge('demo.nima.points')).thenRefused('not_merged');
    given(merged().into).on(day(20)).when(unmerge(omids)).thenPosted();
    given(merged().into)
      .on(new Date(day(20).getTime() + 1))
      .when(unmerge(omids))
      .thenRefused('unmerge_too_late');
    given(merged().into).when(hold(5n), unmerge(omids)).thenRefused('account_busy');
    given(merged(account().holding(1n)).into)
      .when(hold(7n), unmerge(omids))
      .thenRefused('account_busy');
    given(merged(account().when(accrue(5n, { expiresAt: day(2) }))).into)
      .when(hold(5n), unmerge(omids))
      .thenPosted();
  });
});

describe('an account whose merge was undone', () => {
  test('has its lots under their own names, and answers for itself', () => {
    const { from, into } = merged();
    from.when(ended('arrive', 'e:merge'));
    const back = receiveOf(sara, lastOf(into.when(unmerge(omids))));
    given(from).when(receiving(back, omid)).thenPosted({ available: 8n }).thenLots(['e:early', 5n], ['never', 3n]);
    expect(from.head.state).not.toHaveProperty('merged');
    expect(from.head.state.kin).toContain(saras);
  });
});

describe('ties', () => {
  test('are kept through whatever else happens', () => {
    const { state } = merged(account().when(join('demo.home.points', 50), accrue(10n))).into.when(accrue(1n)).head;
    expect(state).toMatchObject({
      pool: { account: 'demo.home.points', share: 50 },
      contributed: 1,
      kin: [omids],
      origins: [{ account: omids }],
    });
  });
  test('are kept when the household is left', () => {
    const { state } = merged(account().when(join('demo.home.points', 50), accrue(10n))).into.when(leave()).head;
    expect(state).toMatchObject({ contributed: 1, kin: [omids], origins: [{ account: omids }] });
    expect(state).not.toHaveProperty('pool');
  });
  test('a gift is not one, nor is it a contribution', () => {
    const { state } = account().when(accrue(5n), send(2n)).head;
    for (const tie of ['merged', 'origins', 'kin', 'pool', 'contributed']) expect(state).not.toHaveProperty(tie);
  });
  test('of a gift that came, neither', () => {
    const { state } = account().when(receive([{ lot: 'e:a', amount: 1n }])).head;
    for (const tie of ['merged', 'origins', 'kin', 'pool', 'contributed']) expect(state).not.toHaveProperty(tie);
  });
});

describe('names of lots', () => {
  test('a lot that comes in has its account before it, one that comes home has its own name', () => {
    for (const origin of [undefined, 'merged'] as const)
      expect(arrivingAs(saras, omids, `${saras}~never`, origin)).toBe(`${omids}~${saras}~never`);
    expect(arrivingAs(saras, omids, `${saras}~e:a`, 'unmerged')).toBe('e:a');
    expect(arrivingAs(saras, omids, 'e:b', 'unmerged')).toBe(`${omids}~e:b`);
  });
  test('an account is a guest of the one that it was merged into, or whose commands came by it; else that one is its host', () => {
    const { from, into } = merged();
    expect([
      kinshipOf(into.head.state, omids),
      kinshipOf(from.head.state, saras),
      kinshipOf(into.head.state, 'demo.nima.points'),
    ]).toEqual(['guest', 'host', 'host']);
    expect([
      kinshipOf(account().head.state, omids, [omids]),
      kinshipOf(account().head.state, omids, [saras]),
      kinshipOf(account().head.state, omids),
    ]).toEqual(['guest', 'host', 'host']);
  });
  test('those of a guest are known there by their own, those of a host by where they are from', () => {
    expect(namesThere(saras, omids, 'guest', [`${omids}~e:a`, 'e:b', 'demo.nima.points~e:c'])).toEqual(['e:a']);
    expect(namesThere(saras, omids, 'host', ['e:a'])).toEqual([`${saras}~e:a`]);
  });
  test('a host’s commit is read with the names that units of here have here', () => {
    const { into } = merged();
    const seen = into.when(burn(6n)).commits.map((commit) => seenFrom(omids, commit, 'host'));
    expect(seen.map(({ entries }) => entries[0]?.lots.map(({ lot }) => lot))).toEqual([
      ['e:early', 'never'],
      ['e:early', 'never'],
    ]);
  });
  test('a commit of another account is read with the names of here', () => {
    const commits = account(omid)
      .when(accrue(5n, { ...early, activeAt: day(2) }), accrue(1n))
      .on(day(3))
      .when(burn(2n), hold(1n, { key: 'e:h' }), capture('e:h'))
      .on(day(11))
      .when(accrue(1n)).commits;
    const seen = commits.map((commit) => seenFrom(saras, commit, 'guest'));
    expect(seen.map(({ entries }) => entries.map(({ kind, target, lot }) => [kind, target, lot]))).toEqual([
      [['accrue', undefined, `${omids}~e:early`]],
      [['accrue', undefined, `${omids}~never`]],
      [
        ['activate', `${omids}~e:early`, undefined],
        ['burn', undefined, undefined],
      ],
      [['hold', undefined, undefined]],
      [['capture', 'e:h', undefined]],
      [
        ['expire', `${omids}~e:early`, undefined],
        ['accrue', undefined, `${omids}~never`],
      ],
    ]);
    expect(seen[2]?.entries[1]?.lots.map(({ lot }) => lot)).toEqual([`${omids}~e:early`]);
    expect(seen[4]?.entries[0]?.taken).toEqual([{ lot: `${omids}~e:early`, amount: 1n, expiresAt: day(10) }]);
    expect(seen[0]?.entries[0]).not.toHaveProperty('taken');
    expect(seen[0]?.entries[0]).not.toHaveProperty('target');
    expect(seen[3]?.entries[0]).not.toHaveProperty('lot');
  });
  test('corrections of a lot are read as those of the lot here', () => {
    const story = account(omid)
      .when(accrue(5n, early), extend('e:early', day(12)))
      .on(day(12))
      .when(reinstate('e:early'));
    expect(story.commits.map((commit) => seenFrom(saras, commit, 'guest').entries.at(-1)?.target)).toEqual([
      undefined,
      `${omids}~e:early`,
      `${omids}~e:early`,
    ]);
  });
  test('tells of which of its lots a reversal was spared something', () => {
    const seen = (expiresAt: Date, back: Date): Entry | undefined => {
      const story = account(omid)
        .when(accrue(9n, { key: 'e:a', account: omid, expiresAt }))
        .on(back)
        .when(reverse('e:a', 4n, { account: omid }));
      return seenFrom(saras, story.commits.at(-1) as Commit, 'guest').entries.at(-1);
    };
    expect(seen(day(2), day(5))).toMatchObject({
      kind: 'reverse_accrual',
      target: 'e:a',
      absorbed: 4n,
      lot: `${omids}~e:a`,
    });
    expect(seen(day(9), day(5))).not.toHaveProperty('lot');
  });
  test('a command is sent on as it is', () => {
    const command = burn(1n, { key: 'c:1' });
    expect(redirected(command, omids)).toEqual({ ...command, account: omid });
  });
  test('a transfer is named by who sent it', () => {
    expect(transferId(saras, 'e:s')).toBe(`${saras}#e:s`);
  });
  test('what is told of a gift is its units', () => {
    const sent = account().when(accrue(5n, early), send(2n));
    expect(receiveOf(sara, lastOf(sent))).toStrictEqual({
      kind: 'receive',
      from: saras,
      units: [{ lot: 'e:early', amount: 2n, expiresAt: day(10) }],
    });
  });
});
