import type { Task } from '@vafa/client';
import { useQuery } from '@tanstack/react-query';
import { Download } from 'lucide-react';
import { useState } from 'react';
import { api } from '../../api/client.ts';
import { failureOf } from '../../api/failures.ts';
import { Button } from '../../kit/button.tsx';
import { Card } from '../../kit/card.tsx';
import { useClub } from '../../kit/club-settings.tsx';
import { FormProblem } from '../../kit/form-problem.tsx';
import { formatNumber } from '../../kit/formats/numbers.ts';
import { Icon } from '../../kit/icon.tsx';
import { Failed, Loading, type Failure } from '../../kit/states.tsx';
import { Table } from '../../kit/table.tsx';
import { LinkButton } from '../parts/link-button.tsx';
import { saveFile } from '../parts/csv.ts';
import { ByCode } from './by-code.tsx';
import { RowNumber } from './row-number.tsx';
import { readExceptions } from './exception-rows.ts';
import { useImportsSay, useReasonOf } from './say.ts';
import { isOver } from './task-marks.tsx';
import styles from './imports.module.css';

const shownMax = 100;
const cellsShown = 14;

/** The column that is at fault, as the reason of the gateway names it: «… (Price: abc)». */
const isAtFault = (header: string | undefined, reason: string): boolean =>
  header !== undefined && (reason.includes(`(${header}: `) || reason.includes(`(${header})`));

const fetchText = (task: Task): Promise<string> => api.call('getTaskExceptions', { path: { task_id: task.id } });

const TakeButton = ({ task, onFailure }: { task: Task; onFailure: (failure: Failure | undefined) => void }) => {
  const say = useImportsSay();
  const [isBusy, setBusy] = useState(false);
  const take = async (): Promise<void> => {
    setBusy(true);
    onFailure(undefined);
    try {
      saveFile(`${task.file.replace(/\.\w+$/, '')}-exceptions.csv`, new Blob([await fetchText(task)]));
    } catch (error) {
      onFailure(failureOf(error, say));
    } finally {
      setBusy(false);
    }
  };
  return (
    <Button small busy={isBusy ? say('mend.taking') : undefined} onPress={() => void take()}>
      <Icon of={Download} size="sm" />
      {say('mend.take')}
    </Button>
  );
};

const Rows = ({ task }: { readonly task: Task }) => {
  const say = useImportsSay();
  const reasonOf = useReasonOf();
  const { language } = useClub();
  const { data, error, refetch } = useQuery({
    queryKey: ['exceptions', task.id, task.exceptions],
    queryFn: async () => readExceptions(await fetchText(task), shownMax),
  });
  if (error !== null && data === undefined)
    return <Failed what={say('mend.failed')} failure={failureOf(error, say)} onRetry={() => void refetch()} />;
  if (data === undefined) return <Loading lines={6} />;
  return (
    <Table
      label={say('mend.title')}
      items={data.rows.map((row, at) => ({ ...row, id: `${String(row.row)}-${String(at)}` }))}
      columns={[
        { id: 'row', name: say('mend.row'), show: ({ row }) => <RowNumber row={row} /> },
        {
          id: 'reason',
          name: say('mend.reason'),
          show: ({ code, reason }) => <b title={reason}>{reasonOf(code) ?? reasonOf('other')}</b>,
        },
        {
          id: 'cells',
          name: say('mend.cells'),
          show: ({ cells, reason }) => (
            <span className={styles.cells}>
              {cells.slice(0, cellsShown).map((cell, at) => (
                <bdi key={at} title={data.header[at]} data-bad={isAtFault(data.header[at], reason) || undefined}>
                  {cell === '' ? '–' : cell}
                </bdi>
              ))}
            </span>
          ),
        },
      ]}
      foot={say('mend.shown', {
        shown: formatNumber(data.rows.length, language),
        all: formatNumber(task.exceptions, language),
      })}
    />
  );
};

/** Rows that were not taken: by reason, one by one, and as a file that can be mended and given back. */
export const ExceptionsCard = ({ task }: { readonly task: Task }) => {
  const say = useImportsSay();
  const [failure, setFailure] = useState<Failure>();
  return (
    <>
      <Card isBare title={say('mend.by-code')}>
        <ByCode rows={task.exceptions_by_code} />
      </Card>
      <Card
        isBare
        title={say('mend.title')}
        scope={say('mend.scope')}
        aside={
          <div className={styles.acts}>
            <TakeButton task={task} onFailure={setFailure} />
            {isOver(task) && (
              <LinkButton to="/imports/new" small>
                {say('mend.give')}
              </LinkButton>
            )}
          </div>
        }
      >
        <FormProblem failure={failure} />
        <Rows task={task} />
      </Card>
    </>
  );
};
