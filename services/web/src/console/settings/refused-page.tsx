import type { ItemOf } from '@vafa/client';
import { useQueryClient } from '@tanstack/react-query';
import { CircleCheck } from 'lucide-react';
import { useState } from 'react';
import { api } from '../../api/client.ts';
import { useWrite } from '../../api/use-write.ts';
import { Button } from '../../kit/button.tsx';
import { Card } from '../../kit/card.tsx';
import { useClub, useDays } from '../../kit/club-settings.tsx';
import { Field } from '../../kit/field.tsx';
import { FormDialog } from '../../kit/form-dialog.tsx';
import { FormProblem } from '../../kit/form-problem.tsx';
import { formatDay, formatTime } from '../../kit/formats/dates.ts';
import { moneyText } from '../../kit/formats/money.ts';
import { withDigits } from '../../kit/formats/numbers.ts';
import { Ltr } from '../../kit/marks.tsx';
import { Segments } from '../../kit/segments.tsx';
import { Empty } from '../../kit/states.tsx';
import { tellDone } from '../../kit/toast.tsx';
import { useMay } from '../../sign-in/use-session.ts';
import { useBranches } from '../parts/branches.ts';
import { useFilters } from '../parts/filters.ts';
import { CsvButton, ListTable, type ListColumn } from '../parts/list-table.tsx';
import { Page, Stack } from '../parts/page.tsx';
import { useDeclined } from '../parts/use-declined.ts';
import { useList } from '../parts/use-list.ts';
import { useConsoleSay } from '../words/say.ts';

type Refused = ItemOf<'listRefusedSales'>;

const Settle = ({ sale, onClose }: { readonly sale: Refused; readonly onClose: () => void }) => {
  const say = useConsoleSay();
  const queries = useQueryClient();
  const { language } = useClub();
  const [note, setNote] = useState('');
  const [isTried, setTried] = useState(false);
  const write = useWrite(
    (text: string, key) =>
      api.call('settleRefusedSale', { path: { refused_sale_id: sale.id }, body: { note: text }, key }),
    () => {
      void queries.invalidateQueries({ queryKey: ['list', 'listRefusedSales'] });
      onClose();
      tellDone(say('refused.done'));
    },
  );
  const submit = (): void => {
    setTried(true);
    if (note.trim() !== '') void write.run(note.trim());
  };
  return (
    <FormDialog
      title={say('refused.settle-title', { receipt: withDigits(sale.receipt, language) })}
      text={say('refused.settle-text')}
      act={say('refused.settle')}
      busy={write.isBusy ? say('staff.busy') : undefined}
      onSubmit={submit}
      onClose={onClose}
    >
      <Field
        label={say('refused.note')}
        hint={say('refused.note-hint')}
        value={note}
        onChange={setNote}
        error={isTried && note.trim() === '' ? say('refused.note-missing') : undefined}
        isLong
      />
      <FormProblem failure={write.failure} />
    </FormDialog>
  );
};

/** How it stands: what the till did with it, or how a person has settled it. */
const State = ({ sale }: { readonly sale: Refused }) => {
  const say = useConsoleSay();
  const days = useDays();
  const { settled_at: at, note, taken, aside_note: aside } = sale;
  if (at !== null)
    return (
      <>
        <b>{say(taken ? 'refused.taken' : 'refused.settled', { day: formatDay(new Date(at), days) })}</b>
        {note !== null && (
          <small>
            <bdi>{note}</bdi>
          </small>
        )}
      </>
    );
  return (
    <>
      <b>{say(aside === null ? 'refused.open' : 'refused.aside')}</b>
      {aside !== null && (
        <small>
          <bdi>{aside}</bdi>
        </small>
      )}
    </>
  );
};

const useColumns = (): readonly ListColumn<Refused>[] => {
  const say = useConsoleSay();
  const days = useDays();
  const reasonOf = useDeclined();
  const { money: unit, language } = useClub();
  const { nameOf } = useBranches();
  return [
    {
      id: 'sale',
      name: say('refused.sale'),
      text: ({ receipt }) => receipt,
      show: ({ receipt, till, branch_id: branch }) => (
        <>
          <b>
            <Ltr>{withDigits(receipt, language)}</Ltr>
          </b>
          <small>{say('refused.place', { branch: nameOf(branch), till: withDigits(till, language) })}</small>
        </>
      ),
    },
    {
      id: 'at',
      name: say('refused.at'),
      text: ({ paid_at: at }) => at,
      show: ({ paid_at: at }) => (
        <>
          {formatDay(new Date(at), days)}
          <small>{formatTime(new Date(at), days)}</small>
        </>
      ),
    },
    {
      id: 'total',
      name: say('refused.total'),
      isFigures: true,
      text: ({ total }) => String(total.amount),
      show: ({ total }) => moneyText(total, unit, language),
    },
    {
      id: 'reason',
      name: say('refused.reason'),
      text: ({ code, message }) => `${code}: ${message}`,
      show: (sale) => (
        <>
          <bdi>{reasonOf(sale.code, sale.message)}</bdi>
          {sale.trace_id !== null && (
            <small>
              <Ltr>{sale.trace_id}</Ltr>
            </small>
          )}
        </>
      ),
    },
    {
      id: 'state',
      name: say('refused.state'),
      text: ({ note, aside_note: aside }) => note ?? aside ?? '',
      show: (sale) => <State sale={sale} />,
    },
  ];
};

/** Sales that were paid at a till and that the club did not take, until a person has seen to them. */
export const RefusedPage = () => {
  const say = useConsoleSay();
  const may = useMay();
  const { values, set } = useFilters(['settled']);
  const isSettled = values.settled === 'yes';
  const query = { settled: isSettled ? 'true' : 'false' } as const;
  const list = useList('listRefusedSales', { query });
  const [chosen, setChosen] = useState<Refused>();
  const columns = useColumns();
  const acts: readonly ListColumn<Refused>[] =
    may('settleRefusedSale') && !isSettled
      ? [
          {
            id: 'acts',
            name: say('table.acts'),
            show: (sale) => (
              <Button small onPress={() => setChosen(sale)}>
                {say('refused.settle')}
              </Button>
            ),
          },
        ]
      : [];
  return (
    <Page
      title={say('refused.title')}
      scope={say('refused.scope')}
      acts={
        <CsvButton name="refused-sales" columns={columns} readAll={() => api.items('listRefusedSales', { query })} />
      }
    >
      <Stack>
        <div>
          <Segments
            label={say('refused.which')}
            options={[
              { id: 'no', name: say('refused.which-open') },
              { id: 'yes', name: say('refused.which-settled') },
            ]}
            value={isSettled ? 'yes' : 'no'}
            onChoose={(id) => set({ settled: id === 'yes' ? 'yes' : '' })}
          />
        </div>
        <Card isBare>
          <ListTable
            label={say('refused.title')}
            columns={[...columns, ...acts]}
            list={list}
            idOf={({ id }) => id}
            failed={say('refused.failed')}
            empty={
              <Empty
                icon={CircleCheck}
                title={say(isSettled ? 'refused.none-settled' : 'refused.none')}
                text={say('refused.none-text')}
              />
            }
          />
        </Card>
      </Stack>
      {chosen !== undefined && <Settle sale={chosen} onClose={() => setChosen(undefined)} />}
    </Page>
  );
};
