import {
  IdCard,
  KeyRound,
  MonitorSmartphone,
  ScrollText,
  Settings,
  Store,
  TriangleAlert,
  UsersRound,
} from 'lucide-react';
import { readLook } from '../../kit/look.ts';
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
    path: '/tills/refused',
    section: 'tills',
    name: 'refused.title',
    keywords: 'refused declined sales exceptions settle فروش پذیرفته نشده رسیدگی',
    icon: TriangleAlert,
    asks: 'listRefusedSales',
    shown: 'tab',
    load: async () => (await import('./refused-page.tsx')).RefusedPage,
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
    path: '/identity-providers',
    section: 'settings',
    name: 'idp.title',
    keywords: 'sign-in sso openid company identity provider login ورود سازمانی شرکت سامانه',
    icon: IdCard,
    asks: 'listIdentityProviders',
    isOfAllClubs: true,
    shown: 'tab',
    load: async () => (await import('./providers-page.tsx')).ProvidersPage,
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
    load: async () => {
      const [{ auditRoom }, operations] = await Promise.all([
        import('./audit-page.tsx'),
        readLook().language === 'fa'
          ? import('./audit-words-fa.ts').then(({ auditOperationsFa }) => auditOperationsFa)
          : import('./audit-words-en.ts').then(({ auditOperationsEn }) => auditOperationsEn),
      ]);
      return auditRoom(operations);
    },
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
