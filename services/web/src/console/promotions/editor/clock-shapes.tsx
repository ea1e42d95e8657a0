import { useClub } from '../../../kit/club-settings.tsx';
import { Field } from '../../../kit/field.tsx';
import { plainDigits, withDigits } from '../../../kit/formats/numbers.ts';
import { Select } from '../../../kit/select.tsx';
import { usePromotionsSay } from '../say.ts';
import { monthNames } from '../terms/calendar-days.ts';
import type { Json, JsonObject } from '../terms/json.ts';
import type { ShapeProps } from './shape-props.ts';
import styles from './editor.module.css';

const textOf = (value: Json | undefined): string => (typeof value === 'string' ? value : '');
const calendarOf = ({ calendar }: JsonObject): string => (typeof calendar === 'string' ? calendar : 'gregorian');

/** A day of every year: its day and its month, in the calendar that the condition names. */
export const DayOfYearField = ({ label, error, value, onChange, of }: ShapeProps) => {
  const say = usePromotionsSay();
  const { language } = useClub();
  const [month = '01', day = '01'] = textOf(value).split('-');
  const put = (nextMonth: string, nextDay: string): void => onChange(`${nextMonth}-${nextDay}`);
  return (
    <div className={styles.dayOfYear} role="group" aria-label={label}>
      <Field
        label={say('edit.day-of', { label })}
        inputMode="numeric"
        value={withDigits(String(Number(day)), language)}
        onChange={(text) => put(month, plainDigits(text).replace(/\D/g, '').slice(-2).padStart(2, '0'))}
        error={error}
      />
      <Select
        label={say('edit.month-of', { label })}
        options={monthNames(calendarOf(of), language).map((name, at) => ({
          id: String(at + 1).padStart(2, '0'),
          name,
        }))}
        value={month}
        onChoose={(next) => put(next, day)}
      />
    </div>
  );
};

/** Of a clock with 24 hours, `14:00`. */
export const HourField = ({ label, error, value, onChange }: ShapeProps) => {
  const { language } = useClub();
  return (
    <Field
      label={label}
      error={error}
      isLtr
      placeholder={withDigits('14:00', language)}
      value={withDigits(textOf(value), language)}
      onChange={(text) =>
        onChange(
          plainDigits(text)
            .replace(/[^\d:]/g, '')
            .slice(0, 5),
        )
      }
      onBlur={() => {
        const [, hour, minute = '00'] = /^(\d{1,2})(?::?(\d{2}))?$/.exec(textOf(value)) ?? [];
        if (hour !== undefined) onChange(`${hour.padStart(2, '0')}:${minute}`);
      }}
    />
  );
};
