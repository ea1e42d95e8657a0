import { ToggleButton, ToggleButtonGroup } from 'react-aria-components';
import styles from './segments.module.css';

interface SegmentsProps {
  /** What is chosen here, for readers of screens. */
  readonly label: string;
  readonly options: readonly { readonly id: string; readonly name: string }[];
  readonly value: string;
  readonly onChoose: (id: string) => void;
}

/** One of two to five, side by side. */
export const Segments = ({ label, options, value, onChoose }: SegmentsProps) => (
  <ToggleButtonGroup
    aria-label={label}
    selectionMode="single"
    disallowEmptySelection
    selectedKeys={[value]}
    onSelectionChange={(keys) => [...keys].forEach((key) => onChoose(String(key)))}
    className={styles.segments ?? ''}
  >
    {options.map(({ id, name }) => (
      <ToggleButton key={id} id={id} className={styles.segment ?? ''}>
        {name}
      </ToggleButton>
    ))}
  </ToggleButtonGroup>
);
