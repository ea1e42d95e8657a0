import { Gift, TicketCheck } from 'lucide-react';
import type { Act, Place } from '../place.ts';

export const rewardsPlaces: readonly Place[] = [
  {
    path: '/rewards',
    section: 'rewards',
    name: 'rewards.title',
    keywords: 'rewards redeem gifts جایزه هدیه خرج امتیاز',
    icon: Gift,
    asks: 'listRewards',
    shown: 'tab',
    load: async () => (await import('./rewards-page.tsx')).RewardsPage,
  },
  {
    path: '/rewards/vouchers',
    section: 'rewards',
    name: 'vouchers.title',
    keywords: 'voucher code look up use cancel بن کد لغو',
    icon: TicketCheck,
    asks: 'getVoucher',
    shown: 'tab',
    load: async () => (await import('./vouchers-page.tsx')).VouchersPage,
  },
];

export const rewardActs: readonly Act[] = [
  {
    name: 'rewards.new',
    keywords: 'new reward جایزهٔ تازه',
    icon: Gift,
    asks: 'createReward',
    to: '/rewards',
    search: { form: 'new' },
  },
];
