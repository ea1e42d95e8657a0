import type { Task } from '@vafa/client';
import type { Write } from '../../api/use-write.ts';
import { useClub } from '../../kit/club-settings.tsx';
import { FormProblem } from '../../kit/form-problem.tsx';
import { roughly } from '../../kit/formats/duration.ts';
import { formatNumber, formatPercent } from '../../kit/formats/numbers.ts';
import { ShareLegend, Shares, type Share } from '../../kit/shares.tsx';
import { useImportsSay } from './say.ts';
import { StopTask } from './stop-task.tsx';
import { isOver, isUnderWay, percentOf } from './task-marks.tsx';
import styles from './imports.module.css';

interface ProgressCardProps {
  readonly task: Task;
  readonly stop: Write<undefined>;
}

/** How far an import is, what became of its rows, and how long it will take. */
export const ProgressCard = ({ task, stop }: ProgressCardProps) => {
  const say = useImportsSay();
  const { language } = useClub();
  const number = (value: number): string => formatNumber(value, language);
  const { rows_total: all, rows_done: done, exceptions, rate, seconds_left: left, sales, returns } = task;
  const percent = percentOf(task);
  const known = sales.duplicates + returns.duplicates;
  const taken = Math.max(0, done - exceptions);
  const bar: Share[] = [
    { name: say('run.sales'), count: taken, tone: 'good', shown: number(sales.accepted) },
    { name: say('run.exceptions'), count: Math.min(done, exceptions), tone: 'bad', shown: number(exceptions) },
  ];
  const legend: Share[] = [
    { name: say('run.sales'), count: sales.accepted, tone: 'good', shown: number(sales.accepted) },
    { name: say('run.returns'), count: returns.accepted, tone: 'brand', shown: number(returns.accepted) },
    { name: say('run.known'), count: known, tone: 'quiet', shown: number(known) },
    { name: say('run.exceptions'), count: exceptions, tone: 'bad', shown: number(exceptions) },
  ];
  const time = left === null ? undefined : roughly(left);
  return (
    <section className={styles.progress} aria-label={say('run.progress')}>
      <div className={styles.between}>
        <div>
          <p className={styles.done}>
            {percent !== undefined && <b>{formatPercent(percent, language)}</b>}
            {all > 0 && <span>{say('run.rows', { done: number(Math.min(done, all)), all: number(all) })}</span>}
          </p>
          <p className={styles.hint} role="status">
            {isUnderWay(task) &&
              (task.state === 'running' && rate > 0 && time !== undefined
                ? `${say('run.rate', { rate })} · ${say(`run.left.${time.unit}`, { count: time.count })}`
                : say(`task.phase.${task.phase}`))}
          </p>
        </div>
        {!isOver(task) && <StopTask task={task} stop={stop} />}
      </div>
      <Shares label={say('run.progress')} shares={bar} rest={all === 0 ? 1 : Math.max(0, all - done)} />
      <div className={styles.between}>
        <ShareLegend shares={legend} />
        {isUnderWay(task) && <p className={styles.quiet}>{say('run.leave')}</p>}
      </div>
      <FormProblem failure={stop.failure} />
    </section>
  );
};
