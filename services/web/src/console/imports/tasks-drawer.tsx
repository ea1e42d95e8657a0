import type { Task } from '@vafa/client';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useLocation } from '@tanstack/react-router';
import { ListTodo, X } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { Dialog, Heading, Modal, ModalOverlay } from 'react-aria-components';
import { api } from '../../api/client.ts';
import { useWrite } from '../../api/use-write.ts';
import { IconButton } from '../../kit/button.tsx';
import { useClub, useDays } from '../../kit/club-settings.tsx';
import { FormProblem } from '../../kit/form-problem.tsx';
import { roughly } from '../../kit/formats/duration.ts';
import { formatNumber } from '../../kit/formats/numbers.ts';
import { formatRelative } from '../../kit/formats/relative.ts';
import { Icon } from '../../kit/icon.tsx';
import { Meter } from '../../kit/marks.tsx';
import { tellDone } from '../../kit/toast.tsx';
import { useNow } from '../parts/use-now.ts';
import { StopTask } from './stop-task.tsx';
import { useImportsSay } from './say.ts';
import { isOver, isUnderWay, percentOf, TaskState } from './task-marks.tsx';
import { aside } from '../parts/aside.ts';
import styles from './tasks-drawer.module.css';

const shownMax = 20;
const busyMs = 2_000;
const idleMs = 30_000;
const listKey = ['tasks', 'drawer'];

/** Asked anew on each page, and when it is opened: something may have begun. */
const useTasks = (isOpen: boolean): readonly Task[] => {
  const { pathname } = useLocation();
  const { data, refetch } = useQuery({
    queryKey: listKey,
    queryFn: async () => (await api.call('listTasks', { query: { page_size: shownMax } })).items,
    ...aside,
    refetchInterval: ({ state }) => (state.data?.some(isUnderWay) === true ? busyMs : idleMs),
  });
  useEffect(() => void refetch(), [pathname, isOpen, refetch]);
  return data ?? [];
};

/** Tells on every page that a task which was under way here has ended. */
const useTellEnds = (tasks: readonly Task[]): void => {
  const say = useImportsSay();
  const underWay = useRef<ReadonlySet<string>>(new Set());
  useEffect(() => {
    for (const { id, state, file } of tasks)
      if (underWay.current.has(id) && (state === 'done' || state === 'failed'))
        tellDone(say(state === 'done' ? 'tasks.done' : 'tasks.failed', { file }));
    underWay.current = new Set(tasks.filter(isUnderWay).map(({ id }) => id));
  }, [tasks, say]);
};

const TaskRow = ({ task, onGo }: { readonly task: Task; readonly onGo: () => void }) => {
  const say = useImportsSay();
  const days = useDays();
  const now = useNow();
  const { language } = useClub();
  const queries = useQueryClient();
  const stop = useWrite(
    (_: undefined) => api.call('cancelTask', { path: { task_id: task.id } }),
    (ended) => {
      queries.setQueryData(['task', task.id], ended);
      void queries.invalidateQueries({ queryKey: listKey });
    },
  );
  const { file, rows_done: done, rows_total: all, seconds_left: left, finished_at: finished } = task;
  const number = (value: number): string => formatNumber(value, language);
  const time = left === null ? undefined : roughly(left);
  const told = [
    ...(all > 0 ? [say('run.rows', { done: number(Math.min(done, all)), all: number(all) })] : []),
    ...(isUnderWay(task)
      ? [time === undefined ? say(`task.phase.${task.phase}`) : say(`run.left.${time.unit}`, { count: time.count })]
      : []),
    ...(finished === null ? [] : [formatRelative(new Date(finished), now, days)]),
  ];
  return (
    <li>
      <div className={styles.head}>
        <Link to="/imports/$task" params={{ task: task.id }} onClick={onGo}>
          <bdi>{file}</bdi>
        </Link>
        <TaskState state={task.state} />
      </div>
      {!isOver(task) && <Meter label={say('run.progress')} value={percentOf(task) ?? 0} />}
      <div className={styles.told}>
        <small>{told.join(' · ')}</small>
        {!isOver(task) && <StopTask task={task} stop={stop} small />}
      </div>
      <FormProblem failure={stop.failure} />
    </li>
  );
};

/** Long work, from every page: how far it is, and the way to stop it. */
export const TasksDrawer = () => {
  const say = useImportsSay();
  const { language } = useClub();
  const [isOpen, setOpen] = useState(false);
  const tasks = useTasks(isOpen);
  useTellEnds(tasks);
  const open = tasks.filter((task) => !isOver(task)).length;
  const close = (): void => setOpen(false);
  return (
    <>
      <span className={styles.button}>
        <IconButton
          label={open === 0 ? say('tasks.title') : say('tasks.open', { count: open })}
          onPress={() => setOpen(true)}
        >
          <Icon of={ListTodo} />
        </IconButton>
        {open > 0 && (
          <span className={styles.count} aria-hidden>
            {formatNumber(open, language)}
          </span>
        )}
      </span>
      <ModalOverlay isOpen={isOpen} onOpenChange={setOpen} isDismissable className={styles.scrim ?? ''}>
        <Modal className={styles.drawer ?? ''}>
          <Dialog className={styles.dialog ?? ''}>
            <header>
              <Heading slot="title">{say('tasks.title')}</Heading>
              <IconButton label={say('tasks.close')} onPress={close}>
                <Icon of={X} />
              </IconButton>
            </header>
            {tasks.length === 0 ? (
              <p className={styles.none}>{say('tasks.none')}</p>
            ) : (
              <ul>
                {tasks.map((task) => (
                  <TaskRow key={task.id} task={task} onGo={close} />
                ))}
              </ul>
            )}
            <footer>
              <p>{say('tasks.leave')}</p>
              <Link to="/imports" onClick={close}>
                {say('tasks.all')}
              </Link>
            </footer>
          </Dialog>
        </Modal>
      </ModalOverlay>
    </>
  );
};
