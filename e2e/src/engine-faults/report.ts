import { isClean, type Audit } from './audit.ts';
import type { RunResult } from './run-with-faults.ts';

const shownMax = 20;

const counts = ({ lost, doubled, wrong, findings, deadLetters }: Audit): string =>
  `lost ${lost.length}, doubled ${doubled.length}, wrong ${wrong.length}, findings of the ledger ${findings.length}, dead letters ${deadLetters.length}`;

export const isGood = ({ settledMs, audit }: RunResult): boolean => settledMs !== undefined && isClean(audit);

/** A run in words: one line a fact, and the first of whatever is not as it should be. */
export const reportOf = (result: RunResult): string[] => {
  const { sales, returns, held, seconds, recoveries, settledMs, retries, slowestMs, ownEnds, audit } = result;
  const worst = (of: 'closedMs' | 'postedMs'): string =>
    recoveries.length === 0 ? '-' : `${Math.max(...recoveries.map((one) => one[of]))} ms`;
  const again = [...retries].sort(([, one], [, other]) => other - one).map(([why, count]) => `${count} × ${why}`);
  const wrong = [...audit.lost, ...audit.doubled, ...audit.wrong, ...audit.findings, ...audit.deadLetters];
  return [
    `${sales} sales acknowledged (${held} with points held, ${returns} returns) in ${seconds.toFixed(1)} s, through ${recoveries.length} faults`,
    `asked again under the same key: ${again.length === 0 ? 'never' : again.join(', ')}; the longest wait for one answer ${slowestMs} ms`,
    `at the worst the next sale closed ${worst('closedMs')} after a fault's end, and what was sold stood in the accounts ${worst('postedMs')} after it`,
    settledMs === undefined ? 'NOT settled within three minutes' : `all settled ${settledMs} ms after the last sale`,
    ...ownEnds.map((end) => `started again by itself: ${end}`),
    counts(audit),
    ...wrong.slice(0, shownMax).map((line) => `  ${line}`),
    ...(wrong.length > shownMax ? [`  … and ${wrong.length - shownMax} more`] : []),
  ];
};
