import type { ItemOf } from '@vafa/client';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Download, ScrollText, ShieldAlert, ShieldCheck } from 'lucide-react';
import { createContext, use, useState } from 'react';
import { api } from '../../api/client.ts';
import { useWrite } from '../../api/use-write.ts';
import { Banner } from '../../kit/banner.tsx';
import { Button } from '../../kit/button.tsx';
import { Card, KeyValues } from '../../kit/card.tsx';
import { useClub, useDays } from '../../kit/club-settings.tsx';
import { DateField } from '../../kit/date-field.tsx';
import { FormProblem } from '../../kit/form-problem.tsx';
import { formatDay, formatTime } from '../../kit/formats/dates.ts';
import { endOfDay, startOfDay } from '../../kit/formats/day-bounds.ts';
import { formatNumber } from '../../kit/formats/numbers.ts';
import { Icon } from '../../kit/icon.tsx';
import { Badge, Ltr } from '../../kit/marks.tsx';
import { Select } from '../../kit/select.tsx';
import { Empty } from '../../kit/states.tsx';
import { saveFile } from '../parts/csv.ts';
import { useFilters } from '../parts/filters.ts';
import { ListTable, type ListColumn } from '../parts/list-table.tsx';
import { Columns, Page, Stack } from '../parts/page.tsx';
import { useList } from '../parts/use-list.ts';
import { useMay } from '../../sign-in/use-session.ts';
import { useConsoleSay } from '../words/say.ts';
import { aside } from '../parts/aside.ts';
import styles from './settings.module.css';

type Entry = ItemOf<'listAudit'>;
const names = ['actor', 'outcome', 'from', 'to'] as const;
type Filter = Readonly<Record<(typeof names)[number], string>>;

const firstRefusal = 400;

type Operations = Readonly<Record<string, string>>;

const OperationsContext = createContext<Operations>({});

/** What was asked, in words where there are some. */
const useOperation = (): ((operation: string) => string | undefined) => {
  const operations = use(OperationsContext);
  return (operation) => (Object.hasOwn(operations, operation) ? operations[operation] : undefined);
};

/** Who a number stands for, as far as the list of staff says. */
const useActors = () => {
  const say = useConsoleSay();
  const { data = [] } = useQuery({ queryKey: ['staff', 'names'], queryFn: () => api.items('listStaff'), ...aside });
  const nameOf = ({ actor_kind: kind, actor }: Entry): string => {
    if (kind === 'nobody') return say('audit.nobody');
    return data.find(({ id }) => id === actor)?.name ?? (kind === 'key' ? say('audit.key') : actor);
  };
  return { staff: data, nameOf };
};

const queryOf = ({ actor, outcome, from, to }: Filter, zone: string) => ({
  ...(actor !== '' && { actor }),
  ...((outcome === 'done' || outcome === 'refused') && { outcome: outcome as 'done' | 'refused' }),
  ...(from !== '' && { from: startOfDay(from, zone).toISOString() }),
  ...(to !== '' && { to: endOfDay(to, zone).toISOString() }),
});

/** An id; of a member or a complaint, the way to it. */
const Subject = ({ id }: { readonly id: string }) => {
  const may = useMay();
  const shown = <Ltr>{id}</Ltr>;
  if (id.startsWith('mem_') && may('getMember')) return <Link to={`/members/${id}`}>{shown}</Link>;
  if (id.startsWith('cmp_') && may('getComplaint'))
    return (
      <Link to="/service" search={{ complaint: id }}>
        {shown}
      </Link>
    );
  return shown;
};

const Detail = ({ entry, name }: { readonly entry: Entry; readonly name: string }) => {
  const say = useConsoleSay();
  const days = useDays();
  const { language } = useClub();
  const operation = useOperation();
  const at = new Date(entry.at);
  const told = [
    ['audit.asked', entry.asked],
    ['audit.before', entry.before],
    ['audit.after', entry.after],
  ] as const;
  return (
    <Card title={operation(entry.operation) ?? entry.operation} scope={name}>
      <Stack>
        <KeyValues
          rows={[
            [say('audit.number'), formatNumber(entry.number, language)],
            [say('audit.at'), `${formatDay(at, days)}${say('list.comma')}${formatTime(at, days)}`],
            [say('audit.operation'), <Ltr key="operation">{entry.operation}</Ltr>],
            [say('audit.status'), <Ltr key="status">{entry.code ?? String(entry.status)}</Ltr>],
            [say('adjust.reason'), entry.reason === null ? '—' : <bdi key="reason">{entry.reason}</bdi>],
            [say('audit.address'), <Ltr key="address">{entry.address}</Ltr>],
          ]}
        />
        {entry.subjects.length > 0 && (
          <div className={styles.facts}>
            <b>{say('audit.subjects')}</b>
            <ul>
              {entry.subjects.map((subject) => (
                <li key={subject}>
                  <Subject id={subject} />
                </li>
              ))}
            </ul>
          </div>
        )}
        {told.map(([label, text]) =>
          text === null ? null : (
            <div key={label} className={styles.facts}>
              <b>{say(label)}</b>
              <pre>{text}</pre>
            </div>
          ),
        )}
      </Stack>
    </Card>
  );
};

