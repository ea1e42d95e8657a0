import { useQuery } from '@tanstack/react-query';
import { Cake, PartyPopper } from 'lucide-react';
import { api } from '../../api/client.ts';
import { Icon } from '../../kit/icon.tsx';
import { useMay } from '../../sign-in/use-session.ts';
import { useConsoleSay } from '../words/say.ts';
import styles from './profile.module.css';

const icons = { birthday: Cake, joining: PartyPopper } as const;

/**
 * What there is to congratulate on within a week, as the till says it. Membership decides that; a page that cannot read
 * it says nothing.
 */
export const Occasions = ({ memberId }: { readonly memberId: string }) => {
  const say = useConsoleSay();
  const may = useMay();
  const { data } = useQuery({
    queryKey: ['member', memberId, 'card'],
    enabled: may('findMemberCards'),
    queryFn: async () => (await api.call('findMemberCards', { query: { member_id: memberId } })).items,
  });
  const occasions = data?.[0]?.occasions ?? [];
  if (occasions.length === 0) return null;
  return (
    <ul className={styles.occasions} aria-label={say('occasion.title')}>
      {occasions.map(({ kind, in_days: days }) => (
        <li key={kind} data-now={days === 0 || undefined}>
          <Icon of={icons[kind]} size="sm" />
          {days < 0 ? say(`occasion.${kind}-ago`, { days: -days }) : say(`occasion.${kind}-in`, { days })}
        </li>
      ))}
    </ul>
  );
};
