// Bugs that the simulation and the reading for it found. Each test states what ought to be.
import { describe, expect, test } from '@jest/globals';
import type { AccountId } from '../src/domain/account-id.ts';
import { account, day } from '../test/account-story.ts';
import { accrue, adjust, burn, ended, extend, hold, life, open, reverse, sara, send, settle, voided } from '../test/commands.ts';
import { plainPoints } from '../src/domain/unit.ts';
import { DirectLedger } from './direct-ledger.ts';

const omid: AccountId = { ...sara, memberId: 'omid' };
const longKey = `c:${'k'.repeat(220)}`;
const days = (n: number): number => n * 86_400_000;

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
    const members = [1, 2, 3, 4].map((n) => ({ clubId: club, memberId: `mem_01jd000000000000000000000${String(n)}`, unit: 'points' }));
    await ledger.post(accrue(100n, { account: members[0] as AccountId, key: 'e:accrue:sal_01jd0000000000000000000001:rul_01jd0000000000000000000001', expiresAt: day(300) }));
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
    if (commit) ledger.memory.insert({ ...commit, id: 'demo.newer.points/000000000002', version: 2, format: 99, entries: [] });
    await ledger.post(accrue(100n));
    await ledger.post(send(10n, { to: 'demo.newer.points' }));
    await ledger.post(send(20n));
    for (let turn = 0; turn < 3; turn++) await ledger.deliver().catch(() => undefined);
    expect(ledger.after(sara)?.totals.moved).toEqual({ in_transit: 30n });
    expect(ledger.memory.inTransit(10).sendings).toHaveLength(1);
  });
});

describe('a key', () => {
  test('is in the journal once, also when a void names itself as its hold', async () => {
    const ledger = new DirectLedger();
    expect((await ledger.post(voided('c:same', { key: 'c:same' }))).refusal).toBe('invalid');
    expect(ledger.verify(sara)).toEqual([]);
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
    account().when(life('close'), burn(10n, { key: 'e:b', finished: true }), settle('e:b', 'club')).thenPosted();
  });

  test('is opened before anything is earned or spent, also after corrections that cancelled out', () => {
    account().when(adjust(5n), open([{ amount: 10n }])).thenRefused('account_in_use').when(adjust(-5n), open([{ amount: 10n }])).thenPosted({ available: 10n });
  });

  test('gets the units of a voided hold back into their lots, and what was borrowed is paid back', () => {
    account().when(accrue(5n, { key: 'e:a', expiresAt: day(10) }), hold(15n, { key: 'e:h', terms: { cap: 20n } }), voided('e:h')).thenLots(['e:a', 5n]);
  });

  test('gets burned units back with the later expiry of their lot, whether or not something is left of it', () => {
    const story = account().when(accrue(10n, { key: 'e:a', expiresAt: day(10) }), burn(5n, { key: 'e:b' }), extend('e:a', day(40)), burn(5n));
    story.on(day(20)).when(reverse('e:b')).thenPosted({ available: 5n });
  });

  test('gets sent units back with the later expiry of their lot too', () => {
    const story = account().when(accrue(10n, { key: 'e:a', expiresAt: day(10) }), send(5n, { key: 'c:gift' }), extend('e:a', day(40)), burn(5n));
    story.on(day(20)).when(ended('return', 'c:gift')).thenLots(['e:a', 5n]).on(day(41)).thenBalances({ available: 0n });
  });

  test('gets them back apart from a newer lot of the same name, which ends as it always did', () => {
    const until = (n: number) => accrue(5n, { terms: { unit: { ...plainPoints, expiry: { model: 'fixed_date', at: day(n) } } } });
    const lot = `until:${day(10).toISOString()}`;
    const story = account().when(until(10), burn(2n, { key: 'e:b' }), extend(lot, day(40)), burn(3n), until(10), burn(1n, { key: 'e:c' }));
    story.when(reverse('e:b'), reverse('e:c')).thenLots([lot, 5n], [`${lot}@${day(40).toISOString()}`, 2n]);
  });
});
