import { DomainError } from '@vafa/kernel';
import { describe, expect, test } from '@jest/globals';
import type { PostingOutcome } from '../src/domain/return/booking.ts';
import type { Ordered, Return } from '../src/domain/session/session.ts';
import { AskBooking } from '../src/use-cases/ask-booking.ts';
import type { PointsLedger } from '../src/use-cases/points-ledger.ts';

const effect = (key: string, points: bigint, changes: Partial<Ordered> = {}): Ordered => ({
  key,
  account: 'ana',
  unit: 'points',
  amount: points,
  restores: false,
  ...changes,
});
const returned = (ordered: readonly Ordered[], changes: Partial<Return> = {}): Return => ({
  id: 'ret',
  receipt: '',
  at: new Date(0),
  lines: [],
  amount: 0n,
  pointsTakenBack: 100n,
  pointsRestored: 0n,
  ordered,
  ...changes,
});
const booked = (amount: bigint, shortfall = 0n, refused = false): PostingOutcome => ({
  refused,
  booked: amount,
  shortfall,
});

/** Answers what it knows by then; `pauses` are those that were made. */
const asking = (knows: (asked: number, key: string, memberId: string) => PostingOutcome | undefined) => {
  const pauses: number[] = [];
  let asked = 0;
  const ledger: Pick<PointsLedger, 'outcomes'> = {
    outcomes: (_clubId, ordered) => {
      asked++;
      expect(new Set(ordered.map(({ account, unit }) => `${account}/${unit}`)).size).toBe(1);
      return Promise.resolve().then(
        () =>
          new Map(
            ordered.flatMap(({ key, account }) => {
              const found = knows(asked, key, account);
              return found ? [[key, found] as const] : [];
            }),
          ),
      );
    },
  };
  const pause = (ms: number): Promise<void> => {
    pauses.push(ms);
    return Promise.resolve();
  };
  return { ask: (made: Return) => new AskBooking(ledger, pause).execute('clb', made), pauses, asked: () => asked };
};

describe('what the ledger booked of a return', () => {
  test('is what it took, and what was short', async () => {
    const { ask } = asking(() => booked(20n, 80n));
    expect(await ask(returned([effect('t', 100n)]))).toEqual({
      known: true,
      takenBack: 20n,
      restored: 0n,
      shortfall: 80n,
    });
  });

  test('counts what was not posted at all as short, and what had expired as neither', async () => {
    const { ask } = asking((_asked, key) => (key === 'refused' ? booked(0n, 0n, true) : booked(3n)));
    expect(await ask(returned([effect('refused', 60n), effect('expired', 40n)]))).toEqual({
      known: true,
      takenBack: 3n,
      restored: 0n,
      shortfall: 60n,
    });
  });

  test('tells what was given back apart, each member by the own account', async () => {
    const { ask } = asking((_asked, key, memberId) =>
      key === memberId ? booked(key === 'ben' ? 7n : 5n, 1n) : undefined,
    );
    expect(await ask(returned([effect('ana', 6n), effect('ben', 8n, { account: 'ben', restores: true })]))).toEqual({
      known: true,
      takenBack: 5n,
      restored: 7n,
      shortfall: 1n,
    });
  });

  test('is waited for with growing pauses until all of it is known', async () => {
    const { ask, pauses, asked } = asking((times, key) => (key === 'first' || times >= 3 ? booked(50n) : undefined));
    expect(await ask(returned([effect('first', 50n), effect('second', 50n)]))).toMatchObject({
      known: true,
      takenBack: 100n,
    });
    expect([asked(), pauses]).toEqual([3, pauses.toSorted((a, b) => a - b)]);
    expect(pauses[0]).toBe(10);
  });

  test('is not known when the ledger is late: patience has an end', async () => {
    const { ask, pauses, asked } = asking(() => undefined);
    expect(await ask(returned([effect('t', 100n)]))).toEqual({
      known: false,
      takenBack: 0n,
      restored: 0n,
      shortfall: 0n,
    });
    expect(asked()).toBe(pauses.length);
    expect(pauses.reduce((sum, ms) => sum + ms, 0)).toBe(2_000);
  });

  test('is not known when the ledger is away, and nobody waits for it', async () => {
    const { ask, asked } = asking(() => {
      throw new DomainError('unavailable', 'away', 'away');
    });
    expect(await ask(returned([effect('t', 100n)]))).toMatchObject({ known: false });
    expect(asked()).toBe(1);
  });

  test('is nothing without asking where nothing was ordered, and not known of a return whose effects were not kept', async () => {
    const { ask, asked } = asking(() => booked(1n));
    expect(await ask(returned([], { pointsTakenBack: 0n }))).toEqual({
      known: true,
      takenBack: 0n,
      restored: 0n,
      shortfall: 0n,
    });
    const { ordered: _ordered, ...old } = returned([]);
    expect(await ask(old)).toMatchObject({ known: false });
    expect(asked()).toBe(0);
  });

  test('a defect is not taken for a ledger that is away', async () => {
    const { ask } = asking(() => {
      throw new TypeError('not a function');
    });
    await expect(ask(returned([effect('t', 100n)]))).rejects.toThrow(TypeError);
  });
});
