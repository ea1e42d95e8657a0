import type { membersEn } from './words-en.ts';

/** Texts of members, in Persian. */
export const membersFa: Readonly<Record<keyof typeof membersEn, string>> = {
  'members.scope': 'همهٔ اعضای باشگاه. با نام، تلفن یا کارت جست‌وجو کنید.',
  'members.search': 'جست‌وجوی عضو',
  'members.search-place': 'نام، تلفن یا کارت',
  'members.failed': 'فهرست اعضا خوانده نشد',
  'members.empty': 'هنوز کسی عضو باشگاه نیست',
  'members.empty-text': 'عضوها از صندوق، با ورود داده یا از همین‌جا می‌آیند.',
  'members.name': 'نام',
  'members.nameless': 'بی‌نام',
  'members.phone': 'تلفن',
  'members.card': 'کارت',
  'members.since': 'عضو از',
  'members.enrol': 'ثبت عضو تازه',
};
