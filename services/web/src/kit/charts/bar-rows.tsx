import { Meter } from '../marks.tsx';
import styles from './charts.module.css';

interface BarRow {
  /** Names may be the same. */
  readonly id: string;
  readonly name: string;
  readonly value: number;
  readonly shown: string;
}

/** Few amounts of one kind under each other, each with its figure; no axis is needed. */
export const BarRows = ({ rows, kind }: { readonly rows: readonly BarRow[]; readonly kind: 'brand' | 'points' }) => {
  const most = Math.max(1, ...rows.map(({ value }) => value));
  return (
    <ul className={styles.bars}>
      {rows.map(({ id, name, value, shown }) => (
        <li key={id}>
          <span>{name}</span>
          <Meter label={name} value={(value / most) * 100} kind={kind} />
          <span className={styles.shown}>{shown}</span>
        </li>
      ))}
    </ul>
  );
};
