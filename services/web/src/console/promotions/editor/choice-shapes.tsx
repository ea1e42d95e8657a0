import { Select } from '../../../kit/select.tsx';
import { Ticks } from '../../../kit/ticks.tsx';
import { useSayIfKnown } from '../../../kit/say.ts';
import { listOf } from '../terms/json.ts';
import { useEditing } from './editing.tsx';
import type { ShapeProps } from './shape-props.ts';

export const RewardField = ({ label, error, value, onChange }: ShapeProps) => {
  const { names } = useEditing();
  const id = typeof value === 'string' ? value : '';
  const isKnown = id === '' || names.rewards.some((each) => each.id === id);
  return (
    <Select
      label={label}
      error={error}
      options={isKnown ? names.rewards : [...names.rewards, { id, name: id }]}
      value={id}
      onChoose={onChange}
    />
  );
};

/** From Saturday, as the week begins. */
const weekdays = [6, 7, 1, 2, 3, 4, 5] as const;

export const WeekdaysField = ({ label, error, value, onChange }: ShapeProps) => {
  const known = useSayIfKnown();
  return (
    <Ticks
      label={label}
      error={error}
      options={weekdays.map((day) => ({ id: String(day), name: known(`weekday.${String(day)}`) ?? String(day) }))}
      values={listOf(value).map(String)}
      onChange={(chosen) => onChange(chosen.map(Number))}
    />
  );
};
