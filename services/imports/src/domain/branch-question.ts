import type { Question } from './reading/inspection.ts';

/** A question of the reading, or of what the club has. */
export type OpenQuestion = Omit<Question, 'code'> & { readonly code: Question['code'] | 'branch' };

/** The file has no column of branches and the club has several. */
export const branchQuestion = (codes: readonly string[]): OpenQuestion => ({
  id: 'branch',
  code: 'branch',
  text: {
    en: 'The file names no branch. Which branch sold these goods?',
    fa: 'در فایل نام شعبه نیست. فروش‌ها از کدام شعبه است؟',
  },
  options: codes.map((code) => ({ value: code, label: { en: code, fa: code }, examples: [] })),
});
