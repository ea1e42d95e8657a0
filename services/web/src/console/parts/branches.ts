import { useQuery } from '@tanstack/react-query';
import { api } from '../../api/client.ts';

/** The branches that the person sees. */
export const useBranches = () => {
  const { data = [] } = useQuery({ queryKey: ['branches'], queryFn: () => api.items('listBranches') });
  const nameOf = (id: string): string => data.find((each) => each.id === id)?.name ?? id;
  return { branches: data, nameOf };
};