/** Whether nothing is missing and nothing was changed. */
const Verification = () => {
  const say = useConsoleSay();
  const { language } = useClub();
  const [result, setResult] = useState<Awaited<ReturnType<typeof verify>>>();
  const write = useWrite(() => verify(), setResult);
  const number = (value: number): string => formatNumber(value, language);
  return (
    <Card title={say('audit.chain')} scope={say('audit.chain-scope')}>
      <Stack>
        {result?.is_whole === true && (
          <Banner tone="good" icon={ShieldCheck} title={say('audit.whole')}>
            {say('audit.whole-text', { count: number(result.entries) })}
          </Banner>
        )}
        {result?.is_whole === false && (
          <Banner tone="bad" icon={ShieldAlert} title={say('audit.broken')}>
            {say('audit.broken-text', { number: number(result.broken_at ?? 0) })}
          </Banner>
        )}
        <FormProblem failure={write.failure} />
        <div>
          <Button onPress={() => void write.run(undefined)} busy={write.isBusy ? say('audit.verifying') : undefined}>
            <Icon of={ShieldCheck} size="sm" />
            {say('audit.verify')}
          </Button>
        </div>
      </Stack>
    </Card>
  );
};
const verify = () => api.call('verifyAudit');

const FilterBar = ({ values, set }: { values: Filter; set: (changes: Partial<Filter>) => void }) => {
  const say = useConsoleSay();
  const { staff } = useActors();
  const anybody = { id: '', name: say('audit.anybody') };
  return (
    <div className={styles.bar}>
      <Select
        label={say('audit.actor')}
        options={[{ ...anybody, id: 'any' }, ...staff.map(({ id, name }) => ({ id, name }))]}
        value={values.actor === '' ? 'any' : values.actor}
        onChoose={(id) => set({ actor: id === 'any' ? '' : id })}
      />
      <Select
        label={say('audit.outcome')}
        options={[
          { id: 'any', name: say('audit.any-outcome') },
          { id: 'done', name: say('audit.done') },
          { id: 'refused', name: say('audit.refused') },
        ]}
        value={values.outcome === '' ? 'any' : values.outcome}
        onChoose={(id) => set({ outcome: id === 'any' ? '' : id })}
      />
      <DateField label={say('audit.from')} value={values.from} onChange={(from) => set({ from })} />
      <DateField label={say('audit.to')} value={values.to} onChange={(to) => set({ to })} />
    </div>
  );
};

const AuditPage = () => {
  const say = useConsoleSay();
  const days = useDays();
  const { nameOf } = useActors();
  const operation = useOperation();
  const { values, set, clear, isOn } = useFilters(names);
  const [chosen, setChosen] = useState<string>();
  const query = queryOf(values, days.zone);
  const list = useList('listAudit', { query });
  const entry = list.items?.find(({ number }) => String(number) === chosen);
  const take = useWrite(
    () => api.call('exportAudit', { query }),
    (text) => saveFile('audit.csv', new Blob([text], { type: 'text/csv;charset=utf-8' })),
  );
  const columns: readonly ListColumn<Entry>[] = [
    {
      id: 'what',
      name: say('audit.what'),
      show: (each) => {
        const name = operation(each.operation);
        return (
          <>
            <b>{name ?? <Ltr>{each.operation}</Ltr>}</b>
            <small>
              <bdi>{nameOf(each)}</bdi>
            </small>
          </>
        );
      },
    },
    {
      id: 'outcome',
      name: say('audit.outcome'),
      show: ({ status }) => (
        <Badge tone={status < firstRefusal ? 'good' : 'bad'}>
          {say(status < firstRefusal ? 'audit.done' : 'audit.refused')}
        </Badge>
      ),
    },
    {
      id: 'at',
      name: say('audit.at'),
      show: ({ at }) => `${formatDay(new Date(at), days)}${say('list.comma')}${formatTime(new Date(at), days)}`,
    },
  ];
  return (
    <Page
      title={say('audit.title')}
      scope={say('audit.scope')}
      acts={
        <Button onPress={() => void take.run(undefined)} busy={take.isBusy ? say('csv.busy') : undefined}>
          <Icon of={Download} size="sm" />
          {say('csv.take')}
        </Button>
      }
    >
      <FormProblem failure={take.failure} />
      <Columns
        main={
          <Card isBare>
            <FilterBar values={values} set={set} />
            <ListTable
              label={say('audit.title')}
              columns={columns}
              list={list}
              idOf={({ number }) => String(number)}
              onOpen={setChosen}
              failed={say('audit.failed')}
              empty={<Empty icon={ScrollText} title={say('audit.empty')} text={say('audit.empty-text')} />}
              filtered={isOn ? { words: say('audit.filters'), onClear: clear } : undefined}
            />
          </Card>
        }
        side={
          <>
            {entry !== undefined && <Detail entry={entry} name={nameOf(entry)} />}
            <Verification />
          </>
        }
      />
    </Page>
  );
};

/** Who did what, and who looked at what; the names of what can be done come with the page. */
export const auditRoom = (operations: Operations) => () => (
  <OperationsContext value={operations}>
    <AuditPage />
  </OperationsContext>
);
