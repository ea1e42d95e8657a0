import type { MemberLiability, UnitLiability } from '@vafa/client';
import { useQuery } from '@tanstack/react-query';
import { Landmark } from 'lucide-react';
import { api } from '../../api/client.ts';
import { failureOf } from '../../api/failures.ts';
import { Card } from '../../kit/card.tsx';
import { BarRows } from '../../kit/charts/bar-rows.tsx';
import { useClub, useDays } from '../../kit/club-settings.tsx';
import { formatEnds, formatMonth, noonOf, withoutZone } from '../../kit/formats/dates.ts';
import { dayMs } from '../../kit/formats/spans.ts';
import { formatLargeMoney } from '../../kit/formats/money.ts';
import { formatNumber, formatPercent } from '../../kit/formats/numbers.ts';
import { Empty, Failed, Loading } from '../../kit/states.tsx';
import { Stats } from '../../kit/stat.tsx';
import { CsvButton, ListTable, type ListColumn } from '../parts/list-table.tsx';
import { MemberLink } from '../parts/member-link.tsx';
import { Page, Stack } from '../parts/page.tsx';
import { useList } from '../parts/use-list.ts';
import { useLedgerSay, useUnitName } from './say.ts';

const monthText = /^\d{4}-\d{2}$/;

const Unit = ({ of }: { readonly of: UnitLiability }) => {
  const say = useLedgerSay();
  const days = useDays();
  const unitName = useUnitName();
  const { language, money } = useClub();
  const number = (value: number | string): string => formatNumber(BigInt(value), language);
  /** The ledger counts by Gregorian months; in another calendar the days that one spans are told. */
  const monthName = (month: string): string => {
    const first = noonOf(`${month}-01`);
    const shown = withoutZone(days);
    if (days.calendar === 'gregorian') return formatMonth(first, shown);
    const last = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 1) - dayMs / 2);
    const [from, to] = formatEnds(first, last, shown);
    return say('liability.month', { from, to });
  };
  const cost = of.cost === null ? undefined : formatLargeMoney(of.cost, money, language);
  return (
    <Stack>
      <Stats
        stats={[
          ...(cost === undefined
            ? []
            : [
                {
                  name: say('liability.cost'),
                  value: cost.number,
                  unit: cost.unit,
                  more: say('ledger.unit', { unit: unitName(of.unit) }),
                },
              ]),
          {
            name: say('liability.outstanding'),
            value: number(of.outstanding),
            more: say('liability.pending', { amount: number(of.pending) }),
            kind: 'points',
          },
          {
            name: say('liability.expired'),
            value: number(of.expired),
            more: say('liability.share', { share: formatPercent(Math.round(of.expired_share * 1_000) / 10, language) }),
          },
          {
            name: say('liability.accounts'),
            value: number(of.accounts),
            more: say('liability.accounts.more'),
          },
        ]}
      />
      {of.months.length > 0 && (
        <Card title={say('liability.months')} scope={say('liability.months.scope')}>
          <BarRows
            kind="points"
            rows={of.months.map(({ month, amount }) => ({
              id: month,
              name: monthText.test(month) ? monthName(month) : say('liability.never'),
              value: Number(amount),
              shown: number(amount),
            }))}
          />
        </Card>
      )}
    </Stack>
  );
};

const useColumns = (): readonly ListColumn<MemberLiability>[] => {
  const say = useLedgerSay();
  const { language } = useClub();
  const figure = (id: 'available' | 'pending' | 'outstanding' | 'owed', name: string): ListColumn<MemberLiability> => ({
    id,
    name,
    isFigures: true,
    text: (member) => String(member[id]),
    show: (member) => formatNumber(BigInt(member[id]), language),
  });
  return [
    {
      id: 'member',
      name: say('liability.member'),
      text: ({ member_id: id }) => id,
      show: ({ member_id: id }) => <MemberLink id={id} />,
    },
    figure('available', say('ledger.at.available')),
    figure('pending', say('ledger.at.pending')),
    figure('outstanding', say('liability.outstanding')),
    figure('owed', say('liability.owed')),
  ];
};

/** What the outstanding points cost, when they expire, and who holds them. */
export const LiabilityPage = () => {
  const say = useLedgerSay();
  const columns = useColumns();
  const { data, error, refetch } = useQuery({ queryKey: ['liability'], queryFn: () => api.call('measureLiability') });
  const members = useList('listMemberLiabilities');
  return (
    <Page
      title={say('liability.title')}
      scope={say('liability.scope')}
      acts={<CsvButton name="liability" columns={columns} readAll={() => api.items('listMemberLiabilities')} />}
    >
      <Stack>
        {data === undefined ? (
          <Card isBare>
            {error === null ? (
              <Loading />
            ) : (
              <Failed what={say('liability.failed')} failure={failureOf(error, say)} onRetry={() => void refetch()} />
            )}
          </Card>
        ) : (
          data.units.map((unit) => <Unit key={unit.unit} of={unit} />)
        )}
        <Card isBare title={say('liability.members')} scope={say('liability.members.scope')}>
          <ListTable
            label={say('liability.members')}
            columns={columns}
            list={members}
            idOf={({ member_id: id, unit }) => `${id} ${unit}`}
            failed={say('liability.members.failed')}
            empty={
              <Empty
                icon={Landmark}
                title={say('liability.members.empty')}
                text={say('liability.members.empty.text')}
              />
            }
          />
        </Card>
      </Stack>
    </Page>
  );
};
