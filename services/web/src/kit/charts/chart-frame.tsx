import { useState, type ReactNode } from 'react';
import { Button } from '../button.tsx';
import { useSay } from '../say.ts';
import styles from './charts.module.css';

interface ChartTable {
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

interface ChartFrameProps {
  /** What the chart is of, for readers of screens. */
  readonly label: string;
  /** Its unit, and in words what it shows. */
  readonly hint: ReactNode;
  /** The same figures to be read. */
  readonly table: ChartTable;
  readonly children: ReactNode;
}

/** Around every chart: what it shows in words, and its figures as a table behind a button. */
export const ChartFrame = ({ label, hint, table, children }: ChartFrameProps) => {
  const say = useSay();
  const [isTable, setTable] = useState(false);
  return (
    <figure>
      {isTable ? (
        <div className={styles.turned} role="region" aria-label={label} tabIndex={0}>
          <table className={styles.table}>
            <thead>
              <tr>
                {table.head.map((name) => (
                  <th key={name} scope="col">
                    {name}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {table.rows.map((cells) => (
                <tr key={cells[0]}>
                  {cells.map((text, at) => (
                    <td key={table.head[at]}>{text}</td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      ) : (
        <div role="img" aria-label={label}>
          {children}
        </div>
      )}
      <figcaption className={styles.foot}>
        <span>{hint}</span>
        <Button kind="link" small onPress={() => setTable(!isTable)}>
          {say(isTable ? 'chart.as-chart' : 'chart.as-table')}
        </Button>
      </figcaption>
    </figure>
  );
};
