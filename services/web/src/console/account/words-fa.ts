import type { accountEn } from './words-en.ts';

/** Texts of the own account, in Persian. */
export const accountFa: Readonly<Record<keyof typeof accountEn, string>> = {
  'account.title': 'حساب من',
  'account.scope': 'رمز شما، دستگاه‌هایی که در آن‌ها وارد شده‌اید، و ظاهر صفحه‌ها',
  'account.password': 'رمز',
  'account.password-scope': 'با تغییر رمز، دستگاه‌های دیگر شما خارج می‌شوند.',
  'account.now': 'رمز کنونی',
  'account.change': 'تغییر رمز',
  'account.changing': 'در حال تغییر…',
  'account.changed': 'رمز شما تغییر کرد',
  'account.wrong': 'رمز کنونی درست نیست.',
  'account.look': 'ظاهر',
  'account.look-scope': 'فقط در همین مرورگر',
  'account.calendar': 'تقویم تاریخ‌ها',
  'account.calendar.persian': 'هجری شمسی',
  'account.calendar.gregorian': 'میلادی',
  'account.who': 'مشخصات شما',
  'account.name': 'نام',
  'account.username': 'نام کاربری',
  'account.roles': 'نقش‌ها',
  'account.branches': 'شعبه‌ها',
  'account.by': 'ورود با',
  'account.by-password': 'رمز',
  'account.ends': 'پایان نشست',
  'account.out-title': 'جای دیگری وارد شده‌اید؟',
  'account.out-text': 'همهٔ نشست‌های شما را یک‌جا پایان می‌دهد، این یکی را هم. اگر دستگاهی گم شد به کار می‌آید.',
};
