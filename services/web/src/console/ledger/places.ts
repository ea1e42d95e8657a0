import { Landmark, MailWarning, Scale, TriangleAlert } from 'lucide-react';
import { readLook } from '../../kit/look.ts';
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
    isOfAllClubs: true,
    shown: 'tab',
    load: async () => {
      const isPersian = readLook().language === 'fa';
      const [{ deadLettersRoom }, events, reasons] = await Promise.all([
        import('./dead-letters-page.tsx'),
        isPersian
          ? import('./event-words-fa.ts').then(({ eventWordsFa }) => eventWordsFa)
          : import('./event-words-en.ts').then(({ eventWordsEn }) => eventWordsEn),
        isPersian
          ? import('./letter-reasons-fa.ts').then(({ letterReasonsFa }) => letterReasonsFa)
          : import('./letter-reasons-en.ts').then(({ letterReasonsEn }) => letterReasonsEn),
      ]);
      return deadLettersRoom({ events, reasons });
    },
  },
];
