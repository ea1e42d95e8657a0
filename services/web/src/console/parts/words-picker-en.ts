/** Texts of parts that several pages share, in English. */
export const pickerEn = {
  'picker.member': 'Member',
  'picker.hint': 'Phone, card, number or name',
  'picker.find': 'Find',
  'picker.finding': 'Looking…',
  'picker.none': 'Nobody has this phone, card, number or name.',
  'picker.others': 'Another member',
  'picker.who': 'Who is meant?',
} as const;

export type PickerWordId = keyof typeof pickerEn;
