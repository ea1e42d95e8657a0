import type { LedgerException } from '@vafa/client';
import { useQueryClient } from '@tanstack/react-query';
import { CircleCheck } from 'lucide-react';
import { api } from '../../api/client.ts';
import { useWrite } from '../../api/use-write.ts';
import { Button } from '../../kit/button.tsx';
import { Card } from '../../kit/card.tsx';
import { useClub, useDays } from '../../kit/club-settings.tsx';
import { Dialog } from '../../kit/dialog.tsx';
import { FormProblem } from '../../kit/form-problem.tsx';
import { formatPoints } from '../../kit/formats/counts.ts';
import { formatDay } from '../../kit/formats/dates.ts';
import { Ltr, Signed } from '../../kit/marks.tsx';
import { Empty } from '../../kit/states.tsx';
import { tellDone } from '../../kit/toast.tsx';
import { useMay } from '../../sign-in/use-session.ts';
import { CsvButton, ListTable, type ListColumn } from '../parts/list-table.tsx';
import { MemberLink } from '../parts/member-link.tsx';
import { Page } from '../parts/page.tsx';
import { useDeclined } from '../parts/use-declined.ts';
import { useList } from '../parts/use-list.ts';
import { useLedgerSay } from './say.ts';
import styles from './ledger.module.css';

interface SettleProps {
  readonly of: LedgerException;
  readonly into: 'account' | 'club';
  readonly onSettle: (into: 'account' | 'club') => void;
}

const Settle = ({ of, into, onSettle }: SettleProps) => {
  const say = useLedgerSay();
  const { language } = useClub();
  const size = BigInt(of.amount);
  const amount = formatPoints(size < 0n ? -size : size, language);
  return (
    <Dialog
      trigger={<Button small>{say(`settle.${into}`)}</Button>}
      title={say(`settle.${into}.title`, { amount })}
      text={say(`settle.${into}.text`)}
      acts={(close) => (
        <>
          <Button autoFocus onPress={close}>
            {say('settle.keep')}
          </Button>
          <Button
            kind="kill"
            onPress={() => {
              close();
              onSettle(into);
            }}
          >
            {say(`settle.${into}.do`)}
          </Button>
        </>
      )}
    />
  );
};

/** What accounts could not take, and who is to bear it. */
export const SettlePage = () => {
  const say = useLedgerSay();
  const may = useMay();
  const days = useDays();
  const queries = useQueryClient();
  const declined = useDeclined();
  const list = useList('listLedgerExceptions');
  const settle = useWrite(
    ({ of, into }: { of: LedgerException; into: 'account' | 'club' }, key) =>
      api.call('settleLedgerException', {
        body: { member_id: of.member_id, unit: of.unit, key: of.key, into },
        key,
      }),
    () => {
      tellDone(say('settle.done'));
      void queries.invalidateQueries({ queryKey: ['list', 'listLedgerExceptions'] });
    },
  );
  const columns: readonly ListColumn<LedgerException>[] = [
    {
      id: 'member',
      name: say('settle.member'),
      text: ({ member_id: id }) => id,
      show: ({ member_id: id, reference }) => (
        <span className={styles.line}>
          <MemberLink id={id} />
          <small>
            <Ltr>{reference}</Ltr>
          </small>
        </span>
      ),
    },
    {
      id: 'reason',
      name: say('settle.reason'),
      text: ({ reason }) => reason,
      show: ({ reason }) => declined(reason, reason),
    },
    {
      id: 'amount',
      name: say('settle.amount'),
      isFigures: true,
      text: ({ amount }) => String(amount),
      show: ({ amount }) => <Signed value={BigInt(amount)} />,
    },
    {
      id: 'at',
      name: say('settle.at'),
      text: ({ recorded_at: at }) => at,
      show: ({ recorded_at: at }) => formatDay(new Date(at), days),
    },
    ...(may('settleLedgerException')
      ? [
          {
            id: 'acts',
            name: say('settle.act'),
            show: (of: LedgerException) => (
              <span className={styles.acts}>
                {(['account', 'club'] as const).map((into) => (
                  <Settle key={into} of={of} into={into} onSettle={(where) => void settle.run({ of, into: where })} />
                ))}
              </span>
            ),
          },
        ]
      : []),
  ];
  return (
    <Page
      title={say('settle.title')}
      scope={say('settle.scope')}
      acts={<CsvButton name="ledger-exceptions" columns={columns} readAll={() => api.items('listLedgerExceptions')} />}
    >
      <FormProblem failure={settle.failure} />
      <Card isBare>
        <ListTable
          label={say('settle.label')}
          columns={columns}
          list={list}
          idOf={({ member_id: id, key }) => `${id} ${key}`}
          failed={say('settle.failed')}
          empty={<Empty icon={CircleCheck} title={say('settle.empty')} text={say('settle.empty.text')} />}
        />
      </Card>
    </Page>
  );
};
