/** What a cashier looks for on the till, in both languages. */
export const tillWords = {
  code: { fa: 'کد', en: 'Code' },
  paid: { fa: 'پرداخت شد', en: 'Paid' },
} as const;

export type TillWord = keyof typeof tillWords;
