import { MessageCircle, MessageSquarePlus } from 'lucide-react';
import type { Act, Place } from '../place.ts';

export const servicePlaces: readonly Place[] = [
  {
    path: '/service',
    section: 'service',
    name: 'service.title',
    keywords: 'complaints service answers thread شکایت گله خدمات پاسخ',
    icon: MessageCircle,
    asks: 'listComplaints',
    shown: 'tab',
    load: async () => (await import('./complaints-page.tsx')).ComplaintsPage,
  },
  {
    path: '/service/new',
    section: 'service',
    name: 'service.new',
    keywords: '',
    icon: MessageSquarePlus,
    asks: 'openComplaint',
    shown: 'none',
    load: async () => (await import('./new-complaint-page.tsx')).NewComplaintPage,
  },
];

export const serviceActs: readonly Act[] = [
  {
    name: 'service.new',
    keywords: 'complaint new شکایت تازه ثبت',
    icon: MessageSquarePlus,
    asks: 'openComplaint',
    to: '/service/new',
  },
];
