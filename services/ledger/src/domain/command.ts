import { pointsPerEntryMax } from '@vafa/kernel';
import { isAccountId, type AccountId } from './account-id.ts';
import type { AccountState } from './account-state.ts';
import type { Basis } from './entry.ts';

export type Verb =
  | { readonly kind: 'accrue'; readonly amount: bigint; readonly basis?: Basis; readonly activeAt?: Date; readonly expiresAt?: Date }
  | { readonly kind: 'burn'; readonly amount: bigint }
  | { readonly kind: 'hold'; readonly amount: bigint; readonly owner: string }
  /** Amount 0: all that is held. What is not captured goes back to its lots. */
  | { readonly kind: 'capture'; readonly holdKey: string; readonly owner: string; readonly amount: bigint }
  | { readonly kind: 'void'; readonly holdKey: string; readonly owner: string }
  /** Amount 0: all that is left of the entry. */
  | { readonly kind: 'reverse'; readonly entryKey: string; readonly amount: bigint; readonly policy: NegativePolicy };

/** May taking back an accrual whose units are spent leave a debt, or is it refused then? */
export type NegativePolicy = 'within_balance' | 'unlimited';

export interface Command<V extends Verb = Verb> {
  readonly account: AccountId;
  readonly key: string;
  /** The event or request that caused it. */
  readonly cause: string;
  readonly reason: string;
  readonly reference: string;
  /** When it counts for the member; the commit's own time when absent. */
  readonly effectiveAt?: Date;
  readonly verb: V;
}

const callerKey = /^[ce]:[^\p{Cc}]{1,254}$/u;
const word = /^[^\p{Cc}]{0,200}$/u;
const owner = /^[^\p{Cc}]{1,200}$/u;

const inRange = (amount: bigint, least: bigint): boolean => amount >= least && amount <= pointsPerEntryMax;

const isMoment = (at: Date | undefined): boolean => at === undefined || !Number.isNaN(at.getTime());

const malformedVerb = (verb: Verb): string | undefined => {
  switch (verb.kind) {
    case 'accrue':
      if (!inRange(verb.amount, 1n)) return 'an amount is between 1 and 10^12';
      if (!isMoment(verb.activeAt) || !isMoment(verb.expiresAt)) return 'activation and expiry are moments';
      return verb.activeAt && verb.expiresAt && verb.expiresAt <= verb.activeAt ? 'units cannot expire before they activate' : undefined;
    case 'burn':
      return inRange(verb.amount, 1n) ? undefined : 'an amount is between 1 and 10^12';
    case 'hold':
      if (!owner.test(verb.owner)) return 'a hold has an owner';
      return inRange(verb.amount, 1n) ? undefined : 'an amount is between 1 and 10^12';
    case 'capture':
      if (!callerKey.test(verb.holdKey) || !owner.test(verb.owner)) return 'a capture names a hold and its owner';
      return inRange(verb.amount, 0n) ? undefined : 'an amount is between 0 and 10^12';
    case 'void':
      return callerKey.test(verb.holdKey) && owner.test(verb.owner) ? undefined : 'a void names a hold and its owner';
    case 'reverse':
      if (verb.entryKey === '' || !word.test(verb.entryKey)) return 'a reversal names an entry';
      return inRange(verb.amount, 0n) ? undefined : 'an amount is between 0 and 10^12';
  }
};

/** What is wrong with a command whatever the account's state is; it is answered without a write. */
export const malformed = (command: Command): string | undefined => {
  if (!isAccountId(command.account)) return 'an account is a club, a member and a unit';
  if (!callerKey.test(command.key)) return 'a key starts with c: or e: and has at most 256 characters';
  if (![command.cause, command.reason, command.reference].every((text) => word.test(text))) return 'cause, reason and reference have at most 200 characters';
  if (!isMoment(command.effectiveAt)) return 'effective_at is not a moment';
  return malformedVerb(command.verb);
};

/** The keys of stored entries that a decision on this command has to see, with what was done about them, beside the account's state. */
export const entriesNeeded = ({ verb }: Command, { holds }: AccountState): readonly string[] => {
  if (verb.kind === 'reverse') return [verb.entryKey];
  if (verb.kind !== 'capture' && verb.kind !== 'void') return [];
  return holds.some((hold) => hold.key === verb.holdKey) ? [] : [verb.holdKey];
};
