import type { ReactNode } from 'react';
import { plot } from './charts/plot.ts';
import { useClub } from './club-settings.tsx';
import { directionOf } from './formats/language.ts';
import { Ltr } from './marks.tsx';
import styles from './stat.module.css';

export interface StatProps {
  readonly name: string;
  readonly value: string;
  readonly unit?: string;
  /** What changed, and whether that is welcome. */
  readonly change?: { readonly figure: string; readonly unit?: string; readonly kind: 'good' | 'bad' };
  readonly more: string;
  /** Its course, oldest first; without one, or of nothing at all, the figure stands alone. */
  readonly course?: readonly number[];
  readonly kind?: 'brand' | 'points';
}

const Course = ({ values, kind }: { readonly values: readonly number[]; readonly kind: 'brand' | 'points' }) => {
  const { language } = useClub();
  const [least, most] = [Math.min(...values), Math.max(...values)];
  const room = (most - least) * 0.15;
  const { line, area } = plot(values, least - 2 * room, most + room, directionOf(language));
  return (
    <div className={styles.spark} data-kind={kind} aria-hidden>
      <svg viewBox="0 0 100 100" preserveAspectRatio="none">
        <path className={styles.area} d={area} />
        <path className={styles.line} d={line} />
      </svg>
    </div>
  );
};

const Stat = ({ name, value, unit, change, more, course, kind = 'brand' }: StatProps) => (
  <div className={styles.stat}>
    <h2>{name}</h2>
    <p className={styles.value} data-kind={kind}>
      {value} {unit !== undefined && <small>{unit}</small>}
    </p>
    <p className={styles.more}>
      {change !== undefined && (
        <span data-change={change.kind}>
          <Ltr>{change.figure}</Ltr> {change.unit}
        </span>
      )}{' '}
      {more as ReactNode}
    </p>
    {course?.some((each) => each !== 0) === true && <Course values={course} kind={kind} />}
  </div>
);

/** A few figures side by side, each with its course. */
export const Stats = ({ stats }: { readonly stats: readonly StatProps[] }) => (
  <div className={styles.strip}>
    {stats.map((each) => (
      <Stat key={each.name} {...each} />
    ))}
  </div>
);
