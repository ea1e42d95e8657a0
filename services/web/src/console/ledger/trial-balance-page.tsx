import type { UnitBooks } from '@vafa/client';
import { useMutation, useQuery } from '@tanstack/react-query';
import { CircleAlert, CircleCheck, Scale } from 'lucide-react';
import { api } from '../../api/client.ts';
import { failureOf } from '../../api/failures.ts';
import { Banner } from '../../kit/banner.tsx';
import { Button } from '../../kit/button.tsx';
import { Card } from '../../kit/card.tsx';
import { useClub, useDays } from '../../kit/club-settings.tsx';
import { FormProblem } from '../../kit/form-problem.tsx';
import { formatDay, noonOf, withoutZone } from '../../kit/formats/dates.ts';
import { formatNumber } from '../../kit/formats/numbers.ts';
import { Badge, Ltr, Signed } from '../../kit/marks.tsx';
import { Empty, Failed, Loading } from '../../kit/states.tsx';
import { Table } from '../../kit/table.tsx';
import { ListTable } from '../parts/list-table.tsx';
import { Columns, Page, Stack } from '../parts/page.tsx';
import { useList } from '../parts/use-list.ts';
import { useSignedIn } from '../../sign-in/use-session.ts';
import { useSayIfKnown } from '../../kit/say.ts';
import { useLedgerSay, useUnitName } from './say.ts';
import styles from './ledger.module.css';

const Unit = ({ of }: { readonly of: UnitBooks }) => {
  const say = useLedgerSay();
  const sayIfKnown = useSayIfKnown();
  const { language } = useClub();
  const { accounts, agrees, open_transfers: gifts, open_exceptions: suspended } = of;
  const unit = useUnitName()(of.unit);
  const nameOf = (place: string): string => sayIfKnown(`ledger.at.${place}`) ?? place;
  const amount = (value: number | string): string => formatNumber(BigInt(value), language);
  const open = [
    ...(gifts.count === 0 ? [] : [say('ledger.open-transfers', { count: gifts.count, amount: amount(gifts.amount) })]),
    ...(suspended.count === 0
      ? []
      : [say('ledger.open-exceptions', { count: suspended.count, amount: amount(suspended.amount) })]),
  ];
  return (
    <Card
      isBare
      title={say('ledger.unit', { unit })}
      scope={say('ledger.accounts', { count: accounts })}
      aside={<Badge tone={agrees ? 'good' : 'bad'}>{say(agrees ? 'ledger.agrees' : 'ledger.differs')}</Badge>}
    >
      <Table
        label={say('ledger.unit', { unit })}
        items={Object.entries(of.books).map(([id, value]) => ({ id, value }))}
        columns={[
          { id: 'place', name: say('ledger.place'), show: ({ id }) => nameOf(id) },
          {
            id: 'amount',
            name: say('ledger.amount'),
            isFigures: true,
            show: ({ value }) => <Signed value={BigInt(value)} />,
          },
        ]}
        foot={open.length === 0 ? say('ledger.nothing-open') : open.join(' · ')}
      />
    </Card>
  );
};

const Verification = () => {
  const say = useLedgerSay();
  const { language } = useClub();
  const verify = useMutation({ mutationFn: () => api.call('verifyLedger') });
  const { data } = verify;
  const number = (value: number): string => formatNumber(value, language);
  return (
    <Card title={say('verify.title')} scope={say('verify.scope')}>
      <div className={styles.stack}>
        <Button busy={verify.isPending ? say('verify.running') : undefined} onPress={() => verify.mutate()}>
          {say('verify.run')}
        </Button>
        {verify.error !== null && <FormProblem failure={failureOf(verify.error, say)} />}
        {data?.findings.length === 0 && (
          <Banner tone="good" icon={CircleCheck} title={say('verify.clean')}>
            {say('verify.clean.text', { accounts: number(data.accounts), entries: number(data.entries) })}
          </Banner>
        )}
        {data !== undefined && data.findings.length > 0 && (
          <Banner tone="bad" icon={CircleAlert} title={say('verify.found', { count: data.findings.length })}>
            {data.findings.slice(0, 20).map(({ account, code }) => (
              <span key={`${account} ${code}`} className={styles.line}>
                <Ltr>{`${account}: ${code}`}</Ltr>
              </span>
            ))}
          </Banner>
        )}
        {data !== undefined && (
          <p className={styles.hash}>
            {say('verify.root')} <bdi dir="ltr">{data.root}</bdi>
          </p>
        )}
      </div>
    </Card>
  );
};

const Roots = () => {
  const say = useLedgerSay();
  const days = useDays();
  const { language } = useClub();
  const list = useList('listLedgerRoots');
  return (
    <Card isBare title={say('roots.title')} scope={say('roots.scope')}>
      <ListTable
        label={say('roots.title')}
        list={list}
        idOf={({ day }) => day}
        failed={say('roots.failed')}
        empty={<Empty icon={Scale} title={say('roots.empty')} text={say('roots.empty.text')} />}
        columns={[
          { id: 'day', name: say('roots.day'), show: ({ day }) => formatDay(noonOf(day), withoutZone(days)) },
          {
            id: 'accounts',
            name: say('roots.accounts'),
            isFigures: true,
            show: ({ accounts }) => formatNumber(accounts, language),
          },
          { id: 'root', name: say('roots.root'), show: ({ root }) => <Ltr>{`${root.slice(0, 12)}…`}</Ltr> },
        ]}
      />
    </Card>
  );
};

/** What stands where in the ledger, whether it adds up, and what proves it. */
export const TrialBalancePage = () => {
  const say = useLedgerSay();
  const { person } = useSignedIn();
  const { data, error, refetch } = useQuery({
    queryKey: ['trial-balance'],
    queryFn: () => api.call('getTrialBalance'),
  });
  const isAdministrator = person.roles.includes('administrator');
  const main = (): React.ReactNode => {
    if (data === undefined)
      return (
        <Card isBare>
          {error === null ? (
            <Loading lines={10} />
          ) : (
            <Failed what={say('ledger.failed')} failure={failureOf(error, say)} onRetry={() => void refetch()} />
          )}
        </Card>
      );
    if (data.units.length === 0)
      return (
        <Card isBare>
          <Empty icon={Scale} title={say('ledger.empty')} text={say('ledger.empty.text')} />
        </Card>
      );
    return data.units.map((unit) => <Unit key={unit.unit} of={unit} />);
  };
  return (
    <Page title={say('ledger.title')} scope={say('ledger.scope')}>
      <Columns
        main={<Stack>{main()}</Stack>}
        side={
          isAdministrator && (
            <Stack>
              <Verification />
              {person.club_id === null && <Roots />}
            </Stack>
          )
        }
      />
    </Page>
  );
};
