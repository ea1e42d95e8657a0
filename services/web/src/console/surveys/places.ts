import { ClipboardList, Layers } from 'lucide-react';
import type { Place } from '../place.ts';

export const surveysPlaces: readonly Place[] = [
  {
    path: '/surveys',
    section: 'surveys',
    name: 'surveys.title',
    keywords: 'surveys nps questions نظرسنجی پرسش رضایت',
    icon: ClipboardList,
    asks: 'listSurveys',
    shown: 'tab',
    load: async () => (await import('./surveys-page.tsx')).SurveysPage,
  },
  {
    path: '/tiers',
    section: 'rules',
    name: 'tiers.title',
    keywords: 'tiers levels gold silver سطح طلایی نقره‌ای',
    icon: Layers,
    asks: 'setTiers',
    shown: 'tab',
    load: async () => (await import('./tiers-page.tsx')).TiersPage,
  },
];
