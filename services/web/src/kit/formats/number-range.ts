/** What a field takes; a bound that is left out is none. */
export interface NumberRange {
  readonly least?: number | undefined;
  readonly most?: number | undefined;
  /** Parts of one are numbers too. */
  readonly isFractional?: boolean | undefined;
}

export type NumberFault = 'least' | 'most' | 'whole';

/** Why a number is not taken; nothing of one that is not typed yet. */
export const numberFault = (
  value: number,
  { least, most, isFractional = false }: NumberRange,
): NumberFault | undefined => {
  if (Number.isNaN(value)) return undefined;
  if (least !== undefined && value < least) return 'least';
  if (most !== undefined && value > most) return 'most';
  return isFractional || Number.isInteger(value) ? undefined : 'whole';
};

/** Whether it is typed, and within its range. */
export const isTaken = (value: number | null | undefined, range: NumberRange): value is number =>
  value !== undefined && value !== null && !Number.isNaN(value) && numberFault(value, range) === undefined;

/** As many points as one entry may have. */
export const pointsMost = 1_000_000_000_000;

/** Points of which there is at least one. */
export const somePoints: NumberRange = { least: 1, most: pointsMost };

/** Points, or none. */
export const anyPoints: NumberRange = { least: 0, most: pointsMost };
