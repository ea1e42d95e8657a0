import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../api/client.ts';
import { failureOf } from '../../api/failures.ts';
import { orMissing } from '../../api/or-missing.ts';
import { Button } from '../../kit/button.tsx';
import { Card } from '../../kit/card.tsx';
import { useClub } from '../../kit/club-settings.tsx';
import { FormProblem } from '../../kit/form-problem.tsx';
import { formatNumber } from '../../kit/formats/numbers.ts';
import { useMay } from '../../sign-in/use-session.ts';
import { MemberLink } from '../parts/member-link.tsx';
import { useConsoleSay } from '../words/say.ts';
import type { Overview } from './use-overview.ts';
import styles from './overview.module.css';

/** Null of who has none, or is in the club no more. */
const nameOf = async (id: string): Promise<string | null> =>
  (await orMissing(api.call('getMember', { path: { member_id: id } })))?.name ?? null;

/** Names by id; each is one look at a member, as if the member were opened. */
const useNames = (ids: readonly string[], isAsked: boolean) =>
  useQuery({
    queryKey: ['names', ids],
    enabled: isAsked,
    retry: false,
    queryFn: async () => new Map(await Promise.all(ids.map(async (id) => [id, await nameOf(id)] as const))),
  });

/** Who has most to spend. The overview opens without names: it is open all day, and a name is a look at a member. */
export const BestMembers = ({ data: { summary } }: { readonly data: Overview }) => {
  const say = useConsoleSay();
  const may = useMay();
  const { language } = useClub();
  const [isAsked, setAsked] = useState(false);
  const best = summary.best_members;
  const names = useNames(
    best.map(({ member_id: id }) => id),
    isAsked && may('getMember'),
  );
  if (best.length === 0) return null;
  return (
    <Card title={say('overview.best')} scope={say('overview.best-scope')}>
      <dl className={styles.rows}>
        {best.map(({ member_id: id, external_id: external, points }) => (
          <div key={id}>
            <dt>
              <MemberLink id={id} external={external} known={names.data?.get(id) ?? undefined} />
            </dt>
            <dd>{formatNumber(BigInt(points), language)}</dd>
          </div>
        ))}
      </dl>
      {may('getMember') && names.data === undefined && (
        <>
          <FormProblem failure={names.error === null ? undefined : failureOf(names.error, say)} />
          <p className={styles.hint}>{say('overview.best-noted')}</p>
          <Button
            small
            onPress={() => (isAsked ? void names.refetch() : setAsked(true))}
            busy={names.isFetching ? say('overview.best-naming') : undefined}
          >
            {say('overview.best-names')}
          </Button>
        </>
      )}
    </Card>
  );
};
