import { amountOf, minorUnitDigits } from '@vafa/kernel';
import type { ReturnedLine, Session } from '../../domain/session/session.ts';
import { inEffects } from './read-before-effects.ts';
import type { SoldLine } from '../../domain/session/line.ts';

/** Quantities as they were stored before goods could be weighed: whole units, as int64. */
interface InUnits {
  readonly quantity: bigint;
}

type OldLine = Omit<SoldLine, 'quantityMilli' | 'returnedMilli'> & InUnits & { readonly returned: bigint };

type OldForm<T> = Omit<T, 'quantityMilli'> & InUnits;

const milliOfUnits = (units: bigint | number): bigint => BigInt(units) * 1_000n;

const isOld = <T extends object>(stored: T | OldForm<T>): stored is OldForm<T> => 'quantity' in stored;

/** What holds a quantity, in thousandths whatever form it was stored in. */
export const inMilli = <T extends { readonly quantityMilli: bigint }>(stored: T | OldForm<T>): T => {
  if (!isOld<T>(stored)) return stored;
  const { quantity, ...rest } = stored;
  return { ...rest, quantityMilli: milliOfUnits(quantity) } as unknown as T;
};

const lineInMilli = (stored: SoldLine | OldLine): SoldLine => {
  if (!('quantity' in stored)) return stored;
  const { quantity, returned, ...rest } = stored;
  return { ...rest, quantityMilli: milliOfUnits(quantity), returnedMilli: milliOfUnits(returned) };
};

const digitsUsed = [0, 2, 3, 4] as const;

/**
 * The digits that a sale of before was counted in, which then depended on the runtime: those of ISO 4217 where its
 * amounts agree with them, or else those that its amounts show.
 */
const digitsShown = (currency: string, lines: readonly SoldLine[]): number => {
  const listed = minorUnitDigits(currency) ?? 2;
  const agrees = (digits: number): boolean =>
    lines.every(({ unitPrice, quantityMilli, amount }) => amountOf(unitPrice, quantityMilli, digits) === amount);
  return [listed, ...digitsUsed].find(agrees) ?? listed;
};

const inDigits = <S extends Pick<Session, 'currency' | 'currencyDigits' | 'lines' | 'returns'>>(stored: S): S => {
  if ((stored as Partial<S>).currencyDigits !== undefined) return stored;
  const lines = stored.lines.map(lineInMilli);
  const returns = stored.returns.map((made) => ({
    ...made,
    lines: made.lines.map((line) => inMilli<ReturnedLine>(line)),
  }));
  return { ...stored, lines, returns, currencyDigits: digitsShown(stored.currency, lines) };
};

/** A session as it is today, from a document of any form. */
export const inTodaysForm = <S extends Session>(stored: S): S => inEffects(inDigits(stored));
