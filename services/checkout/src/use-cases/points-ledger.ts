import type { EffectOutcome } from '../domain/booking.ts';

export interface HoldCommand {
  readonly clubId: string;
  readonly memberId: string;
  readonly saleId: string;
  readonly key: string;
  readonly points: bigint;
  readonly at: Date;
}

/** The ledger as checkout uses it. Both raise `unavailable`. */
export interface PointsLedger {
  /** Holds points for a sale. The same command has the same outcome for ever. Undefined: they are held. Otherwise why not: balance_too_low … */
  hold(command: HoldCommand): Promise<{ readonly refusal?: string }>;
  /** What became of these keys of the member's points; those that are not known so far are left out. Gives up within a second. */
  outcomes(account: { readonly clubId: string; readonly memberId: string }, keys: readonly string[]): Promise<ReadonlyMap<string, EffectOutcome>>;
}
