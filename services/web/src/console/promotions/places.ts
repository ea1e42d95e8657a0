import { Megaphone } from 'lucide-react';
import type { Act, Place } from '../place.ts';
import { withTexts } from './with-texts.tsx';

export const promotionsPlaces: readonly Place[] = [
  {
    path: '/promotions',
    section: 'promotions',
    name: 'promos.title',
    keywords: 'promotions discounts campaign offers کمپین تخفیف جشنواره پیشنهاد',
    icon: Megaphone,
    asks: 'listPromotions',
    shown: 'tab',
    load: () => withTexts(async () => (await import('./promotions-page.tsx')).PromotionsPage),
  },
  {
    path: '/promotions/new',
    section: 'promotions',
    name: 'promos.new',
    keywords: '',
    icon: Megaphone,
    asks: 'createPromotion',
    shown: 'none',
    load: () => withTexts(async () => (await import('./editor/new-page.tsx')).NewPage),
  },
  {
    path: '/promotions/$promotion/edit',
    section: 'promotions',
    name: 'promos.title',
    keywords: '',
    icon: Megaphone,
    asks: 'savePromotion',
    shown: 'none',
    load: () => withTexts(async () => (await import('./editor/edit-page.tsx')).EditPage),
  },
  {
    path: '/promotions/$promotion',
    section: 'promotions',
    name: 'promos.title',
    keywords: '',
    icon: Megaphone,
    asks: 'getPromotion',
    shown: 'none',
    load: () => withTexts(async () => (await import('./promotion-page.tsx')).PromotionPage),
  },
];

export const promotionActs: readonly Act[] = [
  {
    name: 'promos.new',
    keywords: 'new promotion discount کمپین تازه تخفیف',
    icon: Megaphone,
    asks: 'createPromotion',
    to: '/promotions/new',
  },
];
