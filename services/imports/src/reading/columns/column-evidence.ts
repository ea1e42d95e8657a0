import { dateCell, DateEvidence, type DateCell } from '../dates/date-evidence.ts';
import { everyForm } from '../dates/date-form.ts';
import { numberCell, NumberEvidence, type NumberCell } from '../numbers/number-evidence.ts';
import { withoutPercent } from '../numbers/number-text.ts';
import { plainText, saysNothing } from '../records/plain-text.ts';

/** What a column is asked for; of the others only examples are kept. */
export type ColumnRole = 'number' | 'percent' | 'date' | 'id' | 'values' | 'other';

const examplesMax = 5;
const valuesMax = 100;
const rememberedMax = 2_000;
const exampleChars = 80;

interface CellFacts {
  readonly isNothing: boolean;
  readonly number?: NumberCell;
  readonly date?: DateCell;
  readonly form?: 'whole' | 'decimal';
}

const nothing: CellFacts = { isNothing: true };

/** What the cells of one column say, in bounded memory. */
export class ColumnEvidence {
  readonly numbers = new NumberEvidence();
  readonly dates = new DateEvidence();
  readonly examples: string[] = [];
  /** Cells whose readings are of interest: those that more than one form can read differently, else any. */
  readonly unsure: string[] = [];
  readonly values = new Map<string, number>();
  private readonly formsShown = new Set<number>();
  filled = 0;
  /** Ids written as 17850.0, and ids with a decimal part that means something. */
  private wholes = 0;
  private decimals = 0;
  private readonly known = new Map<string, CellFacts>();

  constructor(
    readonly role: ColumnRole,
    private readonly today: number,
  ) {}

  get isWholeIds(): boolean {
    return this.role === 'id' && this.wholes > 0 && this.decimals === 0;
  }

  add(cell: string): CellFacts {
    // Of a column that nobody reads nothing more is to be learnt.
    if (this.role === 'other' && this.examples.length >= examplesMax) return nothing;
    let facts = this.known.get(cell);
    if (!facts) {
      facts = this.judge(cell);
      if (this.known.size >= rememberedMax) this.known.clear();
      if (cell.length <= 64) this.known.set(cell, facts);
    }
    if (facts.isNothing) return facts;
    this.filled++;
    if (facts.number) this.numbers.add(facts.number);
    if (facts.date) this.dates.add(facts.date);
    if (facts.form === 'whole') this.wholes++;
    if (facts.form === 'decimal') this.decimals++;
    if (this.role === 'values' && (this.values.has(cell) || this.values.size < valuesMax))
      this.values.set(cell, (this.values.get(cell) ?? 0) + 1);
    return facts;
  }

  private judge(cell: string): CellFacts {
    if (cell === '') return { isNothing: true };
    const plain = cell.length > 64 ? cell : plainText(cell);
    if (saysNothing(plain)) return { isNothing: true };
    const shown = cell.slice(0, exampleChars);
    if (this.examples.length < examplesMax && !this.examples.includes(shown)) this.examples.push(shown);
    if (this.role === 'number' || this.role === 'percent') return { isNothing: false, number: this.numberOf(cell) };
    if (this.role === 'date') return { isNothing: false, date: this.dateOf(cell) };
    return this.role === 'id' ? { isNothing: false, ...formOf(plain) } : { isNothing: false };
  }

  private numberOf(cell: string): NumberCell {
    const number = numberCell(this.role === 'percent' ? withoutPercent(cell) : cell);
    if (number.unsure !== '' || number.mask === 1 || number.mask === 2) this.keepUnsure(cell, number.mask);
    return number;
  }

  private dateOf(cell: string): DateCell {
    const date = dateCell(cell, this.today);
    if (date.pairs !== 0 || (date.mask !== 0 && date.mask !== everyForm)) this.keepUnsure(cell, date.mask);
    return date;
  }

  /** The first cell that fits just these forms goes before others: only together they show what contradicts what. */
  private keepUnsure(cell: string, forms: number): void {
    if (this.unsure.includes(cell)) return;
    if (!this.formsShown.has(forms)) this.unsure.splice(this.formsShown.size, 0, cell);
    else if (this.unsure.length < examplesMax) this.unsure.push(cell);
    this.formsShown.add(forms);
    this.unsure.splice(examplesMax);
  }
}

const formOf = (plain: string): Pick<CellFacts, 'form'> => {
  if (/^-?\d+[.,]0+$/.test(plain)) return { form: 'whole' };
  return /^-?\d+[.,]\d+$/.test(plain) ? { form: 'decimal' } : {};
};
