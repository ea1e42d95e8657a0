import { readBody, decimalSigns, type DecimalSign } from './decimal-reading.ts';
import { numberText } from './number-text.ts';

/**
 * What one cell says: under which decimal signs it can be read (bits in the order of `decimalSigns`), and where they
 * differ.
 */
export interface NumberCell {
  readonly mask: number;
  /** The sign that either groups thousands or begins the decimals: 1,249. */
  readonly unsure: '' | '.' | ',';
  readonly mark: string;
}

const noNumber: NumberCell = { mask: 0, unsure: '', mark: '' };

export const numberCell = (text: string): NumberCell => {
  const number = numberText(text);
  if (!number) return noNumber;
  // "/" is a decimal sign of Persian bookkeeping, and no other program writes one into a number.
  const readings = decimalSigns.map((sign) => readBody(number.body, sign));
  const [dot, comma] = readings;
  const unsure = dot === undefined || comma === undefined || dot === comma ? '' : number.body.includes('.') ? '.' : ',';
  const mask = readings.reduce((bits, reading, place) => (reading === undefined ? bits : bits | (1 << place)), 0);
  return mask === 0 ? noNumber : { mask, unsure, mark: number.mark };
};

export interface DecimalChoice {
  readonly decimal: DecimalSign;
  /** More than one: only a person can tell. */
  readonly options: readonly DecimalSign[];
  /** Cells say so; otherwise nothing hangs on it. */
  readonly isEvident: boolean;
}

/** Rows of the other kind that overrule what the rest of a column says, at least one in so many. */
const contradictionOneIn = 20;

/** Counts what the cells of one column say. */
export class NumberEvidence {
  numbers = 0;
  readonly marks = new Map<string, number>();
  /** By mask. */
  private readonly counts = new Uint32Array(8);
  private readonly unsure = { '': 0, '.': 0, ',': 0 };

  add(cell: NumberCell): void {
    if (cell.mask === 0) return;
    this.numbers++;
    this.counts[cell.mask] = (this.counts[cell.mask] ?? 0) + 1;
    this.unsure[cell.unsure]++;
    if (cell.mark !== '' && (this.marks.has(cell.mark) || this.marks.size < 16))
      this.marks.set(cell.mark, (this.marks.get(cell.mark) ?? 0) + 1);
  }

  /**
   * @param isWhole no decimals can be meant (the currency has none): then a sign before three digits groups thousands
   */
  decide(isWhole: boolean): DecimalChoice {
    const only = (place: number): number => this.counts[1 << place] ?? 0;
    const [dot, comma, slash] = [this.fits(0), this.fits(1), only(2)];
    // Cells with a slash that nothing else explains make it the column's sign, unless dots or commas must be decimals
    // too.
    if (slash > 0 && this.fits(2) >= Math.max(dot, comma)) return { decimal: '/', options: [], isEvident: true };
    const [better, worse] = dot >= comma ? (['.', ','] as const) : ([',', '.'] as const);
    const against = better === '.' ? only(1) + this.withSlash(1) : only(0) + this.withSlash(0);
    const forIt = better === '.' ? only(0) + this.withSlash(0) : only(1) + this.withSlash(1);
    if (against > 0 && against * contradictionOneIn >= forIt)
      return { decimal: better, options: [better, worse], isEvident: false };
    if (dot !== comma || this.unsure['.'] + this.unsure[','] === 0)
      return { decimal: better, options: [], isEvident: dot !== comma };
    if (isWhole && this.unsure['.'] === 0) return { decimal: '.', options: [], isEvident: true };
    if (isWhole && this.unsure[','] === 0) return { decimal: ',', options: [], isEvident: true };
    return { decimal: '.', options: ['.', ','], isEvident: false };
  }

  private fits(place: number): number {
    return this.counts.reduce((sum, count, mask) => sum + (mask & (1 << place) ? count : 0), 0);
  }

  /** Cells that fit this sign or the slash, and not the third. */
  private withSlash(place: number): number {
    return this.counts[(1 << place) | 4] ?? 0;
  }
}
