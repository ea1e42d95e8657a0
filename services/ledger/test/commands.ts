import type { AccountId } from '../src/domain/account/account-id.ts';
import type { Command, OpeningLot, Terms, Verb } from '../src/domain/journal/command.ts';
import type { Responsible } from '../src/domain/journal/entry.ts';
import type { NegativePolicy } from '../src/domain/time/unit.ts';

export const sara: AccountId = { clubId: 'demo', memberId: 'sara', unit: 'points' };

let made = 0;
const nextKey = (): string => `e:test:${String(++made)}`;

interface Told {
  readonly key?: string;
  readonly account?: AccountId;
  readonly finished?: boolean;
  readonly terms?: Terms;
  readonly effectiveAt?: Date;
}

const command = (verb: Verb, { key = nextKey(), account = sara, finished, terms, effectiveAt }: Told): Command => ({
  account,
  key,
  cause: 'test',
  reason: 'test',
  reference: '',
  ...(finished && { finished }),
  ...(terms && { terms }),
  ...(effectiveAt && { effectiveAt }),
  verb,
});

export const accrue = (amount: bigint, told: Told & { expiresAt?: Date; activeAt?: Date } = {}): Command =>
  command(
    {
      kind: 'accrue',
      amount,
      ...(told.expiresAt && { expiresAt: told.expiresAt }),
      ...(told.activeAt && { activeAt: told.activeAt }),
    },
    told,
  );
export const burn = (amount: bigint, told: Told = {}): Command => command({ kind: 'burn', amount }, told);
export const hold = (amount: bigint, told: Told & { owner?: string } = {}): Command =>
  command({ kind: 'hold', amount, owner: told.owner ?? 'sale' }, told);
export const capture = (holdKey: string, amount = 0n, told: Told & { owner?: string } = {}): Command =>
  command({ kind: 'capture', holdKey, amount, owner: told.owner ?? 'sale' }, told);
export const voided = (holdKey: string, told: Told & { owner?: string } = {}): Command =>
  command({ kind: 'void', holdKey, owner: told.owner ?? 'sale' }, told);
export const reverse = (
  entryKey: string,
  amount = 0n,
  told: Told & { policy?: NegativePolicy | 'of_unit' } = {},
): Command => {
  const { policy = 'unlimited' } = told;
  return command({ kind: 'reverse', entryKey, amount, ...(policy !== 'of_unit' && { policy }) }, told);
};

const clerk = { person: 'usr_1', role: 'service_agent' };

export const open = (lots: readonly OpeningLot[], { by, ...told }: Told & { by?: Responsible } = {}): Command =>
  command({ kind: 'open', lots, ...(by && { by }) }, told);
export const adjust = (
  amount: bigint,
  told: Told & { policy?: NegativePolicy; approver?: string; expiresAt?: Date } = {},
): Command =>
  command(
    {
      kind: 'adjust',
      amount,
      by: { ...clerk, ...(told.approver !== undefined && { approver: told.approver }) },
      policy: told.policy ?? 'within_balance',
      ...(told.expiresAt && { expiresAt: told.expiresAt }),
    },
    told,
  );
export const extend = (lot: string, expiresAt: Date, told: Told = {}): Command =>
  command({ kind: 'extend', lot, expiresAt }, told);
export const reinstate = (lot: string, amount = 0n, told: Told & { expiresAt?: Date } = {}): Command =>
  command({ kind: 'reinstate', lot, amount, ...(told.expiresAt && { expiresAt: told.expiresAt }) }, told);
export const life = (kind: 'freeze' | 'unfreeze' | 'close', told: Told = {}): Command => command({ kind }, told);
export const send = (amount: bigint, told: Told & { to?: string } = {}): Command =>
  command({ kind: 'send', amount, to: told.to ?? 'demo.omid.points' }, told);
export const receive = (
  units: Extract<Verb, { kind: 'receive' }>['units'],
  told: Told & { from?: string } = {},
): Command => command({ kind: 'receive', from: told.from ?? 'demo.omid.points', units }, told);
export const ended = (kind: 'arrive' | 'return', sendKey: string, told: Told = {}): Command =>
  command({ kind, sendKey }, told);
export const settle = (exceptionKey: string, into: 'account' | 'club', told: Told = {}): Command =>
  command({ kind: 'settle', exceptionKey, into, by: clerk }, told);

export const merge = (into: string, told: Told & { undoUntil?: Date } = {}): Command =>
  command({ kind: 'merge', into, ...(told.undoUntil && { undoUntil: told.undoUntil }) }, told);
export const unmerge = (from: string, told: Told = {}): Command => command({ kind: 'unmerge', from }, told);
export const join = (pool: string, share: number, told: Told = {}): Command =>
  command({ kind: 'join', pool, share }, told);
export const leave = (told: Told = {}): Command => command({ kind: 'leave' }, told);
