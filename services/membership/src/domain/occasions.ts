import { daysToAnniversary, isoDay } from '@vafa/kernel';
import type { Club } from './club.ts';
import type { Member } from './member.ts';

/** What there is to congratulate on, and in how many days of the club; negative: so many days ago. */
export interface Occasion {
  readonly kind: 'birthday' | 'joining';
  readonly inDays: number;
}

const nearDays = 7;

/** Occasions that are near, the nearest first. Years are counted by the calendar that the club's people see. */
export const occasionsOf = (
  { birthDate }: Pick<Member, 'birthDate'>,
  since: Date,
  { timeZone, brand: { calendar } }: Pick<Club, 'timeZone' | 'brand'>,
  now: Date,
): Occasion[] => {
  const days = { birthday: birthDate, joining: isoDay(since, timeZone) };
  return (['birthday', 'joining'] as const)
    .flatMap((kind) => {
      const inDays = days[kind] === '' ? undefined : daysToAnniversary(days[kind], now, calendar, timeZone);
      return inDays === undefined || Math.abs(inDays) > nearDays ? [] : [{ kind, inDays }];
    })
    .toSorted((a, b) => Math.abs(a.inDays) - Math.abs(b.inDays));
};
