import { useClub } from '../../../kit/club-settings.tsx';
import { DecimalField } from '../../../kit/decimal-field.tsx';
import { Field, NumberField, Tick } from '../../../kit/field.tsx';
import { MoneyField } from '../../../kit/money-field.tsx';
import { Select } from '../../../kit/select.tsx';
import { useSayIfKnown } from '../../../kit/say.ts';
import type { Json } from '../terms/json.ts';
import { useEditing } from './editing.tsx';
import { nameMost, optionalOf } from './optional.ts';
import type { ShapeProps } from './shape-props.ts';

const numberOf = (value: Json | undefined): number | undefined => (typeof value === 'number' ? value : undefined);
const textOf = (value: Json | undefined): string => (typeof value === 'string' ? value : '');
const decimalOf = (value: Json | undefined): number | string | undefined =>
  typeof value === 'number' || typeof value === 'string' ? value : undefined;

export const MoneyShape = (props: ShapeProps) => {
  const { label, error, field, value, onChange } = props;
  const { currency } = useEditing();
  return (
    <MoneyField
      label={label}
      error={error}
      {...optionalOf(props)}
      currency={currency}
      value={numberOf(value)}
      least={field.least ?? 0}
      most={field.most ?? Number.MAX_SAFE_INTEGER}
      onChange={onChange}
    />
  );
};

export const DecimalShape = (props: ShapeProps) => (
  <DecimalField
    label={props.label}
    error={props.error}
    {...optionalOf(props)}
    value={decimalOf(props.value)}
    onChange={props.onChange}
  />
);

export const PercentShape = (props: ShapeProps) => (
  <DecimalField
    label={props.label}
    error={props.error}
    {...optionalOf(props)}
    unit={useClub().language === 'fa' ? '٪' : '%'}
    value={decimalOf(props.value)}
    onChange={props.onChange}
  />
);

export const WholeField = (props: ShapeProps) => {
  const { label, error, field, value, onChange } = props;
  return (
    <NumberField
      label={label}
      error={error}
      {...optionalOf(props)}
      hasSteps={false}
      value={numberOf(value) ?? Number.NaN}
      least={field.least}
      most={field.most}
      onChange={(next) => onChange(Number.isNaN(next) ? undefined : next)}
    />
  );
};

export const NameField = (props: ShapeProps) => (
  <Field
    label={props.label}
    error={props.error}
    {...optionalOf(props)}
    value={textOf(props.value)}
    onChange={(text) => props.onChange(text.slice(0, nameMost))}
  />
);

export const ChoiceField = ({ label, error, field, value, onChange, kind }: ShapeProps) => {
  const known = useSayIfKnown();
  const { name, options = [] } = field;
  return (
    <Select
      label={label}
      error={error}
      options={options.map((id) => ({
        id,
        name: known(`choice.${kind}.${name}.${id}`) ?? known(`choice.${name}.${id}`) ?? id,
      }))}
      value={textOf(value)}
      onChoose={onChange}
    />
  );
};

/** What is not on is left out, but where the field is needed. */
export const FlagField = ({ label, field, value, onChange }: ShapeProps) => (
  <Tick isSelected={value === true} onChange={(isOn) => onChange(isOn || field.isOptional !== true ? isOn : undefined)}>
    {label}
  </Tick>
);
