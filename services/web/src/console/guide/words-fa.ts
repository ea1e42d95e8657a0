import type { guideEn } from './words-en.ts';

export const guideFa: Readonly<Record<keyof typeof guideEn, string>> = {
  'setup.begin': 'راه‌اندازی باشگاه',
  'guide.title': 'راهنما',
  'guide.owner': 'صاحب فروشگاه',
  'guide.team': 'چند همکار',
  'guide.cashier': 'صندوق‌دار',
  'guide.marketer': 'بازاریاب',
  'guide.failed': 'راهنما خوانده نشد',
};
