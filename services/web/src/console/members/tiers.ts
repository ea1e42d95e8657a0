import { useQuery } from '@tanstack/react-query';
import { aside } from '../parts/aside.ts';
import { api } from '../../api/client.ts';

export const useMemberTier = (memberId: string) =>
  useQuery({
    queryKey: ['member', memberId, 'tier'],
    queryFn: () => api.call('getMemberTier', { path: { member_id: memberId } }),
  });

/** Codes of the club's tiers, lowest first. */
export const useTiers = (): readonly string[] => {
  const { data } = useQuery({ queryKey: ['tiers'], queryFn: () => api.call('getTiers'), ...aside, staleTime: 300_000 });
  return (data?.tiers ?? []).map(({ code }) => code);
};

type Rank = 1 | 2 | 3 | 4;

/** Tiers that are called after a metal look like it. */
const metals: Readonly<Record<string, Rank>> = { bronze: 1, silver: 2, gold: 3 };

/** Which of the four looks of a tier it has: that of its metal, else by its place among the others. */
export const rankOf = (code: string, tiers: readonly string[]): Rank => {
  const metal = metals[code];
  if (metal !== undefined) return metal;
  const at = tiers.indexOf(code);
  const share = tiers.length < 2 || at < 0 ? 0 : at / (tiers.length - 1);
  return (1 + Math.round(share * 3)) as Rank;
};
