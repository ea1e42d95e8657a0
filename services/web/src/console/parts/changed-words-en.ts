/** Texts of forms that several people may have open, in English. */
export const changedEn = {
  'changed.title': 'Somebody else has saved this meanwhile.',
  'changed.text': 'Nothing is lost. Look at both, and choose.',
  'changed.mine': 'What you wrote',
  'changed.theirs': 'What it is now',
  'changed.keep': 'Save what I wrote',
  'changed.take': 'Take what it is now',
  'changed.empty': 'nothing',
} as const;
