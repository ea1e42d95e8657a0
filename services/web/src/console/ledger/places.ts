import { Landmark, MailWarning, Scale, TriangleAlert } from 'lucide-react';
import type { Place } from '../place.ts';

export const ledgerPlaces: readonly Place[] = [
  {
    path: '/ledger',
    section: 'ledger',
    name: 'ledger.title',
    keywords: 'ledger trial balance verify roots دفتر تراز راستی‌آزمایی',
    icon: Scale,
    asks: 'getTrialBalance',
    shown: 'tab',
    load: async () => (await import('./trial-balance-page.tsx')).TrialBalancePage,
  },
  {
    path: '/ledger/liability',
    section: 'ledger',
    name: 'liability.title',
    keywords: 'liability cost expiring points تعهد هزینه انقضا',
    icon: Landmark,
    asks: 'measureLiability',
    shown: 'tab',
    load: async () => (await import('./liability-page.tsx')).LiabilityPage,
  },
  {
    path: '/ledger/exceptions',
    section: 'ledger',
    name: 'settle.title',
    keywords: 'exceptions suspense settle معلق رسیدگی',
    icon: TriangleAlert,
    asks: 'listLedgerExceptions',
    shown: 'tab',
    load: async () => (await import('./settle-page.tsx')).SettlePage,
  },
  {
    path: '/ledger/dead-letters',
    section: 'ledger',
    name: 'letters.title',
    keywords: 'dead letters events replay رویداد مانده اجرا',
    icon: MailWarning,
    asks: 'listDeadLetters',
    shown: 'tab',
    load: async () => (await import('./dead-letters-page.tsx')).DeadLettersPage,
  },
];
