import { useQuery } from '@tanstack/react-query';
import { api } from '../../api/client.ts';
import { failureOf } from '../../api/failures.ts';
import { Card, KeyValues } from '../../kit/card.tsx';
import { useClub, useDays } from '../../kit/club-settings.tsx';
import { formatPoints } from '../../kit/formats/counts.ts';
import { formatDay, lastMomentBefore } from '../../kit/formats/dates.ts';
import { Failed, Loading } from '../../kit/states.tsx';
import { useConsoleSay } from '../words/say.ts';

/** So many moments are told at most. */
const toldMost = 12;

/** How many points are gone after which day, unless they are spent before. */
export const ExpiringCard = ({ memberId }: { readonly memberId: string }) => {
  const say = useConsoleSay();
  const days = useDays();
  const { language } = useClub();
  const { data, error, refetch } = useQuery({
    queryKey: ['member', memberId, 'expiring'],
    queryFn: async () => (await api.call('listMemberExpiring', { path: { member_id: memberId } })).items,
  });
  const ends = data?.filter(({ unit }) => unit === 'points');
  return (
    <Card title={say('expiring.title')} scope={say('expiring.scope')} isBare={ends === undefined}>
      {ends === undefined ? (
        error === null ? (
          <Loading lines={2} />
        ) : (
          <Failed what={say('expiring.failed')} failure={failureOf(error, say)} onRetry={() => void refetch()} />
        )
      ) : ends.length === 0 ? (
        <p>{say('expiring.none')}</p>
      ) : (
        <>
          <KeyValues
            rows={ends.map(({ at, amount }) => [
              say('expiring.until', { day: formatDay(lastMomentBefore(at), days) }),
              formatPoints(BigInt(amount), language),
            ])}
          />
          {ends.length === toldMost && <small>{say('expiring.first', { count: toldMost })}</small>}
        </>
      )}
    </Card>
  );
};
