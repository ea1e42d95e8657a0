import type { Task } from '@vafa/client';
import { Square } from 'lucide-react';
import type { Write } from '../../api/use-write.ts';
import { Button } from '../../kit/button.tsx';
import { Dialog } from '../../kit/dialog.tsx';
import { Icon } from '../../kit/icon.tsx';
import { useImportsSay } from './say.ts';

interface StopTaskProps {
  readonly task: Task;
  readonly stop: Write<undefined>;
  readonly small?: boolean;
}

/** Stops an import, once it is known what that leaves. */
export const StopTask = ({ task, stop, small = false }: StopTaskProps) => {
  const say = useImportsSay();
  return (
    <Dialog
      trigger={
        <Button small={small}>
          <Icon of={Square} size="xs" />
          {say('run.stop')}
        </Button>
      }
      title={say('run.stop.title', { file: task.file })}
      text={say('run.stop.text', { done: task.rows_done, rest: Math.max(0, task.rows_total - task.rows_done) })}
      acts={(close) => (
        <>
          <Button autoFocus onPress={close}>
            {say('run.stop.keep')}
          </Button>
          <Button
            kind="kill"
            onPress={() => {
              void stop.run(undefined);
              close();
            }}
          >
            {say('run.stop.do')}
          </Button>
        </>
      )}
    />
  );
};
