import type { Task } from '@vafa/client';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { FileSpreadsheet, Hourglass, MailWarning } from 'lucide-react';
import { api } from '../../api/client.ts';
import { failureOf } from '../../api/failures.ts';
import { useWrite } from '../../api/use-write.ts';
import { Banner } from '../../kit/banner.tsx';
import { Card } from '../../kit/card.tsx';
import { useDays } from '../../kit/club-settings.tsx';
import { formatDay, formatTime } from '../../kit/formats/dates.ts';
import { formatNumber } from '../../kit/formats/numbers.ts';
import { Icon } from '../../kit/icon.tsx';
import { Failed, Loading } from '../../kit/states.tsx';
import { Steps } from '../../kit/steps.tsx';
import { tellDone } from '../../kit/toast.tsx';
import { Page, Stack } from '../parts/page.tsx';
import { ExceptionsCard } from './exceptions-card.tsx';
import { ProgressCard } from './progress-card.tsx';
import { useImportsSay } from './say.ts';
import { stepNames } from './step-names.ts';
import { Notes, Outcome, Questions } from './task-outcome.tsx';
import { isOver, isUnderWay, TaskState } from './task-marks.tsx';
import styles from './imports.module.css';

const askedEveryMs = 1_000;

/** At which step it stands: its questions, its run, what is left to mend, or behind all of them. */
const stepOf = (task: Task): number => {
  if (task.state === 'question') return 1;
  if (!isOver(task)) return 3;
  return task.exceptions > 0 ? 4 : task.state === 'done' ? 5 : 3;
};

const useTask = (id: string) => {
  const key = ['task', id];
  const queries = useQueryClient();
  const read = useQuery({
    queryKey: key,
    queryFn: () => api.call('getTask', { path: { task_id: id } }),
    refetchInterval: ({ state: { data } }) => (data !== undefined && isUnderWay(data) ? askedEveryMs : false),
    refetchIntervalInBackground: true,
  });
  const keep = (task: Task): void => void queries.setQueryData(key, task);
  return { ...read, keep };
};

const Body = ({ task, keep }: { readonly task: Task; readonly keep: (task: Task) => void }) => {
  const say = useImportsSay();
  const days = useDays();
  const stop = useWrite(
    (_: undefined) => api.call('cancelTask', { path: { task_id: task.id } }),
    (ended) => {
      keep(ended);
      tellDone(say('run.stopped'));
    },
  );
  return (
    <Stack>
      <Steps label={say('steps.label')} names={stepNames.map((id) => say(id))} at={stepOf(task)} />
      {task.state === 'question' ? (
        <Questions key={task.questions.map(({ id }) => id).join()} task={task} keep={keep} />
      ) : (
        <Outcome task={task} keep={keep} />
      )}
      {task.withheld_rows > 0 && (
        <Banner tone="warn" icon={Hourglass} title={say('run.withheld', { count: task.withheld_rows })}>
          {null}
        </Banner>
      )}
      {task.dead_letters > 0 && (
        <Banner
          tone="bad"
          icon={MailWarning}
          title={say('run.dead', { count: formatNumber(task.dead_letters, days.language) })}
        >
          {null}
        </Banner>
      )}
      <ProgressCard task={task} stop={stop} />
      <Notes task={task} />
      {task.exceptions > 0 && <ExceptionsCard task={task} />}
    </Stack>
  );
};

const Scope = ({ task }: { readonly task: Task }) => {
  const say = useImportsSay();
  const days = useDays();
  const when = (text: string): string => `${formatDay(new Date(text), days)} ${formatTime(new Date(text), days)}`;
  return (
    <span className={styles.file}>
      <Icon of={FileSpreadsheet} size="sm" />
      {say('run.begun', { when: when(task.created_at) })}
      {task.finished_at !== null && ` · ${say('run.ended', { when: when(task.finished_at) })}`}
    </span>
  );
};

/** One import, from its first row to its exceptions. It is the gateway's: reloading or leaving stops nothing. */
export const TaskPage = () => {
  const say = useImportsSay();
  const { task: id = '' }: { readonly task?: string } = useParams({ strict: false });
  const { data: task, error, refetch, keep } = useTask(id);
  if (task === undefined)
    return (
      <Page title={say('imports.title')}>
        <Card isBare>
          {error === null ? (
            <Loading lines={8} />
          ) : (
            <Failed what={say('run.read-failed')} failure={failureOf(error, say)} onRetry={() => void refetch()} />
          )}
        </Card>
      </Page>
    );
  return (
    <Page title={task.file} mark={<TaskState state={task.state} />} scope={<Scope task={task} />}>
      <Body key={task.id} task={task} keep={keep} />
    </Page>
  );
};
