import type { ReactNode } from 'react';
import { Label, Radio, RadioGroup } from 'react-aria-components';
import styles from './choices.module.css';

interface ChoicesProps {
  readonly label: string;
  readonly options: readonly { readonly id: string; readonly name: string; readonly more?: ReactNode }[];
  /** Empty: nothing is chosen yet. */
  readonly value: string;
  readonly onChoose: (id: string) => void;
}

/** One of a few under each other, with what follows from each. */
export const Choices = ({ label, options, value, onChoose }: ChoicesProps) => (
  <RadioGroup value={value} onChange={onChoose} className={styles.choices ?? ''}>
    <Label className={styles.label ?? ''}>{label}</Label>
    <div className={styles.list}>
      {options.map(({ id, name, more }) => (
        <Radio key={id} value={id} className={styles.choice ?? ''}>
          <span className={styles.dot} aria-hidden />
          <span className={styles.text}>
            <bdi>{name}</bdi>
            {more !== undefined && <small>{more}</small>}
          </span>
        </Radio>
      ))}
    </div>
  </RadioGroup>
);
