import { useQuery } from '@tanstack/react-query';
import { aside } from './aside.ts';
import { api } from '../../api/client.ts';

/** Of the id of a branch that the person does not see. */
const shownEnd = 6;

/** The branches that the person sees; none while they are read, or when that failed. */
export const useBranches = () => {
  const { data = [], isFetching } = useQuery({
    queryKey: ['branches'],
    queryFn: () => api.items('listBranches'),
    ...aside,
  });
  const nameOf = (id: string): string => {
    const found = data.find((each) => each.id === id);
    return found === undefined ? `…${id.slice(-shownEnd)}` : found.name || found.code;
  };
  return { branches: data, isReading: isFetching && data.length === 0, nameOf };
};
