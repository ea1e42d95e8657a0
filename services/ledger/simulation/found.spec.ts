// Bugs that the simulation and the reading for it found. Each test states what ought to be.
import { describe, expect, test } from '@jest/globals';
import { dayMs } from '@vafa/kernel';
import { accountText, type AccountId } from '../src/domain/account/account-id.ts';
import { account, day } from '../test/account-story.ts';
import {
  accrue,
  adjust,
  burn,
  extend,
  hold,
  join,
  life,
  merge,
  open,
  reinstate,
  reverse,
  sara,
  send,
  settle,
  unmerge,
  voided,
} from '../test/commands.ts';
import { DirectLedger } from './direct-ledger.ts';

const omid: AccountId = { ...sara, memberId: 'omid' };
const longKey = `c:${'k'.repeat(220)}`;
const days = (n: number): number => n * dayMs;

describe('a transfer', () => {
  test('with a key as long as the contract allows arrives', async () => {
    const ledger = new DirectLedger();
    await ledger.post(accrue(100n));
    await ledger.post(send(40n, { key: longKey }));
    await ledger.deliver();
    expect(ledger.memory.hasTransit).toBe(false);
    expect(ledger.after(omid)?.available).toBe(40n);
  });

  test('of units that went through many hands arrives', async () => {
    const ledger = new DirectLedger();
    const club = 'clb_01jd0000000000000000000001';
    const members = [1, 2, 3, 4].map((n) => ({
      clubId: club,
      memberId: `mem_01jd000000000000000000000${String(n)}`,
      unit: 'points',
    }));
    await ledger.post(
      accrue(100n, {
        account: members[0] as AccountId,
        key: 'e:accrue:sal_01jd0000000000000000000001:rul_01jd0000000000000000000001',
        expiresAt: day(300),
      }),
    );
    for (const [index, from] of members.slice(0, -1).entries()) {
      const to = members[index + 1] as AccountId;
      await ledger.post(send(100n, { account: from, to: `${club}.${to.memberId}.points` }));
      await ledger.deliver();
    }
    expect(ledger.after(members[3] as AccountId)?.available).toBe(100n);
  });

  test('brings units with the expiry that they had when they left', async () => {
    const ledger = new DirectLedger();
    await ledger.post(accrue(100n, { key: 'e:a', expiresAt: day(10) }));
    await ledger.post(send(40n));
    await ledger.deliver();
    await ledger.post(extend('e:a', day(40)));
    await ledger.post(send(40n));
    await ledger.deliver();
    ledger.clock.advance(days(20));
    await ledger.post(accrue(1n, { account: omid }));
    expect(ledger.after(omid)?.available).toBe(41n);
  });

  test('to an account that cannot be read does not hold up the others', async () => {
    const ledger = new DirectLedger();
    await ledger.post(accrue(1n, { account: { ...sara, memberId: 'newer' } }));
    const [commit] = ledger.memory.commitsOf('demo.newer.points');
    if (commit)
      ledger.memory.insert({ ...commit, id: 'demo.newer.points/000000000002', version: 2, format: 99, entries: [] });
    await ledger.post(accrue(100n));
    await ledger.post(send(10n, { to: 'demo.newer.points' }));
    await ledger.post(send(20n));
    for (let turn = 0; turn < 3; turn++) await ledger.deliver().catch(() => undefined);
    expect(ledger.after(sara)?.totals.moved).toEqual({ in_transit: 30n });
    expect(ledger.memory.inTransit(10).sendings).toHaveLength(1);
  });
});

