import type { PickerWordId } from './words-picker-en.ts';

/** The same in Persian. */
export const pickerFa: Readonly<Record<PickerWordId, string>> = {
  'picker.member': 'عضو',
  'picker.hint': 'تلفن، کارت، شماره یا نام',
  'picker.find': 'یافتن',
  'picker.finding': 'در حال جست‌وجو…',
  'picker.none': 'کسی با این تلفن، کارت، شماره یا نام نیست.',
  'picker.others': 'عضو دیگر',
  'picker.who': 'کدام‌یک؟',
};
