import { KeyRound } from 'lucide-react';
import type { Place } from '../place.ts';

export const outboxPlaces: readonly Place[] = [
  {
    path: '/outbox',
    section: 'members',
    name: 'outbox.title',
    keywords: 'outbox sign-in codes one-time message کد ورود یک‌بارمصرف پیامک صندوق خروجی',
    icon: KeyRound,
    asks: 'listOutbox',
    shown: 'tab',
    load: async () => (await import('./outbox-page.tsx')).OutboxPage,
  },
];
