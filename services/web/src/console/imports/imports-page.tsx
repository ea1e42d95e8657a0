import type { Task } from '@vafa/client';
import { Link } from '@tanstack/react-router';
import { Upload } from 'lucide-react';
import { Card } from '../../kit/card.tsx';
import { useClub, useDays } from '../../kit/club-settings.tsx';
import { formatRelative } from '../../kit/formats/relative.ts';
import { formatNumber } from '../../kit/formats/numbers.ts';
import { Icon } from '../../kit/icon.tsx';
import { Meter } from '../../kit/marks.tsx';
import { Segments } from '../../kit/segments.tsx';
import { Empty } from '../../kit/states.tsx';
import { api } from '../../api/client.ts';
import { LinkButton } from '../parts/link-button.tsx';
import { CsvButton, ListTable, type ListColumn } from '../parts/list-table.tsx';
import { Page } from '../parts/page.tsx';
import { useFilters } from '../parts/filters.ts';
import { useList } from '../parts/use-list.ts';
import { useImportsSay } from './say.ts';
import { isUnderWay, percentOf, TaskState } from './task-marks.tsx';
import styles from './imports.module.css';

const useColumns = (): readonly ListColumn<Task>[] => {
  const say = useImportsSay();
  const days = useDays();
  const { language } = useClub();
  const number = (value: number): string => formatNumber(value, language);
  return [
    {
      id: 'file',
      name: say('imports.col.file'),
      text: ({ file }) => file,
      show: ({ id, file, created_at: at }) => (
        <span className={styles.goods}>
          <b>
            <Link to="/imports/$task" params={{ task: id }}>
              <bdi>{file}</bdi>
            </Link>
          </b>
          <small>{formatRelative(new Date(at), new Date(), days)}</small>
        </span>
      ),
    },
    {
      id: 'state',
      name: say('imports.col.state'),
      text: ({ state }) => say(`task.state.${state}`),
      show: (task) => (
        <span className={styles.state}>
          <TaskState state={task.state} />
          {isUnderWay(task) && percentOf(task) !== undefined && (
            <Meter label={say('run.progress')} value={percentOf(task) ?? 0} />
          )}
        </span>
      ),
    },
    {
      id: 'rows',
      name: say('imports.col.rows'),
      isFigures: true,
      text: ({ rows_total: rows }) => String(rows),
      show: ({ rows_total: rows }) => number(rows),
    },
    {
      id: 'sales',
      name: say('imports.col.sales'),
      isFigures: true,
      text: ({ sales }) => String(sales.accepted),
      show: ({ sales }) => number(sales.accepted),
    },
    {
      id: 'exceptions',
      name: say('imports.col.exceptions'),
      isFigures: true,
      text: ({ exceptions }) => String(exceptions),
      show: ({ exceptions }) =>
        exceptions === 0 ? number(0) : <span className={styles.bad}>{number(exceptions)}</span>,
    },
  ];
};

/** Files that were brought in, the newest first. */
export const ImportsPage = () => {
  const say = useImportsSay();
  const columns = useColumns();
  const { values, set, clear } = useFilters(['show']);
  const query = values.show === 'open' ? { open: 'true' as const } : {};
  const list = useList('listTasks', { query });
  const begin = (
    <LinkButton to="/imports/new" kind="primary">
      <Icon of={Upload} size="sm" />
      {say('imports.new')}
    </LinkButton>
  );
  return (
    <Page
      title={say('imports.title')}
      scope={say('imports.scope')}
      acts={
        <>
          <CsvButton name="imports" columns={columns} readAll={() => api.items('listTasks', { query })} />
          {begin}
        </>
      }
    >
      <div className={styles.bar}>
        <Segments
          label={say('imports.show')}
          value={values.show === 'open' ? 'open' : 'all'}
          onChoose={(show) => set({ show: show === 'open' ? show : '' })}
          options={(['all', 'open'] as const).map((id) => ({ id, name: say(`imports.show.${id}`) }))}
        />
      </div>
      <Card isBare>
        <ListTable
          label={say('imports.label')}
          columns={columns}
          list={list}
          idOf={({ id }) => id}
          failed={say('imports.failed')}
          empty={<Empty icon={Upload} title={say('imports.empty')} text={say('imports.empty.text')} acts={begin} />}
          filtered={values.show === 'open' ? { words: say('imports.filtered.open'), onClear: clear } : undefined}
        />
      </Card>
    </Page>
  );
};
