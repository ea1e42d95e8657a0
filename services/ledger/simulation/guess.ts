import type { AccountId } from '../src/domain/account/account-id.ts';
import type { Outcome } from '../src/domain/journal/outcome.ts';
import type { Operation } from './operation.ts';

interface Target {
  readonly key: string;
  left: bigint;
  readonly expiresAt: number;
}

interface HeldUnits {
  readonly key: string;
  readonly owner: string;
  readonly amount: bigint;
}

const kept = 40;

const keep = <T>(list: T[], item: T): void => {
  list.push(item);
  if (list.length > kept) list.shift();
};

/**
 * What the clients believe of an account, from the answers they got. It may be behind; most of what they then ask for
 * is accepted.
 */
export class Guess {
  available = 0n;
  version = 0;
  isOpened = false;
  status: 'open' | 'frozen' | 'closed' = 'open';
  readonly accruals: Target[] = [];
  readonly burns: Target[] = [];
  readonly holds: HeldUnits[] = [];
  readonly exceptions: string[] = [];
  readonly lots: Target[] = [];
  /** Accounts that were merged into this one. */
  readonly guests: string[] = [];

  constructor(readonly account: AccountId) {}

  learn({ command }: Operation, { recorded, balances }: Outcome): void {
    if (!recorded) return;
    this.isOpened = true;
    if (recorded.version > this.version && balances) {
      this.version = recorded.version;
      this.available = balances.available;
    }
    const { entry } = recorded;
    const expiresAt = 'expiresAt' in command.verb ? (command.verb.expiresAt?.getTime() ?? Infinity) : Infinity;
    const target = { key: entry.key, left: entry.amount, expiresAt };
    if (entry.exception) keep(this.exceptions, entry.key);
    switch (entry.kind) {
      case 'accrue':
        keep(this.accruals, target);
        if (expiresAt !== Infinity) keep(this.lots, target);
        break;
      case 'burn':
      case 'capture':
        keep(this.burns, target);
        break;
      case 'hold':
        keep(this.holds, { key: entry.key, owner: entry.owner ?? '', amount: entry.amount });
        break;
      case 'freeze':
        this.status = 'frozen';
        break;
      case 'unfreeze':
        this.status = 'open';
        break;
      case 'close':
        this.status = 'closed';
        break;
      default:
        break;
    }
  }
}
