import { NotReachable, type AnswerOf, type ItemOf } from '@vafa/client';
import { useQuery, useQueryClient, type UseQueryResult } from '@tanstack/react-query';
import { api } from '../api/client.ts';
import { keep, keptOf } from './kept.ts';

/** What is read, and when it was so. Without network it is what was seen last. */
export type Seen<T> = Pick<UseQueryResult<T>, 'data' | 'error' | 'refetch'> & {
  /** Set when it could not be read anew. */
  readonly since: Date | undefined;
};

const useSeen = <T>(what: string, read: () => Promise<T>): Seen<T> => {
  const kept = keptOf<T>(`me/${what}`);
  const { data, error, refetch, dataUpdatedAt } = useQuery({
    queryKey: ['me', what],
    queryFn: async () => {
      const value = await read();
      keep(`me/${what}`, value);
      return value;
    },
    ...(kept && { initialData: kept.value, initialDataUpdatedAt: kept.at }),
    networkMode: 'always',
    // What is kept may be a second old, and the network gone since.
    refetchOnMount: 'always',
    retry: (failed, failure) => failed < 1 && !(failure instanceof NotReachable),
  });
  return { data, error, refetch, since: error && data !== undefined ? new Date(dataUpdatedAt) : undefined };
};

export type Me = AnswerOf<'getMe'>;
export type Reward = ItemOf<'listRewardsForMe'>;
export type Voucher = ItemOf<'listMyVouchers'>;
export type Entry = ItemOf<'getMyStatement'>;
export type MySurvey = ItemOf<'listMySurveys'>;
export type Complaint = ItemOf<'listMyComplaints'>;
export type Rule = ItemOf<'listRulesForMe'>;

export const useMe = () => useSeen('me', () => api.call('getMe'));
export const useTier = () => useSeen('tier', () => api.call('getMyTier'));
export const useRewards = () => useSeen('rewards', () => api.items('listRewardsForMe'));
export const useVouchers = () => useSeen('vouchers', () => api.items('listMyVouchers'));
export const useSurveys = () => useSeen('surveys', () => api.items('listMySurveys'));
export const useComplaints = () => useSeen('complaints', () => api.items('listMyComplaints'));
export const useRules = () =>
  useSeen('rules', async () => {
    const [rules, tiers, units] = await Promise.all([
      api.items('listRulesForMe'),
      api.call('getTiersForMe'),
      api.call('listUnitsForMe'),
    ]);
    return { rules, tiers, units: units.items };
  });
/** Balances of points: what may be spent, and what comes later. */
export const usePoints = () =>
  useSeen('accounts', async () => {
    const { items } = await api.call('getMyAccounts');
    const points = items.find(({ unit }) => unit === 'points');
    return { available: Number(points?.available ?? 0), pending: Number(points?.pending ?? 0) };
  });
/** The first page of the statement; more is read as it is asked for. */
export const useStatement = () => useSeen('statement', () => api.call('getMyStatement', { query: { page_size: 50 } }));

/** What was read is read anew: something was done that changes it. */
export const useRenew = (): ((...what: readonly string[]) => void) => {
  const client = useQueryClient();
  return (...what) => {
    for (const each of what) void client.invalidateQueries({ queryKey: ['me', each] });
  };
};
