import type { EventType } from './event-words-en.ts';

/** The same in Persian. */
export const eventWordsFa: Readonly<Record<EventType, string>> = {
  'vafa.campaigns.earning_rule_published.v1': 'قاعدهٔ امتیازی منتشر شد',
  'vafa.checkout.sale_closed.v1': 'فروشی بسته شد',
  'vafa.checkout.sale_returned.v1': 'کالایی از یک فروش مرجوع شد',
  'vafa.checkout.session_ended.v1': 'سبدی رها شد',
  'vafa.checkout.sale_corrected.v1': 'فروشی اصلاح شد',
  'vafa.feedback.survey_asked.v1': 'از عضوی نظرسنجی شد',
  'vafa.feedback.survey_answered.v1': 'به نظرسنجی پاسخ داده شد',
  'vafa.feedback.complaint_opened.v1': 'شکایتی ثبت شد',
  'vafa.feedback.complaint_answered.v1': 'به شکایتی پاسخ داده شد',
  'vafa.ledger.commit_posted.v1': 'امتیازی در دفتر ثبت شد',
  'vafa.membership.member_enrolled.v1': 'عضوی نام‌نویسی کرد',
  'vafa.membership.club_created.v1': 'باشگاهی ساخته شد',
  'vafa.membership.branch_created.v1': 'شعبه‌ای ساخته شد',
  'vafa.membership.member_corrected.v1': 'مشخصات عضوی اصلاح شد',
  'vafa.membership.club_changed.v1': 'مشخصات باشگاه تغییر کرد',
  'vafa.membership.tiers_set.v1': 'سطح‌ها تغییر کردند',
  'vafa.membership.branch_changed.v1': 'شعبه‌ای تغییر کرد',
  'vafa.membership.member_erased.v1': 'عضوی پاک شد',
  'vafa.rewards.voucher_issued.v1': 'بنی صادر شد',
  'vafa.rewards.voucher_used.v1': 'بنی استفاده شد',
  'vafa.rewards.voucher_cancelled.v1': 'بنی باطل شد',
};
