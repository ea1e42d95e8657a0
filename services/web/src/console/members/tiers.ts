import { useQuery } from '@tanstack/react-query';
import { api } from '../../api/client.ts';

export const useMemberTier = (memberId: string) =>
  useQuery({
    queryKey: ['member', memberId, 'tier'],
    queryFn: () => api.call('getMemberTier', { path: { member_id: memberId } }),
  });

/** Codes of the club's tiers, lowest first. */
export const useTiers = (): readonly string[] => {
  const { data } = useQuery({ queryKey: ['tiers'], queryFn: () => api.call('getTiers'), staleTime: 300_000 });
  return (data?.tiers ?? []).map(({ code }) => code);
};

type Rank = 1 | 2 | 3 | 4;

/** Which of the four looks of a tier it has: the highest of the club has the highest. */
export const rankOf = (code: string, tiers: readonly string[]): Rank => {
  const at = tiers.indexOf(code);
  const share = tiers.length < 2 || at < 0 ? 0 : at / (tiers.length - 1);
  return (1 + Math.round(share * Math.min(3, Math.max(0, tiers.length - 1)))) as Rank;
};
