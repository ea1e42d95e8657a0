import { useClub } from '../club-settings.tsx';
import { directionOf } from '../formats/language.ts';
import { formatNumber } from '../formats/numbers.ts';
import { ChartFrame } from './chart-frame.tsx';
import { plot, roundAbove } from './plot.ts';
import styles from './charts.module.css';

interface LinePoint {
  /** When: a short day, an hour. */
  readonly at: string;
  readonly value: number;
  /** Of what it is compared with. */
  readonly compared: number;
}

interface LineChartProps {
  readonly label: string;
  readonly hint: string;
  readonly name: string;
  readonly comparedName: string;
  readonly points: readonly LinePoint[];
  /** A time that is marked, such as a campaign: from one point to another, both included. */
  readonly span?: { readonly name: string; readonly from: number; readonly to: number };
}

const gridLines = 4;
const timesShown = 5;

export const LineLegend = ({ name, comparedName }: Pick<LineChartProps, 'name' | 'comparedName'>) => (
  <div className={styles.legend}>
    <span>
      <i className={styles.solid} />
      {name}
    </span>
    <span>
      <i className={styles.dashed} />
      {comparedName}
    </span>
  </div>
);

/** Places of points whose times are written below, evenly spread, first and last among them. */
const shownTimes = (count: number): number[] =>
  Array.from({ length: Math.min(timesShown, count) }, (_, at) =>
    Math.round((at * (count - 1)) / Math.max(1, Math.min(timesShown, count) - 1)),
  );

const percent = (value: number): string => `${String(value)}%`;

/** One subject over time, solid, beside what it is compared with, dashed. Values begin at zero. */
export const LineChart = ({ label, hint, name, comparedName, points, span }: LineChartProps) => {
  const { language } = useClub();
  const direction = directionOf(language);
  const most = roundAbove(Math.max(0, ...points.flatMap(({ value, compared }) => [value, compared])));
  const own = plot(
    points.map(({ value }) => value),
    0,
    most,
    direction,
  );
  const other = plot(
    points.map(({ compared }) => compared),
    0,
    most,
    direction,
  );
  const shown = (value: number): string => formatNumber(Number(value.toFixed(6)), language);
  const last = Math.max(1, points.length - 1);
  const table = {
    head: ['', name, comparedName],
    rows: points.map(({ at, value, compared }) => [at, shown(value), shown(compared)]),
  };
  return (
    <ChartFrame label={label} hint={hint} table={table}>
      <div className={styles.chart}>
        <div className={styles.values}>
          {Array.from({ length: gridLines + 1 }, (_, at) => (
            <span key={at}>{shown(most * (1 - at / gridLines))}</span>
          ))}
        </div>
        <div className={styles.plot}>
          <svg viewBox="0 0 100 100" preserveAspectRatio="none" aria-hidden>
            {Array.from({ length: gridLines + 1 }, (_, at) => (
              <path key={at} className={styles.grid} d={`M0 ${String((at * 100) / gridLines)}H100`} />
            ))}
            <path className={styles.area} d={own.area} />
            <path className={styles.compared} d={other.line} />
            <path className={styles.line} d={own.line} />
          </svg>
          {span !== undefined && (
            <div
              className={styles.span}
              style={{
                insetInlineStart: percent((span.from / last) * 100),
                insetInlineEnd: percent(100 - (span.to / last) * 100),
              }}
            >
              {span.name}
            </div>
          )}
        </div>
        <div className={styles.times}>
          {shownTimes(points.length).map((at) => (
            <span key={at} style={{ insetInlineStart: percent((at / last) * 100) }}>
              {points[at]?.at}
            </span>
          ))}
        </div>
      </div>
    </ChartFrame>
  );
};
