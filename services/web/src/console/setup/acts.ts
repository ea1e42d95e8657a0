import { Store } from 'lucide-react';
import type { Act } from '../place.ts';

export const setupActs: readonly Act[] = [
  {
    name: 'setup.begin',
    keywords: 'setup new club first run start begin راه‌اندازی باشگاه تازه شروع',
    icon: Store,
    asks: 'createClub',
    to: '/setup',
  },
];
