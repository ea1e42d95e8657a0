import { BadgeCheck, ShieldCheck } from 'lucide-react';
import type { Place } from '../place.ts';

export const approvalsPlaces: readonly Place[] = [
  {
    path: '/approvals',
    section: 'approvals',
    name: 'approvals.title',
    keywords: 'approvals approve second person four eyes wait تأیید نفر دوم درخواست انتظار',
    icon: BadgeCheck,
    asks: 'listApprovals',
    shown: 'tab',
    load: async () => (await import('./approvals-page.tsx')).ApprovalsPage,
  },
  {
    path: '/security',
    section: 'settings',
    name: 'security.title',
    keywords: 'security limits approval password second person امنیت سقف تأیید رمز نفر دوم',
    icon: ShieldCheck,
    asks: 'putApprovalSettings',
    shown: 'tab',
    load: async () => (await import('./security-page.tsx')).SecurityPage,
  },
];
