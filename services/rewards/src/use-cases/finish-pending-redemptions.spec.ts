import { DomainError, ManualClock } from '@vafa/kernel';
import { describe, expect, test } from '@jest/globals';
import { request, type BurnOutcome, type Decision, type Redemption } from '../domain/redemption.ts';
import { FinishPendingRedemptions } from './finish-pending-redemptions.ts';
import type { Redemptions } from './redemptions.ts';
import { SettleRedemption } from './settle-redemption.ts';

const now = new Date('2026-03-01T10:00:00Z');
const reward = {
  id: 'rwd_tea',
  clubId: 'clb_a',
  code: 'tea',
  name: 'Tea',
  description: '',
  pricePoints: 50n,
  voucherDays: 0,
  open: true,
  createdAt: now,
  version: 1,
  changedAt: now,
};

/** Redemptions in memory, asked for at these ages. */
class MemoryRedemptions implements Redemptions {
  readonly all = new Map<string, Redemption>();

  constructor(agesMs: Record<string, number>) {
    for (const [id, age] of Object.entries(agesMs)) {
      const order = { clubId: 'clb_a', key: id, memberId: 'mem_sara', rewardId: reward.id, timeZone: 'UTC' };
      this.all.set(id, request(id, order, reward, { codeHash: id, sealedCode: id }, new Date(now.getTime() - age)));
    }
  }

  insert(redemption: Redemption): Promise<'inserted' | 'exists'> {
    if (this.all.has(redemption.id)) return Promise.resolve('exists');
    this.all.set(redemption.id, redemption);
    return Promise.resolve('inserted');
  }

  load(id: string): Promise<Redemption | undefined> {
    return Promise.resolve(this.all.get(id));
  }

  byCode(_clubId: string, codeHash: string): Promise<Redemption | undefined> {
    return Promise.resolve([...this.all.values()].find((redemption) => redemption.codeHash === codeHash));
  }

  change(id: string, decide: (redemption: Redemption) => Decision | undefined): Promise<Redemption | undefined> {
    const current = this.all.get(id);
    if (current) this.all.set(id, { ...current, ...decide(current)?.set });
    return Promise.resolve(this.all.get(id));
  }

  ofMember(): Promise<readonly Redemption[]> {
    return Promise.resolve([...this.all.values()]);
  }

  unfinishedBefore(moment: Date, limit: number): Promise<readonly Redemption[]> {
    const due = [...this.all.values()].filter(
      ({ status, requestedAt, cancelAskedAt }) =>
        (status === 'pending' && requestedAt < moment) ||
        (status === 'cancelling' && cancelAskedAt !== undefined && cancelAskedAt < moment),
    );
    return Promise.resolve(
      due.sort((one, other) => one.requestedAt.getTime() - other.requestedAt.getTime()).slice(0, limit),
    );
  }

  statuses(): Record<string, string> {
    return Object.fromEntries([...this.all.values()].map(({ id, status }) => [id, status]));
  }
}

const sweep = async (redemptions: MemoryRedemptions, answers: Record<string, BurnOutcome | Error>) => {
  const clock = new ManualClock(now);
  const burn = ({ redemptionId }: { redemptionId: string }): Promise<BurnOutcome> => {
    const answer = answers[redemptionId] ?? { burned: true as const, available: 0n };
    return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer);
  };
  const giveBack = () => Promise.resolve({ points: 50n, available: 50n });
  return new FinishPendingRedemptions(
    redemptions,
    new SettleRedemption(redemptions, { burn, giveBack }, clock),
    clock,
  ).execute();
};

describe('the sweep', () => {
  test('gives back what a crash left cancelling', async () => {
    const redemptions = new MemoryRedemptions({ old: 60_000, young: 60_000 });
    for (const [id, age] of [
      ['old', 10_001],
      ['young', 10_000],
    ] as const)
      await redemptions.change(id, () => ({
        set: { status: 'cancelling', cancelAskedAt: new Date(now.getTime() - age) },
        key: 'c:1',
        at: now,
      }));
    expect(await sweep(redemptions, {})).toEqual({ finished: 1, failed: [] });
    expect(redemptions.statuses()).toEqual({ old: 'cancelled', young: 'cancelling' });
  });

  test('finishes what is older than ten seconds, either way, and leaves the young alone', async () => {
    const redemptions = new MemoryRedemptions({ old: 60_000, poor: 30_000, due: 10_001, young: 10_000 });
    expect(await sweep(redemptions, { poor: { burned: false, refusal: 'balance_too_low' } })).toEqual({
      finished: 3,
      failed: [],
    });
    expect(redemptions.statuses()).toEqual({ old: 'issued', poor: 'refused', due: 'issued', young: 'pending' });
  });

  test('goes on behind one that the ledger does not understand', async () => {
    const redemptions = new MemoryRedemptions({ bad: 60_000, good: 30_000 });
    const error = new DomainError('internal', 'burn_not_understood', 'no');
    expect(await sweep(redemptions, { bad: error })).toEqual({ finished: 1, failed: [{ redemptionId: 'bad', error }] });
    expect(redemptions.statuses()).toEqual({ bad: 'pending', good: 'issued' });
  });

  test('stops at a ledger that does not answer', async () => {
    const redemptions = new MemoryRedemptions({ first: 60_000, second: 30_000 });
    const error = new DomainError('unavailable', 'service_unavailable', 'no answer');
    expect(await sweep(redemptions, { first: error })).toEqual({
      finished: 0,
      failed: [{ redemptionId: 'first', error }],
    });
    expect(redemptions.statuses()).toEqual({ first: 'pending', second: 'pending' });
  });
});
