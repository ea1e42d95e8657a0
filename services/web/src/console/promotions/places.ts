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
    path: '/promotions/new',
    section: 'promotions',
    name: 'promos.new',
    keywords: '',
    icon: Megaphone,
    asks: 'createPromotion',
    shown: 'none',
    load: () => withTexts(import('./editor/new-page.tsx').then(({ NewPage }) => NewPage)),
  },
  {
    path: '/promotions/$promotion/edit',
    section: 'promotions',
    name: 'promos.title',
    keywords: '',
    icon: Megaphone,
    asks: 'savePromotion',
    shown: 'none',
    load: () => withTexts(import('./editor/edit-page.tsx').then(({ EditPage }) => EditPage)),
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

export const promotionActs: readonly Act[] = [
  {
    name: 'promos.new',
    keywords: 'new promotion discount کمپین تازه تخفیف',
    icon: Megaphone,
    asks: 'createPromotion',
    to: '/promotions/new',
  },
];
