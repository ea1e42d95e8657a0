import {
  createCalendar,
  fromDate,
  getDayOfWeek,
  toCalendar,
  toCalendarDateTime,
  toZoned,
  type CalendarDateTime,
  type DateValue,
} from '@internationalized/date';
import { CalendarDays, ChevronLeft, ChevronRight, X } from 'lucide-react';
import { use, useMemo } from 'react';
import {
  Button,
  Calendar as AriaCalendar,
  CalendarCell,
  CalendarGrid,
  CalendarGridBody,
  CalendarGridHeader,
  CalendarHeaderCell,
  CalendarStateContext,
  DateInput,
  DatePicker,
  Dialog,
  Group,
  Popover,
} from 'react-aria-components';
import { IconButton } from './button.tsx';
import { classNames } from './class-names.ts';
import { useClub, useDays } from './club-settings.tsx';
import { DatePart, type Segment } from './date-parts.tsx';
import { boxClass, fieldClass, FieldFoot, FieldLabel, type Around } from './field.tsx';
import type { CalendarName } from './formats/language.ts';
import { formatMonth } from './formats/dates.ts';
import { Icon } from './icon.tsx';
import calendar from './calendar.module.css';
import { usePartlyTyped } from './partly-typed.tsx';
import styles from './moment-field.module.css';

interface MomentFieldProps extends Around {
  /** In UTC; undefined: not set. */
  readonly value: Date | undefined;
  readonly onChange: (value: Date | undefined) => void;
  /** What its button that takes it away says. */
  readonly clearLabel: string;
}

const friday = 5;

/** The comma between day and time is the language's own. */
const inWords = (segment: Segment, language: string): Segment =>
  segment.type === 'literal' && language === 'fa' ? { ...segment, text: segment.text.replace(',', '،') } : segment;

/** «آذر ۱۴۰۵»: the kit's own heading has it in the other order. */
const Month = () => {
  const state = use(CalendarStateContext);
  const days = useDays();
  return state === null ? null : (
    <b aria-hidden>{formatMonth(state.visibleRange.start.add({ days: 14 }).toDate(days.zone), days)}</b>
  );
};

const Days = () => (
  <AriaCalendar className={calendar.calendar ?? ''} firstDayOfWeek="sat">
    <header className={calendar.head}>
      <IconButton slot="previous">
        <Icon of={ChevronLeft} flip />
      </IconButton>
      <Month />
      <IconButton slot="next">
        <Icon of={ChevronRight} flip />
      </IconButton>
    </header>
    <CalendarGrid weekdayStyle="narrow" className={calendar.grid ?? ''}>
      <CalendarGridHeader>
        {(day) => <CalendarHeaderCell className={calendar.weekday ?? ''}>{day}</CalendarHeaderCell>}
      </CalendarGridHeader>
      <CalendarGridBody>
        {(date) => (
          <CalendarCell
            date={date}
            className={classNames(calendar.day, styles.single)}
            {...(getDayOfWeek(date, 'en-US') === friday && { 'data-holiday': true })}
          />
        )}
      </CalendarGridBody>
    </CalendarGrid>
  </AriaCalendar>
);

const momentOf = (value: Date, zone: string, calendar: CalendarName): CalendarDateTime =>
  toCalendarDateTime(toCalendar(fromDate(value, zone), createCalendar(calendar === 'persian' ? 'persian' : 'gregory')));

/** A day and a time in the club's calendar and zone, typed or picked. */
export const MomentField = ({ label, hint, error, isOptional, value, onChange, clearLabel }: MomentFieldProps) => {
  const { calendar: name, zone, language } = useClub();
  const time = value?.getTime();
  // The same object while it is the same moment: the kit would take back what is typed over another one.
  const shown = useMemo(() => (time === undefined ? null : momentOf(new Date(time), zone, name)), [time, zone, name]);
  const take = (picked: DateValue | null): void =>
    onChange(picked === null ? undefined : toZoned(toCalendarDateTime(picked), zone).toDate());
  const partly = usePartlyTyped('moment');
  const told = partly.told ?? error;
  return (
    <DatePicker
      className={fieldClass}
      granularity="minute"
      hourCycle={24}
      hideTimeZone
      value={shown}
      onChange={take}
      isInvalid={told !== undefined}
      onBlur={partly.leave}
      shouldForceLeadingZeros
    >
      {partly.around(
        <>
          {' '}
          <FieldLabel label={label} {...(isOptional !== undefined && { isOptional })} />
          <Group className={classNames(boxClass, styles.box)}>
            <DateInput className={styles.input ?? ''}>
              {(segment) => <DatePart segment={inWords(segment, language)} className={styles.segment ?? ''} />}
            </DateInput>
            {value !== undefined && (
              <Button
                slot={null}
                className={styles.act ?? ''}
                aria-label={clearLabel}
                onPress={() => onChange(undefined)}
              >
                <Icon of={X} size="sm" />
              </Button>
            )}
            <Button className={styles.act ?? ''}>
              <Icon of={CalendarDays} size="sm" />
            </Button>
          </Group>
          <FieldFoot {...(hint !== undefined && { hint })} error={told} />
          <Popover className={styles.popover ?? ''}>
            <Dialog className={styles.dialog ?? ''}>
              <Days />
            </Dialog>
          </Popover>
        </>,
      )}
    </DatePicker>
  );
};
