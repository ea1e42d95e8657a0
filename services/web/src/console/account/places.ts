import { CircleUserRound } from 'lucide-react';
import type { Place } from '../place.ts';

export const accountPlaces: readonly Place[] = [
  {
    path: '/account',
    name: 'account.title',
    keywords: 'account profile password language theme dark رمز زبان پوسته تیره حساب من',
    icon: CircleUserRound,
    asks: 'getSignIn',
    shown: 'none',
    load: async () => (await import('./account-page.tsx')).AccountPage,
  },
];
