import type { outboxEn } from './words-en.ts';

/** Texts of the outbox, in Persian. */
export const outboxFa: Readonly<Record<keyof typeof outboxEn, string>> = {
  'outbox.title': 'کدهای ورود',
  'outbox.scope': 'کدهایی که عضوها خواسته‌اند و هنوز معتبرند. تا پیامک راه نیفتاده، شما کد را می‌گویید.',
  'outbox.label': 'کدهای منتظر',
  'outbox.whom': 'برای',
  'outbox.what': 'برای ورود به صفحه‌های باشگاه',
  'outbox.code': 'کد',
  'outbox.ends': 'پایان اعتبار',
  'outbox.asked': 'زمان درخواست',
  'outbox.copy': 'کپی',
  'outbox.copy-of': 'کپی کد برای {phone}',
  'outbox.copied': 'کد کپی شد',
  'outbox.again': 'تازه کردن',
  'outbox.looking': 'در حال خواندن…',
  'outbox.failed': 'کدها خوانده نشد',
  'outbox.empty': 'کدی در انتظار نیست',
  'outbox.empty-text': 'وقتی عضوی در صفحه‌های باشگاه کد بخواهد، چند دقیقه اینجا می‌ماند.',
  'outbox.foot': 'کد را فقط به دارندهٔ همین تلفن بگویید. هر بار دیدن این صفحه در گزارش کارها می‌ماند.',
};
