import { useQuery } from '@tanstack/react-query';
import { api } from '../../api/client.ts';
import { useClub } from '../../kit/club-settings.tsx';
import type { Option } from '../../kit/option.tsx';
import { useMay } from '../../sign-in/use-session.ts';
import { aside } from '../parts/aside.ts';
import { useBranches } from '../parts/branches.ts';

/** What the terms of promotions name by code or id, to be chosen and to be read. */
export interface Names {
  readonly tiers: readonly Option[];
  readonly branches: readonly Option[];
  readonly categories: readonly Option[];
  readonly rewards: readonly Option[];
}

export const nameIn = (options: readonly Option[], id: string): string =>
  options.find((option) => option.id === id)?.name ?? id;

const keptMs = 300_000;

/** Tiers, branches, categories and rewards of the club; what could not be read is named by its code. */
export const useNames = (): Names => {
  const may = useMay();
  const { language } = useClub();
  const { branches } = useBranches();
  const asked = { ...aside, staleTime: keptMs };
  const tiers = useQuery({ queryKey: ['tiers'], queryFn: () => api.call('getTiers'), ...asked });
  const catalogue = useQuery({
    queryKey: ['catalogue'],
    queryFn: () => api.call('getCatalogue'),
    enabled: may('getCatalogue'),
    ...asked,
  });
  const rewards = useQuery({ queryKey: ['reward-names'], queryFn: () => api.items('listRewards'), ...asked });
  return {
    tiers: (tiers.data?.tiers ?? []).map(({ code, name }) => ({ id: code, name: name || code })),
    branches: branches.map(({ id, name, code }) => ({ id, name: name || code, more: code })),
    categories: (catalogue.data?.categories ?? []).map(({ code, name_fa: fa, name_en: en }) => ({
      id: code,
      name: (language === 'fa' ? fa || en : en || fa) || code,
      more: code,
    })),
    rewards: (rewards.data ?? []).map(({ id, name, code }) => ({ id, name: name || code, more: code })),
  };
};
