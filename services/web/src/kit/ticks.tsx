import { CheckboxGroup } from 'react-aria-components';
import { fieldClass, FieldFoot, FieldLabel, Tick, type Around } from './field.tsx';
import type { Option } from './option.tsx';
import styles from './choose.module.css';

interface TicksProps extends Around {
  readonly options: readonly Option[];
  readonly values: readonly string[];
  readonly onChange: (values: string[]) => void;
}

/** Any of a few, all seen at once. */
export const Ticks = ({ label, hint, error, isOptional, options, values, onChange }: TicksProps) => (
  <CheckboxGroup className={fieldClass} isInvalid={error !== undefined} value={[...values]} onChange={onChange}>
    <FieldLabel label={label} {...(isOptional !== undefined && { isOptional })} />
    <div className={styles.ticks}>
      {options.map(({ id, name, more }) => (
        <Tick key={id} value={id}>
          {name}
          {more !== undefined && <small>{more}</small>}
        </Tick>
      ))}
    </div>
    <FieldFoot {...(hint !== undefined && { hint })} error={error} />
  </CheckboxGroup>
);
