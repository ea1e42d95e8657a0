import { useQuery } from '@tanstack/react-query';
import { api } from '../../api/client.ts';
import { failureOf } from '../../api/failures.ts';
import { Card } from '../../kit/card.tsx';
import { useClub } from '../../kit/club-settings.tsx';
import { BarRows } from '../../kit/charts/bar-rows.tsx';
import { formatLargeMoney } from '../../kit/formats/money.ts';
import { formatNumber } from '../../kit/formats/numbers.ts';
import { Failed, Loading } from '../../kit/states.tsx';
import { Stats } from '../../kit/stat.tsx';
import { Columns, Page, Stack } from '../parts/page.tsx';
import { useConsoleSay } from '../words/say.ts';

const Figures = () => {
  const say = useConsoleSay();
  const { language, money } = useClub();
  const { data, error, refetch } = useQuery({ queryKey: ['summary'], queryFn: () => api.call('getSummary') });
  if (error !== null)
    return <Failed what={say('overview.failed')} failure={failureOf(error, say)} onRetry={() => void refetch()} />;
  if (data === undefined) return <Loading />;
  const number = (value: number | string): string => formatNumber(BigInt(value), language);
  const liability = formatLargeMoney(data.liability, money, language);
  return (
    <Stack>
      <Stats
        stats={[
          { name: say('overview.members'), value: number(data.members), more: say('overview.members-more') },
          {
            name: say('overview.sales'),
            value: number(data.sales),
            more: say('overview.sales-more', { count: number(data.sales_without_member) }),
          },
          { name: say('overview.returns'), value: number(data.returns), more: say('overview.returns-more') },
          {
            name: say('overview.accrued'),
            value: number(data.points_accrued),
            more: say('overview.accrued-more', { count: number(data.points_burned) }),
            kind: 'points',
          },
          {
            name: say('overview.liability'),
            value: liability.number,
            unit: liability.unit,
            more: say('overview.liability-more', { count: number(data.points_outstanding) }),
          },
        ]}
      />
      <Columns
        main={
          <Card title={say('overview.best')} scope={say('overview.best-scope')}>
            <BarRows
              kind="points"
              rows={data.best_members.map(({ member_id: id, external_id: name, points }) => ({
                name: name ?? id,
                value: Number(points),
                shown: number(points),
              }))}
            />
          </Card>
        }
        side={
          <Card title={say('overview.exceptions')} scope={say('overview.exceptions-scope')}>
            <p>{number(data.exceptions)}</p>
          </Card>
        }
      />
    </Stack>
  );
};

/** What waits for a person, then figures. */
export const OverviewPage = () => {
  const say = useConsoleSay();
  return (
    <Page title={say('section.overview')} scope={say('overview.scope')}>
      <Figures />
    </Page>
  );
};
