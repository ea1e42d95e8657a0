import { dayMs } from '@vafa/kernel';
import type { DateForm } from '../../domain/reading/layout.ts';
import { dateForms, dayUnder, everyForm } from './date-form.ts';
import { dateText } from './date-text.ts';

/** Files with years of two digits are seldom older, so a reading that is gives way to one that is not. */
const shortYearsMs = 15 * 366 * dayMs;

/** What one cell says: under which forms it is a day, and under which pairs of forms it is not the same one. */
export interface DateCell {
  readonly mask: number;
  readonly pairs: number;
}

const noDate: DateCell = { mask: 0, pairs: 0 };
const certain: DateCell = { mask: everyForm, pairs: 0 };

const pairBit = (a: number, b: number): number => 1 << ((b * (b - 1)) / 2 + a);

export const dateCell = (cell: string, today: number): DateCell => {
  const text = dateText(cell);
  if (!text) return noDate;
  if (text.kind === 'day') return certain;
  const days = dateForms.map((form) => dayUnder(text, form, today));
  // A sale of days to come was not made yet; if another reading is past, that one is meant.
  const isPast = (day: number | undefined): boolean => day !== undefined && day <= today + 2 * dayMs;
  const isNear = (day: number | undefined): boolean =>
    isPast(day) && (text.yearDigits === 4 || (day ?? 0) > today - shortYearsMs);
  const keep = days.some(isNear) ? isNear : days.some(isPast) ? isPast : (day: number | undefined) => day !== undefined;
  const kept = days.map((day) => (keep(day) ? day : undefined));
  let mask = 0;
  let pairs = 0;
  kept.forEach((day, place) => {
    if (day === undefined) return;
    mask |= 1 << place;
    for (let other = 0; other < place; other++)
      if (kept[other] !== undefined && kept[other] !== day) pairs |= pairBit(other, place);
  });
  return { mask, pairs };
};

export interface DateChoice {
  readonly form: DateForm;
  /** More than one: only a person can tell. */
  readonly options: readonly DateForm[];
  /** Cells say so; otherwise nothing hangs on it. */
  readonly isEvident: boolean;
}

/** Rows of another kind that overrule what the rest of a column says, at least one in so many. */
const contradictionOneIn = 20;

/** Counts what the cells of one column say. */
export class DateEvidence {
  dates = 0;
  private readonly counts = new Uint32Array(everyForm + 1);
  private pairs = 0;

  add(cell: DateCell): void {
    if (cell.mask === 0) return;
    this.dates++;
    this.counts[cell.mask] = (this.counts[cell.mask] ?? 0) + 1;
    this.pairs |= cell.pairs;
  }

  decide(): DateChoice {
    const fits = dateForms.map((_, place) => this.count((mask) => (mask & (1 << place)) !== 0));
    const best = fits.indexOf(Math.max(...fits));
    const rivals = dateForms.map((_, place) => place).filter((place) => place === best || this.isRival(place, best));
    const form = dateForms[best] as DateForm;
    const isOpen = rivals.length > 1;
    const isEvident = !isOpen && this.dates > (this.counts[everyForm] ?? 0);
    return { form, options: isOpen ? rivals.map((place) => dateForms[place] as DateForm) : [], isEvident };
  }

  /** Whether another form reads the column as well, and otherwise; or reads too much that the best one cannot. */
  private isRival(place: number, best: number): boolean {
    const [low, high] = place < best ? [place, best] : [best, place];
    const isOther = (this.pairs & pairBit(low, high)) !== 0;
    const only = (a: number, b: number): number =>
      this.count((mask) => (mask & (1 << a)) !== 0 && (mask & (1 << b)) === 0);
    const [forIt, forBest] = [only(place, best), only(best, place)];
    return forIt === 0 ? isOther && forBest === 0 : forIt * contradictionOneIn >= forBest;
  }

  private count(wants: (mask: number) => boolean): number {
    return this.counts.reduce((sum, count, mask) => sum + (wants(mask) ? count : 0), 0);
  }
}
