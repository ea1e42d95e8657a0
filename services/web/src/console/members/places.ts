import { UserPlus, Users } from 'lucide-react';
import type { Act, Place } from '../place.ts';

export const memberPlaces: readonly Place[] = [
  {
    path: '/members',
    section: 'members',
    name: 'section.members',
    keywords: 'members customers people find phone card اعضا مشتری عضو تلفن کارت',
    icon: Users,
    asks: 'findMembers',
    shown: 'tab',
    load: async () => (await import('./members-page.tsx')).MembersPage,
  },
  {
    path: '/members/$memberId',
    section: 'members',
    name: 'member.title',
    keywords: '',
    icon: Users,
    asks: 'getMember',
    shown: 'none',
    load: async () => (await import('./member-page.tsx')).MemberPage,
  },
];

export const memberActs: readonly Act[] = [
  {
    name: 'members.enrol',
    keywords: 'enrol new member add عضو تازه ثبت افزودن عضوگیری',
    icon: UserPlus,
    asks: 'enrolMember',
    to: '/members',
    search: { new: 'yes' },
  },
];
