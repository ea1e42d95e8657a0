/** What an effect gives an account of the member. 0: it has given all back. */
export interface Due {
  /** Names the effect within its sale. */
  readonly effectId: string;
  readonly unit: string;
  readonly amount: bigint;
}

/** What an effect takes off the amount of a line, in minor units. */
export interface Adjustment {
  /** Empty: of several together. */
  readonly effectId: string;
  readonly position: number;
  readonly amount: bigint;
}

/** What promotions make of a sale. */
export interface Adjudication {
  /** Which effects and why, as campaigns said it: kept and handed back, and never taken apart here. */
  readonly decision: Uint8Array;
  readonly dues: readonly Due[];
  readonly adjustments: readonly Adjustment[];
}

/** Of a sale that nobody was asked about. */
export const nothingDecided: Adjudication = { decision: new Uint8Array(), dues: [], adjustments: [] };

/** Whether a return can change what it gives. */
export const givesAnything = ({ dues, adjustments }: Adjudication): boolean =>
  dues.length > 0 || adjustments.length > 0;

/** What is taken off the lines in all, in minor units. */
export const adjusted = ({ adjustments }: Adjudication): bigint =>
  adjustments.reduce((sum, { amount }) => sum + amount, 0n);

/** The unit that tills, receipts and members speak of. */
export const pointsUnit = 'points';

export const pointsIn = (amounts: readonly { readonly unit: string; readonly amount: bigint }[]): bigint =>
  amounts.reduce((sum, { unit, amount }) => (unit === pointsUnit ? sum + amount : sum), 0n);
