import { GregorianCalendar, parseDate, toCalendar, type CalendarDate } from '@internationalized/date';
import { useMemo } from 'react';
import { DateField as AriaDateField, DateInput } from 'react-aria-components';
import { classNames } from './class-names.ts';
import { DatePart } from './date-parts.tsx';
import { boxClass, fieldClass, FieldFoot, FieldLabel, type Around } from './field.tsx';
import { usePartlyTyped } from './partly-typed.tsx';
import styles from './date-field.module.css';

interface DateFieldProps extends Around {
  /** As REST says a day, `2026-11-28`; empty where there is none. */
  readonly value: string;
  readonly onChange: (value: string) => void;
}

const dayOf = (text: string): CalendarDate | null => {
  try {
    return text === '' ? null : parseDate(text);
  } catch {
    return null;
  }
};

/** A day, typed in the calendar of the page and kept in the one that REST speaks. */
export const DateField = ({ label, hint, error, isOptional, value, onChange }: DateFieldProps) => {
  // The same object while it is the same day: the kit would take back what is typed over another one.
  const day = useMemo(() => dayOf(value), [value]);
  const partly = usePartlyTyped('day');
  const told = partly.told ?? error;
  return (
    <AriaDateField
      className={fieldClass}
      isInvalid={told !== undefined}
      onBlur={partly.leave}
      value={day}
      onChange={(next) => onChange(next === null ? '' : toCalendar(next, new GregorianCalendar()).toString())}
    >
      {partly.around(
        <>
          {' '}
          <FieldLabel label={label} {...(isOptional !== undefined && { isOptional })} />
          <DateInput className={classNames(boxClass, styles.parts)}>
            {(segment) => <DatePart segment={segment} className={styles.part ?? ''} />}
          </DateInput>
          <FieldFoot {...(hint !== undefined && { hint })} error={told} />
        </>,
      )}
    </AriaDateField>
  );
};
