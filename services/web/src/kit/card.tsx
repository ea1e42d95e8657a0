import type { ReactNode } from 'react';
import styles from './card.module.css';

interface CardProps {
  readonly title?: string;
  /** One line of scope below the title. */
  readonly scope?: string;
  /** At the end of the head: a figure, a legend, one act. */
  readonly aside?: ReactNode;
  /** What brings its own margins: tables, states. */
  readonly isBare?: boolean;
  readonly children: ReactNode;
}

/** A surface for one subject. Cards do not stand in cards. */
export const Card = ({ title, scope, aside, isBare = false, children }: CardProps) => (
  <section className={styles.card}>
    {title !== undefined && (
      <header className={styles.head}>
        <div>
          <h2>{title}</h2>
          {scope !== undefined && <p>{scope}</p>}
        </div>
        {aside}
      </header>
    )}
    {isBare ? children : <div className={styles.body}>{children}</div>}
  </section>
);

/** Names and values under each other. */
export const KeyValues = ({ rows }: { readonly rows: readonly (readonly [name: string, value: ReactNode])[] }) => (
  <dl className={styles.kv}>
    {rows.map(([name, value]) => (
      <div key={name} style={{ display: 'contents' }}>
        <dt>{name}</dt>
        <dd>{value}</dd>
      </div>
    ))}
  </dl>
);
