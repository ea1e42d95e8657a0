import type { Task } from '@vafa/client';
import { Badge } from '../../kit/marks.tsx';
import { useImportsSay } from './say.ts';

const tones = {
  queued: 'line',
  running: 'info',
  question: 'warn',
  settling: 'info',
  done: 'good',
  failed: 'bad',
  cancelled: 'line',
} as const satisfies Record<Task['state'], 'line' | 'info' | 'warn' | 'good' | 'bad'>;

export const TaskState = ({ state }: Pick<Task, 'state'>) => {
  const say = useImportsSay();
  return <Badge tone={tones[state]}>{say(`task.state.${state}`)}</Badge>;
};

/** Whether anything still happens to it by itself. */
export const isUnderWay = ({ state }: Pick<Task, 'state'>): boolean =>
  state === 'queued' || state === 'running' || state === 'settling';

export const isOver = ({ state }: Pick<Task, 'state'>): boolean =>
  state === 'done' || state === 'failed' || state === 'cancelled';

/** How much of it is done, in hundredths; undefined while nobody knows how long the file is. */
export const percentOf = ({ rows_total: all, rows_done: done, state }: Task): number | undefined =>
  state === 'done' ? 100 : all === 0 ? undefined : Math.min(100, Math.floor((done / all) * 100));
