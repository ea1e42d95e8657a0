import type { ImportSource } from '@vafa/client';
import { useQueryClient } from '@tanstack/react-query';
import { BookMarked, Trash2 } from 'lucide-react';
import { useEffect } from 'react';
import { api } from '../../api/client.ts';
import { useWrite } from '../../api/use-write.ts';
import { IconButton } from '../../kit/button.tsx';
import { Card } from '../../kit/card.tsx';
import { useClub, useDays } from '../../kit/club-settings.tsx';
import { FormProblem } from '../../kit/form-problem.tsx';
import { formatDay } from '../../kit/formats/dates.ts';
import { formatNumber } from '../../kit/formats/numbers.ts';
import { Icon } from '../../kit/icon.tsx';
import { Empty } from '../../kit/states.tsx';
import { tellDone } from '../../kit/toast.tsx';
import { LinkButton } from '../parts/link-button.tsx';
import { CsvButton, ListTable, type ListColumn } from '../parts/list-table.tsx';
import { Page } from '../parts/page.tsx';
import { useList } from '../parts/use-list.ts';
import { useImportsSay } from './say.ts';
import styles from './imports.module.css';

const listId = ['list', 'listImportSources'];

/** Forgets a source; for ten seconds it can be had back as it was. */
const useForget = () => {
  const say = useImportsSay();
  const queries = useQueryClient();
  const refresh = (): Promise<void> => queries.invalidateQueries({ queryKey: listId });
  const back = useWrite(
    // What is not there is made; what somebody has made anew since has another revision.
    ({ name, mapping, answers, revision, columns }: ImportSource) =>
      api.call('putImportSource', { path: { source: name }, body: { mapping, answers, revision, columns } }),
    ({ name }) => {
      tellDone(say('sources.back', { name }));
      void refresh();
    },
  );
  const forget = useWrite(
    async (source: ImportSource) => {
      await api.call('deleteImportSource', { path: { source: source.name }, query: { revision: source.revision } });
      return source;
    },
    (source) => {
      tellDone(say('sources.forgotten', { name: source.name }), () => void back.run(source));
      void refresh();
    },
  );
  const isChanged = (forget.code ?? back.code) === 'source_changed';
  useEffect(() => {
    if (isChanged) void queries.invalidateQueries({ queryKey: listId });
  }, [isChanged, queries]);
  return { forget, failure: forget.failure ?? back.failure, isChanged };
};

/** How files of each source are read. */
export const SourcesPage = () => {
  const say = useImportsSay();
  const days = useDays();
  const { language } = useClub();
  const list = useList('listImportSources');
  const { forget, failure, isChanged } = useForget();
  const columnsOf = ({ mapping }: ImportSource): readonly string[] =>
    Object.values(mapping.columns ?? {}).filter((header) => header !== '');
  const columns: readonly ListColumn<ImportSource>[] = [
    {
      id: 'name',
      name: say('sources.name'),
      text: ({ name }) => name,
      show: (source) => (
        <span className={styles.goods}>
          <b>
            <bdi>{source.name}</bdi>
          </b>
          <small>
            <bdi>{columnsOf(source).join(' · ')}</bdi>
          </small>
        </span>
      ),
    },
    {
      id: 'columns',
      name: say('sources.columns'),
      isFigures: true,
      text: (source) => String(columnsOf(source).length),
      show: (source) => formatNumber(columnsOf(source).length, language),
    },
    {
      id: 'answers',
      name: say('sources.answers'),
      isFigures: true,
      text: ({ answers }) => String(Object.keys(answers).length),
      show: ({ answers }) => formatNumber(Object.keys(answers).length, language),
    },
    {
      id: 'changed',
      name: say('sources.changed'),
      text: ({ changed_at: at }) => at,
      show: ({ changed_at: at }) => formatDay(new Date(at), days),
    },
    {
      id: 'acts',
      name: say('sources.forget'),
      show: (source) => (
        <IconButton
          label={say('sources.forget.named', { name: source.name })}
          isDisabled={forget.isBusy}
          onPress={() => void forget.run(source)}
        >
          <Icon of={Trash2} size="sm" />
        </IconButton>
      ),
    },
  ];
  return (
    <Page
      title={say('sources.title')}
      scope={say('sources.scope')}
      acts={<CsvButton name="import-sources" columns={columns} readAll={() => api.items('listImportSources')} />}
    >
      <FormProblem failure={failure} text={isChanged ? say('sources.changed-meanwhile') : undefined} />
      <Card isBare>
        <ListTable
          label={say('sources.label')}
          columns={columns}
          list={list}
          idOf={({ name }) => name}
          failed={say('sources.failed')}
          empty={
            <Empty
              icon={BookMarked}
              title={say('sources.empty')}
              text={say('sources.empty.text')}
              acts={
                <LinkButton to="/imports/new" kind="primary">
                  {say('imports.new')}
                </LinkButton>
              }
            />
          }
        />
      </Card>
    </Page>
  );
};
