import type { DateForm } from '../../domain/reading/layout.ts';
import { clockTime } from '../dates/clock-time.ts';
import { dayUnder } from '../dates/date-form.ts';
import { dateText } from '../dates/date-text.ts';
import { LocalInstants } from '../dates/local-instants.ts';
import { plainText, saysNothing } from '../records/plain-text.ts';
import { remembered } from './memo.ts';

interface LocalDay {
  readonly day: number;
  readonly time: number;
  readonly offset?: number;
}

/** Reads days and times of one file as instants. */
export class TimeCells {
  private readonly instants: LocalInstants;
  private readonly moment: (cell: string) => number | undefined;
  private readonly day: (cell: string) => LocalDay | undefined;
  private readonly time = remembered((cell: string) => clockTime(plainText(cell)) ?? timeOf(cell));

  constructor(form: DateForm, timeZone: string, today: Date) {
    this.instants = new LocalInstants(timeZone);
    const now = today.getTime();
    this.day = remembered((cell) => {
      const text = dateText(cell);
      const day = text && dayUnder(text, form, now);
      return text === undefined || day === undefined ? undefined : { ...text, day };
    }, 50_000);
    this.moment = remembered((cell) => this.instantOf(cell, '')?.getTime(), 50_000);
  }

  /** @param time the cell of a column of its own; empty without one. A blank cell is midnight. */
  instant(date: string, time: string): Date | undefined {
    if (time !== '') return this.instantOf(date, time);
    const moment = this.moment(date);
    return moment === undefined ? undefined : new Date(moment);
  }

  private instantOf(date: string, time: string): Date | undefined {
    const local = this.day(date);
    if (!local) return undefined;
    const ofDay = time === '' || saysNothing(plainText(time)) ? local.time : this.time(time);
    if (ofDay === undefined) return undefined;
    const moment = local.day + ofDay;
    return local.offset === undefined ? this.instants.instant(moment) : new Date(moment - local.offset);
  }
}

/** Programs without a type for times write a whole date beside the day. */
const timeOf = (cell: string): number | undefined => {
  const text = dateText(cell);
  return text && text.time > 0 ? text.time : undefined;
};
