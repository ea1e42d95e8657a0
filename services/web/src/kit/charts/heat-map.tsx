import type { ReactNode } from 'react';
import { useClub } from '../club-settings.tsx';
import { formatNumber } from '../formats/numbers.ts';
import { useSay } from '../say.ts';
import { ChartFrame } from './chart-frame.tsx';
import { classNames } from '../class-names.ts';
import { heatSteps } from './plot.ts';
import styles from './charts.module.css';

interface HeatMapProps {
  readonly label: string;
  /** Names the peak in a sentence. */
  readonly hint: ReactNode;
  readonly hours: readonly number[];
  readonly days: readonly { readonly name: string; readonly values: readonly number[] }[];
}

export const HeatScale = () => {
  const say = useSay();
  return (
    <div className={styles.scale} aria-hidden>
      <span>{say('heat.quiet')}</span>
      {Array.from({ length: 7 }, (_, step) => (
        <i key={step} className={styles.step} data-step={step} />
      ))}
      <span>{say('heat.busy')}</span>
    </div>
  );
};

/** How much there is at each hour of each day of the week, in seven steps; the peak is ringed. */
export const HeatMap = ({ label, hint, hours, days }: HeatMapProps) => {
  const { language } = useClub();
  const all = days.flatMap(({ values }) => values);
  const steps = heatSteps(all);
  const most = Math.max(0, ...all);
  const peak = most === 0 ? -1 : all.indexOf(most);
  const shown = (value: number): string => formatNumber(value, language);
  const table = {
    head: ['', ...hours.map(shown)],
    rows: days.map(({ name, values }) => [name, ...values.map(shown)]),
  };
  return (
    <ChartFrame label={label} hint={hint} table={table}>
      <div
        className={styles.heat}
        style={{ gridTemplateColumns: `auto repeat(${String(hours.length)}, minmax(0, 1fr))` }}
      >
        <span />
        {hours.map((hour) => (
          <span key={hour} className={styles.hour}>
            {shown(hour)}
          </span>
        ))}
        {days.map(({ name, values }, day) => [
          <span key={name} className={styles.day}>
            {name}
          </span>,
          ...values.map((_, hour) => {
            const at = day * hours.length + hour;
            return (
              <span
                key={`${name} ${String(hours[hour])}`}
                className={classNames(styles.cell, at === peak && styles.peak)}
                data-step={steps[at]}
              />
            );
          }),
        ])}
      </div>
    </ChartFrame>
  );
};
