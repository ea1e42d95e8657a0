import type { DeclineWordId } from './decline-en.ts';

/** The same in Persian. */
export const declineFa: Readonly<Record<DeclineWordId, string>> = {
  'no.balance_too_low': 'این عضو آن‌قدر امتیاز ندارد.',
  'no.more_than_total': 'ارزش امتیازها از فاکتور بیشتر است.',
  'no.amount_out_of_bounds': 'باشگاه این مقدار امتیاز را یک‌جا خرج نمی‌کند.',
  'no.account_frozen': 'امتیازهای این عضو بسته شده است. از سرپرست شیفت بپرسید.',
  'no.account_closed': 'حساب این عضو بسته است. بدون عضو بفروشید.',
  'no.member_not_found': 'باشگاه چنین عضوی ندارد.',
  'no.branch_closed': 'این شعبه بسته است و دیگر فروشی در آن باز نمی‌شود.',
  'no.other_till': 'این فروش پیش از اتصال دوباره، در صندوق دیگری ثبت شده است.',
  'no.receipt_taken': 'باشگاه با این رسید فروش دیگری را می‌شناسد.',
  'no.receipt_differs': 'باشگاه این رسید را با اقلام، زمان یا عضو دیگری می‌شناسد.',
  'no.session_expired': 'زمان نگه‌داشتن امتیازها گذشت و آزاد شدند؛ فروش بسته نشد.',
  'no.voucher_used': 'فروش ثبت شد، ولی بن آن پیش‌تر مصرف شده بود.',
  'no.voucher_expired': 'فروش ثبت شد، ولی زمان بن آن گذشته بود.',
  'no.voucher_cancelled': 'فروش ثبت شد، ولی بن آن باطل شده بود.',
  'no.more_than_sold': 'بیش از آنچه فروخته شده برمی‌گردد.',
  'no.amount_out_of_range': 'مبلغ از اندازهٔ یک فروش بزرگ‌تر است.',
  'no.price_not_positive': 'فاکتور باید کالایی با قیمت بیش از صفر داشته باشد.',
};
