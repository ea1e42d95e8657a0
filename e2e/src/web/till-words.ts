/** What a cashier looks for on the till, in both languages. */
export const tillWords = {
  code: { fa: 'کد', en: 'Code' },
  paid: { fa: 'پرداخت شد', en: 'Paid' },
  paidWaiting: { fa: 'پرداخت شد؛ پس از برقراری ارتباط', en: 'Paid; it is sent once there is a connection' },
  search: { fa: 'تلفن، کارت یا نام', en: 'Phone, card or name' },
  items: { fa: 'فاکتور کالایی', en: 'Itemised' },
  pay: { fa: /^پرداخت/, en: /^Pay/ },
  offline: { fa: 'ارتباط قطع است.', en: 'No connection.' },
  online: { fa: 'متصل', en: 'Online' },
  queued: { fa: '۱ در صف', en: '1 queued' },
  showQueue: { fa: 'نمایش صف', en: 'Show queue' },
  settledHow: { fa: 'چطور رسیدگی شد؟', en: 'How was it settled?' },
  aside: { fa: 'کنار گذاشتن', en: 'Put aside' },
  notTaken: { fa: 'باشگاه چنین عضوی ندارد.', en: 'The club has no such member.' },
  pairAgain: { fa: 'باشگاه دیگر کلید این صندوق را نمی‌پذیرد.', en: 'The club does not take this till’s key any more.' },
  pair: { fa: 'اتصال این صندوق', en: 'Pair this till' },
  otherWindow: { fa: 'صندوق در پنجرهٔ دیگری باز است', en: 'The till is open in another window' },
  sellHere: { fa: 'فروش در همین پنجره', en: 'Sell here' },
  enrol: { fa: 'عضو تازه', en: 'New member' },
  enrolAct: { fa: 'عضو کردن', en: 'Enrol' },
  consent: { fa: /می‌پذیرد/, en: /agrees/ },
  held: { fa: 'فاکتورهای نگه‌داشته', en: 'Held invoices' },
  voucher: { fa: 'بن', en: 'Voucher' },
  voucherOn: { fa: 'روی این فاکتور', en: 'on this invoice' },
  receipt: { fa: 'رسید', en: 'Receipt' },
  returned: { fa: 'مرجوعی', en: 'Return' },
  giveBack: { fa: /پس بدهید/, en: /Give back/ },
  all: { fa: 'همه', en: 'All of it' },
  takeBack: { fa: 'پس گرفتن', en: 'Take back' },
  help: { fa: 'راهنما و تنظیمات', en: 'Help and settings' },
  helpButton: { fa: 'راهنما و تنظیمات', en: 'Help and settings' },
  queue: { fa: 'صف ارسال', en: 'Queue' },
  remove: { fa: 'برداشتن عضو', en: 'Take the member off' },
  loadNewer: { fa: 'بارگذاری نسخهٔ تازه', en: 'Load it' },
  practice: { fa: 'تمرین', en: 'Practice' },
  practising: { fa: 'حالت تمرین: چیزی حساب نمی‌شود.', en: 'Practice: nothing here counts.' },
  practiceReset: { fa: 'شروع از نو', en: 'Begin anew' },
  practiceEnd: { fa: 'پایان تمرین', en: 'End practice' },
  practiceReceipt: { fa: 'تمرین: این رسید نیست', en: 'PRACTICE: this is no receipt' },
  // Of the language that practised first.
  practiceMember: { fa: /تمرینی ۱|member 1/, en: /تمرینی ۱|member 1/ },
  empty: { fa: 'هنوز چیزی در فاکتور نیست.', en: 'Nothing is on the invoice yet.' },
} as const;

type TillWord = keyof typeof tillWords;
type Says<Kind> = { [Word in TillWord]: (typeof tillWords)[Word]['fa'] extends Kind ? Word : never }[TillWord];
export type TillText = Says<string>;
export type TillPattern = Says<RegExp>;
