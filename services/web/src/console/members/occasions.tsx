import { useQuery } from '@tanstack/react-query';
import { api } from '../../api/client.ts';
import { Occasion } from '../../kit/occasion.tsx';
import { useMay } from '../../sign-in/use-session.ts';
import { useConsoleSay } from '../words/say.ts';
import { aside } from '../parts/aside.ts';
import styles from './profile.module.css';

/**
 * What there is to congratulate on within a week, as the till says it. Membership decides that; a page that cannot read
 * it says nothing.
 */
export const Occasions = ({ memberId }: { readonly memberId: string }) => {
  const say = useConsoleSay();
  const may = useMay();
  const { data } = useQuery({
    queryKey: ['member', memberId, 'card'],
    ...aside,
    enabled: may('findMemberCards'),
    queryFn: async () => (await api.call('findMemberCards', { query: { member_id: memberId } })).items,
  });
  const occasions = data?.[0]?.occasions ?? [];
  if (occasions.length === 0) return null;
  return (
    <ul className={styles.occasions} aria-label={say('occasion.title')}>
      {occasions.map(({ kind, in_days: days }) => (
        <Occasion key={kind} kind={kind} days={days} />
      ))}
    </ul>
  );
};
