import type { ReactNode } from 'react';
import { Card } from '../../kit/card.tsx';
import { useClub } from '../../kit/club-settings.tsx';
import { formatNumber } from '../../kit/formats/numbers.ts';
import styles from './section.module.css';

interface SectionProps {
  readonly number: number;
  readonly title: string;
  readonly text: string;
  readonly children: ReactNode;
}

/** One of the questions that a long form asks, with its number. */
export const Section = ({ number, title, text, children }: SectionProps) => (
  <Card>
    <div className={styles.section}>
      <span className={styles.number} aria-hidden>
        {formatNumber(number, useClub().language)}
      </span>
      <div>
        <h2>{title}</h2>
        <p className={styles.hint}>{text}</p>
        <div className={styles.body}>{children}</div>
      </div>
    </div>
  </Card>
);
