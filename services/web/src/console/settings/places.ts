import { KeyRound, MonitorSmartphone, ScrollText, Settings, Store, UsersRound } from 'lucide-react';
import type { Act, Place } from '../place.ts';

export const settingsPlaces: readonly Place[] = [
  {
    path: '/tills',
    section: 'tills',
    name: 'section.tills',
    keywords: 'tills pair device code صندوق دستگاه کد',
    icon: MonitorSmartphone,
    asks: 'listTills',
    shown: 'tab',
    load: async () => (await import('./tills-page.tsx')).TillsPage,
  },
  {
    path: '/staff',
    section: 'settings',
    name: 'staff.title',
    keywords: 'staff people users roles password کارکنان کاربر نقش رمز همکار',
    icon: UsersRound,
    asks: 'listStaff',
    shown: 'tab',
    load: async () => (await import('./staff-page.tsx')).StaffPage,
  },
  {
    path: '/branches',
    section: 'settings',
    name: 'branches.title',
    keywords: 'branches shops stores شعبه فروشگاه',
    icon: Store,
    asks: 'createBranch',
    shown: 'tab',
    load: async () => (await import('./branches-page.tsx')).BranchesPage,
  },
  {
    path: '/club',
    section: 'settings',
    name: 'club.title',
    keywords: 'club settings name country currency tiers باشگاه تنظیمات نام کشور ارز سطح',
    icon: Settings,
    asks: 'setTiers',
    shown: 'tab',
    load: async () => (await import('./club-page.tsx')).ClubPage,
  },
  {
    path: '/keys',
    section: 'settings',
    name: 'keys.title',
    keywords: 'api keys programs integration کلید برنامه اتصال',
    icon: KeyRound,
    asks: 'listApiKeys',
    shown: 'tab',
    load: async () => (await import('./keys-page.tsx')).KeysPage,
  },
  {
    path: '/audit',
    section: 'settings',
    name: 'audit.title',
    keywords: 'audit log who did history security گزارش کارها چه کسی سابقه امنیت',
    icon: ScrollText,
    asks: 'listAudit',
    shown: 'tab',
    load: async () => (await import('./audit-page.tsx')).AuditPage,
  },
];

export const settingsActs: readonly Act[] = [
  {
    name: 'staff.new',
    keywords: 'new staff account user همکار تازه حساب کاربر',
    icon: UsersRound,
    asks: 'createStaff',
    to: '/staff',
    search: { new: 'yes' },
  },
  {
    name: 'tills.new',
    keywords: 'pair till code صندوق کد اتصال',
    icon: MonitorSmartphone,
    asks: 'createTillCode',
    to: '/tills',
    search: { new: 'yes' },
  },
];
