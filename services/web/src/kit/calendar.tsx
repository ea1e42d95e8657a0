import { getDayOfWeek, type CalendarDate, type DateValue } from '@internationalized/date';
import { ChevronLeft, ChevronRight } from 'lucide-react';
import { use } from 'react';
import {
  CalendarCell,
  CalendarGrid,
  CalendarGridBody,
  CalendarGridHeader,
  CalendarHeaderCell,
  RangeCalendar as AriaRangeCalendar,
  RangeCalendarStateContext,
} from 'react-aria-components';
import { IconButton } from './button.tsx';
import { useDays } from './club-settings.tsx';
import { formatMonth } from './formats/dates.ts';
import { Icon } from './icon.tsx';
import styles from './calendar.module.css';

/** Friday, counted from Sunday. */
const friday = 5;

/** «آذر ۱۴۰۵»: the kit's own heading has it in the other order. */
const Month = () => {
  const state = use(RangeCalendarStateContext);
  const days = useDays();
  // The first day shown may be of the month before, the day in the middle never is.
  return state === null ? null : (
    <b aria-hidden>{formatMonth(state.visibleRange.start.add({ days: 14 }).toDate(days.zone), days)}</b>
  );
};

interface RangeCalendarProps {
  readonly label: string;
  readonly defaultValue?: { readonly start: CalendarDate; readonly end: CalendarDate };
  readonly defaultFocused?: CalendarDate;
  /** Shows Friday as the day off. */
  readonly hasFridaysOff: boolean;
}

/** From one day to another, in the calendar of the club. */
export const RangeCalendar = ({ label, defaultValue, defaultFocused, hasFridaysOff }: RangeCalendarProps) => {
  const isOff = (date: DateValue): boolean => hasFridaysOff && getDayOfWeek(date, 'en-US') === friday;
  return (
    <AriaRangeCalendar
      aria-label={label}
      className={styles.calendar ?? ''}
      firstDayOfWeek="sat"
      {...(defaultValue !== undefined && { defaultValue })}
      {...(defaultFocused !== undefined && { defaultFocusedValue: defaultFocused })}
    >
      <header className={styles.head}>
        <IconButton slot="previous">
          <Icon of={ChevronLeft} flip />
        </IconButton>
        <Month />
        <IconButton slot="next">
          <Icon of={ChevronRight} flip />
        </IconButton>
      </header>
      <CalendarGrid weekdayStyle="narrow" className={styles.grid ?? ''}>
        <CalendarGridHeader>
          {(day) => <CalendarHeaderCell className={styles.weekday ?? ''}>{day}</CalendarHeaderCell>}
        </CalendarGridHeader>
        <CalendarGridBody>
          {(date) => (
            <CalendarCell date={date} className={styles.day ?? ''} {...(isOff(date) && { 'data-holiday': true })} />
          )}
        </CalendarGridBody>
      </CalendarGrid>
    </AriaRangeCalendar>
  );
};
