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
    load: () => withTexts(import('./promotions-page.tsx').then(({ PromotionsPage }) => PromotionsPage)),
  },
  {
    path: '/promotions/$promotion',
    section: 'promotions',
    name: 'promos.title',
    keywords: '',
    icon: Megaphone,
    asks: 'getPromotion',
    shown: 'none',
    load: () => withTexts(import('./promotion-page.tsx').then(({ PromotionPage }) => PromotionPage)),
  },
];

export const promotionActs: readonly Act[] = [];
