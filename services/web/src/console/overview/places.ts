import { LayoutDashboard } from 'lucide-react';
import type { Place } from '../place.ts';

export const overviewPlaces: readonly Place[] = [
  {
    path: '/',
    section: 'overview',
    name: 'section.overview',
    keywords: 'overview dashboard home figures نما داشبورد خانه آمار پیشخوان',
    icon: LayoutDashboard,
    asks: 'getSummary',
    shown: 'tab',
    load: async () => (await import('./overview-page.tsx')).OverviewPage,
  },
];
