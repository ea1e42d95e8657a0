import { Check } from 'lucide-react';
import { ListBoxItem } from 'react-aria-components';
import type { Around } from './field.tsx';
import { Icon } from './icon.tsx';
import styles from './choose.module.css';

/** One of the things that can be chosen. */
export interface Option {
  readonly id: string;
  readonly name: string;
  readonly more?: string;
}

/** An option in an open list. */
export const shownOption = ({ id, name, more }: Option) => (
  <ListBoxItem key={id} id={id} textValue={name} className={styles.option ?? ''}>
    <span className={styles.text}>
      {name}
      {more !== undefined && <small>{more}</small>}
    </span>
    <span className={styles.chosen}>
      <Icon of={Check} size="sm" />
    </span>
  </ListBoxItem>
);

export interface ChoiceProps extends Around {
  readonly options: readonly Option[];
  readonly defaultValue?: string;
  /** Where the page keeps what is chosen; empty: nothing yet. */
  readonly value?: string;
  readonly onChoose?: (id: string) => void;
}
