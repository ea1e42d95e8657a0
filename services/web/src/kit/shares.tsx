import styles from './shares.module.css';

export interface Share {
  readonly name: string;
  readonly count: number;
  readonly tone: 'good' | 'brand' | 'quiet' | 'bad';
  readonly shown: string;
}

interface SharesProps {
  /** What is shared out, for readers of screens. */
  readonly label: string;
  readonly shares: readonly Share[];
  /** What is not done yet. */
  readonly rest?: number;
}

/** Parts of a whole side by side, the smallest still to be seen. */
export const Shares = ({ label, shares, rest = 0 }: SharesProps) => (
  <div
    className={styles.bar}
    role="img"
    aria-label={`${label}: ${shares.map(({ name, shown }) => `${name} ${shown}`).join(', ')}`}
  >
    {shares
      .filter(({ count }) => count > 0)
      .map(({ name, count, tone }) => (
        <i key={name} data-tone={tone} style={{ flexGrow: count }} />
      ))}
    {rest > 0 && <i style={{ flexGrow: rest }} />}
  </div>
);

/** What each colour of the bar means, with its figure. */
export const ShareLegend = ({ shares }: Pick<SharesProps, 'shares'>) => (
  <ul className={styles.legend}>
    {shares.map(({ name, tone, shown }) => (
      <li key={name}>
        <i data-tone={tone} />
        {name} <b>{shown}</b>
      </li>
    ))}
  </ul>
);
