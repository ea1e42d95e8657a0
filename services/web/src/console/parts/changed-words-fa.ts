import type { changedEn } from './changed-words-en.ts';

/** Texts of forms that several people may have open, in Persian. */
export const changedFa: Readonly<Record<keyof typeof changedEn, string>> = {
  'changed.title': 'در این میان کس دیگری این را ذخیره کرده است.',
  'changed.text': 'چیزی از دست نرفته است. هر دو را ببینید و انتخاب کنید.',
  'changed.mine': 'آنچه شما نوشتید',
  'changed.theirs': 'آنچه اکنون هست',
  'changed.keep': 'نوشتهٔ من ذخیره شود',
  'changed.take': 'آنچه اکنون هست بماند',
  'changed.empty': 'خالی',
};
