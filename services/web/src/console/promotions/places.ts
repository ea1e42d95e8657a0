import { Megaphone } from 'lucide-react';
import type { Act, Place } from '../place.ts';
import { withTexts } from '../parts/with-texts.tsx';
import { promotionsTexts } from './texts.ts';

export const promotionsPlaces: readonly Place[] = [
  {
    path: '/promotions',
    section: 'promotions',
    name: 'promos.title',
    keywords: 'promotions discounts campaign offers کمپین تخفیف جشنواره پیشنهاد',
    icon: Megaphone,
    asks: 'listPromotions',
    shown: 'tab',
    load: () => withTexts(async () => (await import('./promotions-page.tsx')).PromotionsPage, promotionsTexts),
  },
  {
    path: '/promotions/new',
    section: 'promotions',
    name: 'promos.new',
    keywords: '',
    icon: Megaphone,
    asks: 'createPromotion',
    shown: 'none',
    load: () => withTexts(async () => (await import('./editor/new-page.tsx')).NewPage, promotionsTexts),
  },
  {
    path: '/promotions/$promotion/edit',
    section: 'promotions',
    name: 'promos.title',
    keywords: '',
    icon: Megaphone,
    asks: 'savePromotion',
    shown: 'none',
    load: () => withTexts(async () => (await import('./editor/edit-page.tsx')).EditPage, promotionsTexts),
  },
  {
    path: '/promotions/$promotion',
    section: 'promotions',
    name: 'promos.title',
    keywords: '',
    icon: Megaphone,
    asks: 'getPromotion',
    shown: 'none',
    load: () => withTexts(async () => (await import('./promotion-page.tsx')).PromotionPage, promotionsTexts),
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
