import { History, Sparkles } from 'lucide-react';
import type { Act, Place } from '../place.ts';

export const rulesPlaces: readonly Place[] = [
  {
    path: '/rules',
    section: 'rules',
    name: 'rules.title',
    keywords: 'earning rules points campaign قاعده امتیاز کمپین قانون',
    icon: Sparkles,
    asks: 'listEarningRules',
    shown: 'tab',
    load: async () => (await import('./rules-page.tsx')).RulesPage,
  },
  {
    path: '/rules/late',
    section: 'rules',
    name: 'late.title',
    keywords: 'late adjudication recorded sales rerun خرید بی‌امتیاز دوباره داوری',
    icon: History,
    asks: 'adjudicateLate',
    shown: 'tab',
    load: async () => (await import('./late-page.tsx')).LatePage,
  },
  {
    path: '/rules/new',
    section: 'rules',
    name: 'rules.new',
    keywords: '',
    icon: Sparkles,
    asks: 'publishEarningRule',
    shown: 'none',
    load: async () => (await import('./rule-page.tsx')).RulePage,
  },
  {
    path: '/rules/$rule',
    section: 'rules',
    name: 'rules.title',
    keywords: '',
    icon: Sparkles,
    asks: 'listRuleVersions',
    shown: 'none',
    load: async () => (await import('./rule-page.tsx')).RulePage,
  },
];

export const ruleActs: readonly Act[] = [
  {
    name: 'rules.new',
    keywords: 'new rule campaign قاعدهٔ تازه کمپین',
    icon: Sparkles,
    asks: 'publishEarningRule',
    to: '/rules/new',
  },
];
