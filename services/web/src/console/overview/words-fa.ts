import type { overviewEn } from './words-en.ts';

/** Texts of the overview, in Persian. */
export const overviewFa: Readonly<Record<keyof typeof overviewEn, string>> = {
  'overview.scope': 'همهٔ باشگاه تا این لحظه',
  'overview.failed': 'آمار باشگاه خوانده نشد',
  'overview.members': 'اعضای خریدکرده',
  'overview.members-more': 'با دست‌کم یک خرید',
  'overview.sales': 'فروش‌ها',
  'overview.sales-more': 'و {count} فروش بی‌عضو',
  'overview.returns': 'مرجوعی‌ها',
  'overview.returns-more': 'هر کدام امتیاز خود را پس گرفت',
  'overview.accrued': 'امتیاز داده‌شده',
  'overview.accrued-more': '{count} امتیاز آن خرج شد',
  'overview.liability': 'تعهد امتیازها',
  'overview.liability-more': '{count} امتیاز خرج‌نشده',
  'overview.best': 'بیشترین امتیاز',
  'overview.best-scope': 'ده عضو، بر پایهٔ آنچه اکنون می‌توانند خرج کنند',
  'overview.exceptions': 'سطرهای پذیرفته‌نشده',
  'overview.exceptions-scope': 'از فروش‌های فرستاده‌شده، همه یا بخشی',
};
