import { useState } from 'react';
import { Group, Input, TextField } from 'react-aria-components';
import { useClub } from './club-settings.tsx';
import { boxClass, fieldClass, FieldFoot, FieldLabel, type Around } from './field.tsx';
import { formatNumber, parseNumber } from './formats/numbers.ts';
import { useSay } from './say.ts';
import styles from './field.module.css';

interface DecimalFieldProps extends Around {
  /** As JSON has it: a number, or decimal text; undefined: nothing is typed. */
  readonly value: number | string | undefined;
  readonly onChange: (value: number | undefined) => void;
  /** What is counted: «٪». */
  readonly unit?: string;
}

/** A number with places, taken in digits of either script and never rounded: what is typed is what is told. */
export const DecimalField = ({ label, hint, error, isOptional, value, onChange, unit }: DecimalFieldProps) => {
  const say = useSay();
  const { language } = useClub();
  const shownOf = (given: number | string | undefined): string => {
    const parsed = given === undefined ? undefined : parseNumber(String(given));
    return parsed === undefined ? String(given ?? '') : formatNumber(parsed, language);
  };
  const [{ typed, told }, set] = useState({ typed: shownOf(value), told: value });
  // It was set elsewhere, as by another draft.
  const text = value === told ? typed : shownOf(value);
  const isWrong = text.trim() !== '' && parseNumber(text) === undefined;
  const take = (next: string): void => {
    const parsed = parseNumber(next);
    const number = parsed === undefined ? undefined : Number(parsed.digits) / 10 ** parsed.scale;
    set({ typed: next, told: number });
    onChange(number);
  };
  const wrong = isWrong ? say('number.format') : error;
  return (
    <TextField value={text} onChange={take} isInvalid={wrong !== undefined} className={fieldClass}>
      <FieldLabel label={label} {...(isOptional !== undefined && { isOptional })} />
      <Group className={boxClass}>
        <Input inputMode="decimal" className={styles.input ?? ''} />
        {unit !== undefined && <span className={styles.unit}>{unit}</span>}
      </Group>
      <FieldFoot {...(hint !== undefined && { hint })} error={wrong} />
    </TextField>
  );
};
