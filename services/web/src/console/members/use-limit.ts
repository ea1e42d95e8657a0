import { useQuery } from '@tanstack/react-query';
import { aside } from '../parts/aside.ts';
import { api } from '../../api/client.ts';

/** What one person may adjust alone; undefined: as much as is wanted. */
export const useLimit = (): number | undefined => {
  const { data } = useQuery({ queryKey: ['units', 'edit'], queryFn: () => api.call('listUnits'), ...aside });
  const above = data?.items.find(({ unit }) => unit === 'points')?.approval_above;
  return above === undefined ? undefined : Number(above);
};
