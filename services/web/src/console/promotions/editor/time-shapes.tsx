import { DateField } from '../../../kit/date-field.tsx';
import { MomentField } from '../../../kit/moment-field.tsx';
import { usePromotionsSay } from '../say.ts';
import { fromCalendarDay, toCalendarDay } from '../terms/calendar-days.ts';
import type { Json, JsonObject } from '../terms/json.ts';
import { optionalOf } from './optional.ts';
import type { ShapeProps } from './shape-props.ts';

const textOf = (value: Json | undefined): string => (typeof value === 'string' ? value : '');
const calendarOf = ({ calendar }: JsonObject): string => (typeof calendar === 'string' ? calendar : 'gregorian');

export const MomentShape = (props: ShapeProps) => {
  const say = usePromotionsSay();
  const at = new Date(textOf(props.value));
  return (
    <MomentField
      label={props.label}
      error={props.error}
      {...optionalOf(props)}
      clearLabel={say('edit.clear')}
      value={Number.isNaN(at.getTime()) ? undefined : at}
      onChange={(next) => props.onChange(next?.toISOString())}
    />
  );
};

/** Typed in the person's calendar, and kept in the one that the condition names. */
export const DayField = (props: ShapeProps) => {
  const calendar = calendarOf(props.of);
  return (
    <DateField
      label={props.label}
      error={props.error}
      {...optionalOf(props)}
      value={fromCalendarDay(textOf(props.value), calendar)}
      onChange={(iso) => props.onChange(iso === '' ? undefined : toCalendarDay(iso, calendar))}
    />
  );
};
