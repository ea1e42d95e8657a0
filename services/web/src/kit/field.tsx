import { Check, CircleAlert, Minus, Plus } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import {
  Button,
  Checkbox,
  FieldError,
  Group,
  Input,
  Label,
  NumberField as AriaNumberField,
  Switch as AriaSwitch,
  Text,
  TextArea,
  TextField,
  type NumberFieldProps as AriaNumberFieldProps,
  type TextFieldProps,
} from 'react-aria-components';
import { classNames } from './class-names.ts';
import { useClub } from './club-settings.tsx';
import type { Language } from './formats/language.ts';
import { numberFault, type NumberRange } from './formats/number-range.ts';
import { formatNumber, plainDigits, withDigits, withMarks } from './formats/numbers.ts';
import { withoutUnseen } from './formats/unseen.ts';
import { Icon } from './icon.tsx';
import { useSay } from './say.ts';
import styles from './field.module.css';

/** What stands around every field: its label above, a hint below, and in the hint's place what is wrong. */
export interface Around {
  readonly label: string;
  readonly hint?: string;
  /** How to mend it, in a sentence. */
  readonly error?: string | undefined;
  readonly isOptional?: boolean;
}

export const fieldClass = styles.field ?? '';
export const boxClass = styles.box ?? '';

export const FieldLabel = ({ label, isOptional }: Pick<Around, 'label' | 'isOptional'>) => {
  const say = useSay();
  return (
    <Label className={styles.label ?? ''}>
      {label} {isOptional === true && <span className={styles.optional}>({say('field.optional')})</span>}
    </Label>
  );
};

export const FieldFoot = ({ hint, error }: Pick<Around, 'hint' | 'error'>) =>
  error === undefined ? (
    hint !== undefined && (
      <Text slot="description" className={styles.hint ?? ''}>
        {hint}
      </Text>
    )
  ) : (
    <FieldError className={styles.error ?? ''}>
      <Icon of={CircleAlert} size="xs" />
      {error}
    </FieldError>
  );

interface FieldProps
  extends Around,
    Pick<
      TextFieldProps,
      | 'value'
      | 'defaultValue'
      | 'onChange'
      | 'onBlur'
      | 'isDisabled'
      | 'type'
      | 'inputMode'
      | 'name'
      | 'autoFocus'
      | 'autoComplete'
      | 'maxLength'
    > {
  readonly placeholder?: string;
  /** Phones, cards and codes are written from left to right in both languages. */
  readonly isLtr?: boolean;
  /** Several lines. */
  readonly isLong?: boolean;
}

export const Field = ({ label, hint, error, isOptional, placeholder, isLtr, isLong, ...given }: FieldProps) => {
  const shown = { placeholder: placeholder ?? '', ...(isLtr === true && { dir: 'ltr' as const }) };
  const { onChange } = given;
  const take = onChange && { onChange: (text: string) => onChange(withoutUnseen(text, isLong)) };
  return (
    <TextField {...given} {...take} isInvalid={error !== undefined} className={fieldClass}>
      <FieldLabel label={label} {...(isOptional !== undefined && { isOptional })} />
      {isLong === true ? (
        <TextArea {...shown} rows={3} className={classNames(styles.input, styles.area)} />
      ) : (
        <Input {...shown} className={styles.input ?? ''} />
      )}
      <FieldFoot {...(hint !== undefined && { hint })} error={error} />
    </TextField>
  );
};

interface NumberFieldProps
  extends Around,
    NumberRange,
    Pick<AriaNumberFieldProps, 'value' | 'defaultValue' | 'onChange' | 'step'> {
  /** What is counted: «تومان», «امتیاز». */
  readonly unit?: string;
  /** One fewer and one more, by a button each. Of money nobody wants one more. */
  readonly hasSteps?: boolean;
}

/** What is wrong with a number, in words. */
const useNumberFault = (value: number, range: NumberRange): string | undefined => {
  const say = useSay();
  const { language } = useClub();
  const fault = numberFault(value, range);
  if (fault === undefined) return undefined;
  const bound = (fault === 'least' ? range.least : range.most) ?? 0;
  return say(`number.${fault}`, { bound: formatNumber(bound, language) });
};

/**
 * Writes typed digits as the language does, before the kit sees them: it refuses a number in two scripts, and keeps the
 * script that was typed.
 */
export const takingAnyDigits = (language: Language) => (around: HTMLElement | null) => {
  const take = (event: InputEvent): void => {
    const shown = withMarks(withDigits(plainDigits(event.data ?? ''), language), language);
    if (event.data === null || shown === event.data) return;
    event.preventDefault();
    event.stopPropagation();
    // The one way to write at the caret that the browser's own undo knows.
    document.execCommand('insertText', false, shown);
  };
  around?.addEventListener('beforeinput', take, true);
  return () => around?.removeEventListener('beforeinput', take, true);
};

/**
 * Takes digits of either script and regroups them when it is left. A number beyond its bounds stays as it was typed,
 * and the field says what it takes; whoever sends it looks too (`isTaken`).
 */
export const NumberField = (props: NumberFieldProps) => {
  // The kit would write another number in place of one beyond its bounds, and that would be sent.
  const { least: _least, most: _most, isFractional: _, ...shown } = props;
  const { label, hint, error, isOptional, unit, hasSteps = true, ...given } = shown;
  const { language } = useClub();
  const [typed, setTyped] = useState(given.defaultValue ?? Number.NaN);
  const told = useNumberFault(given.value ?? typed, props) ?? error;
  const take = (value: number): void => {
    const counted = Number.isFinite(value) || Number.isNaN(value) ? value : Number.MAX_SAFE_INTEGER;
    setTyped(counted);
    given.onChange?.(counted);
  };
  return (
    <AriaNumberField {...given} onChange={take} isInvalid={told !== undefined} className={fieldClass}>
      <FieldLabel label={label} {...(isOptional !== undefined && { isOptional })} />
      <Group ref={takingAnyDigits(language)} className={classNames(styles.box, styles.number)}>
        {hasSteps && (
          <Button slot="decrement" className={styles.step ?? ''}>
            <Icon of={Minus} size="sm" />
          </Button>
        )}
        <Input className={styles.input ?? ''} />
        {unit !== undefined && <span className={styles.unit}>{unit}</span>}
        {hasSteps && (
          <Button slot="increment" className={styles.step ?? ''}>
            <Icon of={Plus} size="sm" />
          </Button>
        )}
      </Group>
      <FieldFoot {...(hint !== undefined && { hint })} error={told} />
    </AriaNumberField>
  );
};

interface ToggleProps {
  /** Its name among others of a group. */
  readonly value?: string;
  readonly isSelected?: boolean;
  readonly defaultSelected?: boolean;
  readonly onChange?: (isSelected: boolean) => void;
  readonly isDisabled?: boolean;
}

export const Tick = ({ children, ...given }: ToggleProps & { readonly children: ReactNode }) => (
  <Checkbox {...given} className={styles.check ?? ''}>
    <span className={styles.tick} aria-hidden>
      <Icon of={Check} size="xs" />
    </span>
    <span>{children}</span>
  </Checkbox>
);

/** On or off at once, without a button that saves. */
export const Switch = ({ label, children, ...given }: ToggleProps & { label?: string; children?: ReactNode }) => (
  <AriaSwitch {...given} {...(label !== undefined && { 'aria-label': label })} className={styles.switch ?? ''}>
    <span className={styles.track} aria-hidden />
    {children}
  </AriaSwitch>
);
