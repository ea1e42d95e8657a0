import { useState } from 'react';
import { failureOf } from '../../api/failures.ts';
import { Card } from '../../kit/card.tsx';
import { useDays } from '../../kit/club-settings.tsx';
import { formatDays, formatFullDay, noonOf, withoutZone } from '../../kit/formats/dates.ts';
import { Segments } from '../../kit/segments.tsx';
import { Failed, Loading } from '../../kit/states.tsx';
import { useMay } from '../../sign-in/use-session.ts';
import { Columns, Page, Stack } from '../parts/page.tsx';
import { RightNow } from '../live/right-now.tsx';
import { useConsoleSay } from '../words/say.ts';
import { Liability, Needs } from './beside.tsx';
import { BestMembers } from './best-members.tsx';
import { BusyHours, DailySales } from './charts.tsx';
import { Figures } from './figures.tsx';
import { NothingSold } from './nothing-sold.tsx';
import { useOverview, type Span } from './use-overview.ts';

const spans = ['1', '7', '30'] as const;

/** What waits for a person, then figures, then charts. */
export const OverviewPage = () => {
  const say = useConsoleSay();
  const may = useMay();
  const days = useDays();
  const [span, setSpan] = useState<Span>(30);
  const overview = useOverview(span);
  const { error, retry, data } = overview;
  const [first = '', last = ''] = [data?.days[0], data?.days.at(-1)];
  const scope =
    data === undefined
      ? say('overview.scope')
      : span === 1
        ? say('overview.scope-today', { day: formatFullDay(noonOf(last), withoutZone(days)) })
        : say('overview.scope-days', { days: formatDays(noonOf(first), noonOf(last), withoutZone(days)) });
  return (
    <Page
      title={say('section.overview')}
      scope={scope}
      acts={
        <Segments
          label={say('overview.span')}
          options={spans.map((id) => ({ id, name: say(`overview.span-${id}`) }))}
          value={String(span)}
          onChoose={(id) => setSpan(Number(id) as Span)}
        />
      }
    >
      {data === undefined ? (
        <Card isBare>
          {error === null ? (
            <Loading lines={8} />
          ) : (
            <Failed what={say('overview.failed')} failure={failureOf(error, say)} onRetry={retry} />
          )}
        </Card>
      ) : (
        <Stack>
          <Figures data={data} />
          <Columns
            main={
              data.month.hours.length === 0 ? (
                <NothingSold />
              ) : (
                <>
                  <DailySales data={data} />
                  <BusyHours data={data} />
                </>
              )
            }
            side={
              <>
                <div data-first>
                  <Needs data={data} />
                </div>
                {may('followEvents') && <RightNow />}
                <Liability data={data} />
                <BestMembers data={data} />
              </>
            }
          />
        </Stack>
      )}
    </Page>
  );
};
