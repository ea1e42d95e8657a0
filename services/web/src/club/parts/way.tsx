import { Meter } from 'react-aria-components';
import styles from '../club.module.css';

/** How far it is: 0 to 100. */
export const Way = ({ label, value, isSmall = false }: { label: string; value: number; isSmall?: boolean }) => (
  <Meter aria-label={label} value={value}>
    {({ percentage }) => (
      <div className={styles.way} data-small={isSmall || undefined}>
        <span style={{ inlineSize: `${String(percentage)}%` }} />
      </div>
    )}
  </Meter>
);
