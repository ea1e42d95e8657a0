import type { AnswerOf, Asked, ItemOf, ListId } from '@vafa/client';
import { useInfiniteQuery } from '@tanstack/react-query';
import { api } from '../../api/client.ts';

const rowsPerPage = 50;

export interface List<Item> {
  /** All that were read so far; undefined until the first page is there. */
  readonly items: readonly Item[] | undefined;
  readonly error: unknown;
  readonly retry: () => void;
  /** Whether it is being read, for the first time or anew. */
  readonly isReading?: boolean;
  /** Reads the next page; undefined when there is none. */
  readonly more: (() => void) | undefined;
  readonly isReadingMore: boolean;
}

/** A list of the gateway, page by page: it is not known how long it is. */
export const useList = <Id extends ListId>(
  id: Id,
  asked: Pick<Asked<Id>, 'query' | 'path'> | Record<string, never> = {},
  isEnabled = true,
): List<ItemOf<Id>> => {
  const read = useInfiniteQuery({
    queryKey: ['list', id, asked],
    enabled: isEnabled,
    initialPageParam: '',
    queryFn: async ({ pageParam, signal }) => {
      const query = { ...asked.query, page_size: rowsPerPage, ...(pageParam !== '' && { page_token: pageParam }) };
      const ask = api.call.bind(api) as unknown as (id: Id, asked: object) => Promise<AnswerOf<Id>>;
      return (await ask(id, { ...asked, query, signal })) as AnswerOf<Id> & {
        readonly items: readonly ItemOf<Id>[];
        readonly next_page_token: string;
      };
    },
    getNextPageParam: ({ next_page_token: token }) => (token === '' ? undefined : token),
  });
  return {
    items: read.data?.pages.flatMap(({ items }) => items),
    error: read.error,
    retry: () => void read.refetch(),
    isReading: read.isFetching && !read.isFetchingNextPage,
    more: read.hasNextPage ? () => void read.fetchNextPage() : undefined,
    isReadingMore: read.isFetchingNextPage,
  };
};
