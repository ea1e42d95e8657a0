import type { EarningRule, OwnTill, Reward, Session, Tier } from '@vafa/client';
import type { PaidSale, Receipt } from '../sale/paid-sale.ts';
import type { Sale } from '../sale/sale.ts';
import type { TillClub, TillSettings } from '../store/till-store.ts';
import type { MemberCard } from './member-card.ts';

/** All that the pages of a till show. */
export interface DeskState {
  readonly own: OwnTill;
  /** Nothing of it counts in the club. */
  readonly isPractice: boolean;
  readonly club: TillClub;
  readonly settings: TillSettings;
  readonly sale: Sale;
  readonly card?: MemberCard | undefined;
  /** What the club says of the basket that was sent last. */
  readonly judged?: Session | undefined;
  /** The basket has changed since. */
  readonly isJudging: boolean;
  /** Why the club did not take the basket. */
  readonly refusal?: unknown;
  readonly isOnline: boolean;
  /** How far the clock of the device is ahead of the club's; 0 while it is right. */
  readonly clockAheadMs: number;
  /** The key of the till is not taken any more. */
  readonly isKeyRefused: boolean;
  readonly isPaying: boolean;
  /** Somebody wanted to be paid for nothing. */
  readonly isEmptyPaid: boolean;
  readonly waiting: readonly PaidSale[];
  readonly parked: readonly Sale[];
  /** Newest first. */
  readonly receipts: readonly Receipt[];
  /** What was just paid, until the next sale begins. */
  readonly done?: Receipt | undefined;
  readonly rules: readonly EarningRule[];
  readonly tiers: readonly Tier[];
  readonly rewards: readonly Reward[];
}

/** A value that is watched: what is shown is told of each change. */
export class Watched<State> {
  private readonly watchers = new Set<() => void>();

  constructor(private state: State) {}

  readonly get = (): State => this.state;

  readonly watch = (onChange: () => void): (() => void) => {
    this.watchers.add(onChange);
    return () => this.watchers.delete(onChange);
  };

  set(change: Partial<State>): void {
    this.state = { ...this.state, ...change };
    for (const onChange of this.watchers) onChange();
  }
}
