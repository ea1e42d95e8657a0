import type { AccountId } from '../src/domain/account-id.ts';
import type { Command, Verb } from '../src/domain/command.ts';

export const sara: AccountId = { clubId: 'demo', memberId: 'sara', unit: 'points' };

let made = 0;
const nextKey = (): string => `e:test:${String(++made)}`;

interface Told {
  readonly key?: string;
  readonly account?: AccountId;
}

const command = (verb: Verb, { key = nextKey(), account = sara }: Told): Command => ({ account, key, cause: 'test', reason: 'test', reference: '', verb });

export const accrue = (amount: bigint, told: Told & { expiresAt?: Date; activeAt?: Date } = {}): Command =>
  command({ kind: 'accrue', amount, ...(told.expiresAt && { expiresAt: told.expiresAt }), ...(told.activeAt && { activeAt: told.activeAt }) }, told);
export const burn = (amount: bigint, told: Told = {}): Command => command({ kind: 'burn', amount }, told);
export const hold = (amount: bigint, told: Told & { owner?: string } = {}): Command => command({ kind: 'hold', amount, owner: told.owner ?? 'sale' }, told);
export const capture = (holdKey: string, amount = 0n, told: Told & { owner?: string } = {}): Command =>
  command({ kind: 'capture', holdKey, amount, owner: told.owner ?? 'sale' }, told);
export const voided = (holdKey: string, told: Told & { owner?: string } = {}): Command => command({ kind: 'void', holdKey, owner: told.owner ?? 'sale' }, told);
export const reverse = (entryKey: string, amount = 0n, told: Told & { policy?: 'unlimited' | 'within_balance' } = {}): Command =>
  command({ kind: 'reverse', entryKey, amount, policy: told.policy ?? 'unlimited' }, told);
