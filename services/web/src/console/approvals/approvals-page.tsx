import type { Approval } from '@vafa/client';
import { BadgeCheck } from 'lucide-react';
import { api } from '../../api/client.ts';
import { Card } from '../../kit/card.tsx';
import { useDays } from '../../kit/club-settings.tsx';
import { formatRelative } from '../../kit/formats/relative.ts';
import { Badge } from '../../kit/marks.tsx';
import { Select } from '../../kit/select.tsx';
import { Empty } from '../../kit/states.tsx';
import { useFilters } from '../parts/filters.ts';
import { CsvButton, ListTable, type ListColumn } from '../parts/list-table.tsx';
import { Beside, Page } from '../parts/page.tsx';
import { useList } from '../parts/use-list.ts';
import { useConsoleSay } from '../words/say.ts';
import { ApprovalCard, useAsker } from './approval-card.tsx';
import { states, toneOf, useTextOf, type State } from './approval-words.ts';
import styles from './approvals.module.css';

const operations = [
  'adjustBalance',
  'openBalance',
  'publishEarningRule',
  'approvePromotion',
  'putUnit',
  'putApprovalSettings',
] as const;
/** What waits is what people come for; the address says otherwise. */
const all = 'all';

const useColumns = (): readonly ListColumn<Approval>[] => {
  const say = useConsoleSay();
  const days = useDays();
  const textOf = useTextOf();
  const asker = useAsker();
  return [
    {
      id: 'what',
      name: say('approvals.what'),
      show: (each) => (
        <>
          <b>{textOf('op', each.operation) ?? each.operation}</b>
          <small>
            <bdi>{each.reason ?? each.subject}</bdi>
          </small>
        </>
      ),
      text: ({ operation }) => operation,
    },
    { id: 'who', name: say('approvals.who'), show: (each) => <bdi>{asker(each)}</bdi>, text: asker },
    {
      id: 'state',
      name: say('approvals.state'),
      show: ({ state }) => (
        <Badge tone={toneOf[state]} hasDot>
          {say(`approvals.state.${state}`)}
        </Badge>
      ),
      text: ({ state }) => state,
    },
    {
      id: 'at',
      name: say('approvals.asked-at'),
      show: ({ asked_at: at }) => formatRelative(new Date(at), new Date(), days),
      text: ({ asked_at: at }) => at,
    },
  ];
};

/** What waits for a second person, and what became of it. */
export const ApprovalsPage = () => {
  const say = useConsoleSay();
  const columns = useColumns();
  const { values, set } = useFilters(['state', 'operation', 'approval']);
  const state = values.state === '' ? 'pending' : values.state;
  const query = {
    ...(state !== all && { state: state as State }),
    ...(values.operation !== '' && { operation: values.operation }),
  };
  const list = useList('listApprovals', { query });
  const isFiltered = state !== 'pending' || values.operation !== '';
  const bar = (
    <div className={styles.bar}>
      <Select
        label={say('approvals.state')}
        options={[
          ...states.map((id) => ({ id, name: say(`approvals.state.${id}`) })),
          { id: all, name: say('approvals.any') },
        ]}
        value={state}
        onChoose={(id) => set({ state: id === 'pending' ? '' : id, approval: '' })}
      />
      <Select
        label={say('approvals.what')}
        options={[
          { id: all, name: say('approvals.anything') },
          ...operations.map((id) => ({ id, name: say(`approvals.op.${id}`) })),
        ]}
        value={values.operation === '' ? all : values.operation}
        onChoose={(id) => set({ operation: id === all ? '' : id, approval: '' })}
      />
    </div>
  );
  return (
    <Page
      title={say('approvals.title')}
      scope={say('approvals.scope')}
      acts={<CsvButton name="approvals" columns={columns} readAll={() => api.items('listApprovals', { query })} />}
    >
      <Beside
        main={
          <Card isBare>
            {bar}
            <ListTable
              label={say('approvals.title')}
              columns={columns}
              list={list}
              idOf={({ id }) => id}
              onOpen={(id) => set({ approval: id })}
              failed={say('approvals.failed')}
              empty={<Empty icon={BadgeCheck} title={say('approvals.empty')} text={say('approvals.empty-text')} />}
              filtered={
                isFiltered
                  ? { words: say('approvals.filters'), onClear: () => set({ state: '', operation: '', approval: '' }) }
                  : undefined
              }
            />
          </Card>
        }
        side={values.approval !== '' && <ApprovalCard key={values.approval} id={values.approval} />}
      />
    </Page>
  );
};
