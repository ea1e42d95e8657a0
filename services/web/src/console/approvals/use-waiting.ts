import { useQuery } from '@tanstack/react-query';
import { api } from '../../api/client.ts';
import { aside } from '../parts/aside.ts';
import { useMay } from '../../sign-in/use-session.ts';

const freshMs = 60_000;

/** How many requests wait for this person to decide them; asked anew each minute. */
export const useWaiting = (): number => {
  const may = useMay();
  const { data = 0 } = useQuery({
    queryKey: ['list', 'listApprovals', 'waiting'],
    queryFn: async () => {
      const { items } = await api.call('listApprovals', { query: { state: 'pending' } });
      return items.filter(({ may_decide: mayDecide }) => mayDecide).length;
    },
    enabled: may('listApprovals'),
    refetchInterval: freshMs,
    ...aside,
  });
  return data;
};
