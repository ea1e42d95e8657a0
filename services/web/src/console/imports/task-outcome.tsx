import type { Task } from '@vafa/client';
import { CircleAlert, CircleCheck, CircleHelp, CirclePause } from 'lucide-react';
import { useState } from 'react';
import { api } from '../../api/client.ts';
import { useWrite } from '../../api/use-write.ts';
import { Banner } from '../../kit/banner.tsx';
import { Button } from '../../kit/button.tsx';
import { Card } from '../../kit/card.tsx';
import { FormProblem } from '../../kit/form-problem.tsx';
import { Ltr } from '../../kit/marks.tsx';
import { QuestionList } from './question-list.tsx';
import { useFaultOf, useImportsSay } from './say.ts';
import styles from './imports.module.css';

/** What the reader of the file has noted: what it left out in words, the rest as it stands there. */
export const Notes = ({ task: { rows_left_out: out, notes } }: { readonly task: Task }) => {
  const say = useImportsSay();
  if (notes.length === 0) return null;
  return (
    <Card>
      {out > 0 && <p className={styles.leftOut}>{say('dry.left-out', { count: out })}</p>}
      <details className={styles.detail}>
        <summary>{say('run.notes')}</summary>
        <ul>
          {notes.map((note) => (
            <li key={note}>
              <Ltr>{note}</Ltr>
            </li>
          ))}
        </ul>
      </details>
    </Card>
  );
};

/** What only a person can say, once it runs. */
export const Questions = ({ task, keep }: { readonly task: Task; readonly keep: (task: Task) => void }) => {
  const say = useImportsSay();
  const faultOf = useFaultOf();
  const [answers, setAnswers] = useState<Readonly<Record<string, string>>>({});
  const write = useWrite(
    (body: typeof answers, key) =>
      api.call('answerImport', { path: { task_id: task.id }, body: { answers: body }, key }),
    keep,
  );
  const isWhole = task.questions.every(({ id }) => answers[id] !== undefined);
  return (
    <>
      <Banner tone="warn" icon={CircleHelp} title={say('run.asks.title')}>
        {say('run.asks.text')}
      </Banner>
      <Card title={say('questions.title')} scope={say('questions.scope')}>
        <div className={styles.stack}>
          <QuestionList
            questions={task.questions}
            answers={answers}
            onAnswer={(id, value) => setAnswers({ ...answers, [id]: value })}
          />
          <FormProblem failure={write.failure} text={faultOf(write.code)} />
          <div className={styles.acts}>
            <Button
              kind="primary"
              isDisabled={!isWhole}
              busy={write.isBusy ? say('run.answering') : undefined}
              onPress={() => void write.run(answers)}
            >
              {say('run.answer')}
            </Button>
          </div>
        </div>
      </Card>
    </>
  );
};

/** What became of it, once it is over. */
export const Outcome = ({ task, keep }: { readonly task: Task; readonly keep: (task: Task) => void }) => {
  const say = useImportsSay();
  const faultOf = useFaultOf();
  const retry = useWrite(
    (_: undefined, key) => api.call('retryTask', { path: { task_id: task.id }, body: {}, key }),
    keep,
  );
  const { state, exceptions, sales, returns } = task;
  if (state === 'failed')
    return (
      <>
        <Banner tone="bad" icon={CircleAlert} title={say('run.failed.title')}>
          {faultOf(task.failure) ?? <bdi>{task.message}</bdi>} {say('run.failed.kept')}
        </Banner>
        <FormProblem failure={retry.failure} text={faultOf(retry.code)} />
        <div className={styles.acts}>
          <Button busy={retry.isBusy ? say('run.again.busy') : undefined} onPress={() => void retry.run(undefined)}>
            {say('run.again')}
          </Button>
        </div>
      </>
    );
  if (state === 'cancelled')
    return (
      <Banner tone="info" icon={CirclePause} title={say('run.cancelled.title')}>
        {say('run.cancelled.text')}
      </Banner>
    );
  if (state !== 'done') return null;
  const changed = sales.accepted + returns.accepted > 0;
  return (
    <Banner tone="good" icon={CircleCheck} title={say('run.done.title')}>
      {exceptions > 0
        ? say('run.done.mend', { count: exceptions })
        : say(changed ? 'run.done.clean' : 'run.done.known')}
    </Banner>
  );
};
