export interface HoldCommand {
  readonly clubId: string;
  readonly memberId: string;
  readonly saleId: string;
  readonly key: string;
  readonly points: bigint;
  readonly at: Date;
}

/** Holds points for a sale. The same command has the same outcome for ever. Raises `unavailable`: repeat. */
export interface PointsLedger {
  /** Undefined: they are held. Otherwise why not: balance_too_low … */
  hold(command: HoldCommand): Promise<{ readonly refusal?: string }>;
}
