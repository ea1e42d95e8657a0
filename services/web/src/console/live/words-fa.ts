import type { liveEn } from './words-en.ts';

/** Texts of what happens right now, in Persian. */
export const liveFa: Readonly<Record<keyof typeof liveEn, string>> = {
  'live.title': 'همین حالا',
  'live.connecting': 'در حال اتصال…',
  'live.live': 'زنده',
  'live.lost': 'اتصال دوباره…',
  'live.paused': 'متوقف',
  'live.over': 'پایان یافته',
  'live.pause': 'توقف',
  'live.resume': 'ادامه',
  'live.none': 'هنوز چیزی نیست. فروش، امتیاز، جایزه و عضو تازه همان‌دم اینجا می‌آید.',
  'live.gap': 'شاید چیزی از اینجا جا مانده باشد: اتصال قطع بود.',
  'live.sale': 'فروش {money}',
  'live.return': 'مرجوعی {money}',
  'live.points': '{points} بدون خرید',
  'live.redemption': '{reward} با {points}',
  'live.reward': 'یک جایزه',
  'live.enrolment': 'عضو تازه',
  'live.taken': '{points} پس گرفته شد',
  'live.no-member': 'بدون عضو',
};
