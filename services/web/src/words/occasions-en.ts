/** Occasions of a member, as till and console say them, in English. */
export const occasionsEn = {
  'occasion.birthday-in': '{days, plural, =0 {Birthday is today} =1 {Birthday is tomorrow} other {Birthday in # days}}',
  'occasion.birthday-ago': '{days, plural, =1 {Birthday was yesterday} other {Birthday was # days ago}}',
  'occasion.joining-in':
    '{days, plural, =0 {Membership anniversary is today} =1 {Membership anniversary is tomorrow} other {Membership anniversary in # days}}',
  'occasion.joining-ago':
    '{days, plural, =1 {Membership anniversary was yesterday} other {Membership anniversary was # days ago}}',
} as const;

export type OccasionWordId = keyof typeof occasionsEn;