describe('a merge', () => {
  const ladan: AccountId = { ...sara, memberId: 'ladan' };
  const [sarasName, omidsName, ladansName] = [sara, omid, ladan].map(accountText) as [string, string, string];
  const merged = async (...pairs: readonly (readonly [AccountId, string])[]): Promise<DirectLedger> => {
    const ledger = new DirectLedger();
    await ledger.post(accrue(100n, { key: 'e:a', expiresAt: day(10) }));
    for (const [account, into] of pairs) {
      await ledger.post(merge(into, { account }));
      await ledger.deliver();
    }
    return ledger;
  };

  test('leaves no gift and no pool between the two: it would have no end', async () => {
    const ledger = await merged([sara, omidsName]);
    expect((await ledger.post(send(10n, { to: omidsName }))).refusal).toBe('same_account');
    expect((await ledger.post(join(omidsName, 50))).refusal).toBe('same_account');
    await ledger.post(send(10n, { account: omid, to: sarasName, key: 'c:to-the-old-name' }));
    await ledger.deliver();
    expect(ledger.memory.hasTransit).toBe(false);
    expect(ledger.after(omid)).toMatchObject({ available: 100n });
    expect(ledger.verify()).toEqual([]);
  });

  test('into an account that was merged itself is undone: the units would stay behind when that is undone', async () => {
    const ledger = await merged([omid, ladansName], [sara, omidsName]);
    expect(ledger.after(sara)).toMatchObject({ available: 100n });
    await ledger.post(unmerge(omidsName, { account: ladan }));
    await ledger.deliver();
    expect((await ledger.post(burn(100n))).refusal).toBeUndefined();
    expect(ledger.verify()).toEqual([]);
  });

  test('that closes a ring is undone', async () => {
    const ledger = await merged([sara, omidsName], [omid, ladansName], [ladan, sarasName]);
    expect((await ledger.post(burn(100n))).balances?.available).toBe(0n);
    expect(ledger.after(ladan)).toMatchObject({ available: 0n, totals: { burned: 100n } });
    expect(ledger.verify()).toEqual([]);
  });

  test('that is refused leaves no command of the meantime to be done again', async () => {
    const ledger = await merged([omid, ladansName]);
    await ledger.post(merge(omidsName));
    const meanwhile = [
      accrue(7n, { key: 'c:meanwhile' }),
      reverse('e:a', 30n, { key: 'c:return', policy: 'unlimited' }),
    ];
    const first = [];
    for (const command of meanwhile) first.push(await ledger.post(command));
    await ledger.deliver();
    expect(ledger.after(sara)).toMatchObject({ available: 100n });
    for (const [index, command] of meanwhile.entries())
      expect(await ledger.post(command)).toEqual({ ...first[index], repeated: true });
    expect((await ledger.post(reverse('e:a', 71n))).refusal).toBe('more_than_original');
    expect(ledger.verify()).toEqual([]);
  });

  test('does not bring back what a reversal was spared before it', async () => {
    const ledger = new DirectLedger();
    await ledger.post(accrue(100n, { key: 'e:a', expiresAt: day(10) }));
    ledger.clock.advance(days(11));
    await ledger.post(reverse('e:a', 60n));
    await ledger.post(merge(omidsName));
    await ledger.deliver();
    const lot = `${sarasName}~e:a`;
    expect((await ledger.post(reinstate(lot, 41n, { account: omid }))).refusal).toBe('nothing_expired');
    expect((await ledger.post(reinstate(lot, 40n, { account: omid }))).balances?.available).toBe(40n);
    expect((await ledger.post(reinstate('e:a', 0n, { account: omid }))).refusal).toBe('nothing_expired');
    expect(ledger.verify()).toEqual([]);
  });

  test('may have a reversal overtake its units', async () => {
    const ledger = new DirectLedger();
    await ledger.post(accrue(100n, { key: 'e:a' }));
    await ledger.post(merge(omidsName));
    await ledger.post(reverse('e:a', 100n, { policy: 'unlimited' }));
    await ledger.deliver();
    expect(ledger.after(omid)).toMatchObject({ available: 0n });
    expect(ledger.verify()).toEqual([]);
  });

  test('has what was answered before answered word for word', async () => {
    const ledger = new DirectLedger();
    const first = await ledger.post(accrue(100n, { key: 'e:a', expiresAt: day(10) }));
    await ledger.post(merge(omidsName));
    await ledger.deliver();
    expect(await ledger.post(accrue(100n, { key: 'e:a', expiresAt: day(10) }))).toEqual({ ...first, repeated: true });
  });
});

describe('a key', () => {
  test('is in the journal once, also when a void names itself as its hold', async () => {
    const ledger = new DirectLedger();
    expect((await ledger.post(voided('c:same', { key: 'c:same' }))).refusal).toBe('invalid');
    expect(ledger.verify()).toEqual([]);
  });

  test('as long as the contract allows can be reversed', async () => {
    const ledger = new DirectLedger();
    await ledger.post(accrue(100n, { key: longKey }));
    expect((await ledger.post(reverse(longKey))).refusal).toBeUndefined();
  });

  test('as long as the contract allows names a lot that can be extended', async () => {
    const ledger = new DirectLedger();
    await ledger.post(accrue(100n, { key: longKey, expiresAt: day(10) }));
    expect((await ledger.post(extend(longKey, day(20)))).refusal).toBeUndefined();
  });
});

describe('an account', () => {
  test('that is closed has its exceptions settled', () => {
    account()
      .when(life('close'), burn(10n, { key: 'e:b', finished: true }), settle('e:b', 'club'))
      .thenPosted();
  });

  test('is opened before anything is earned or spent, also after corrections that cancelled out', () => {
    account()
      .when(adjust(5n), open([{ amount: 10n }]))
      .thenRefused('account_in_use')
      .when(adjust(-5n), open([{ amount: 10n }]))
      .thenPosted({ available: 10n });
  });

  test('gets the units of a voided hold back into their lots, and what was borrowed is paid back', () => {
    account()
      .when(
        accrue(5n, { key: 'e:a', expiresAt: day(10) }),
        hold(15n, { key: 'e:h', terms: { cap: 20n } }),
        voided('e:h'),
      )
      .thenLots(['e:a', 5n]);
  });
});
