import type { OccasionWordId } from './occasions-en.ts';

/** The same in Persian. */
export const occasionsFa: Readonly<Record<OccasionWordId, string>> = {
  'occasion.birthday-in': '{days, plural, =0 {امروز تولدش است} =1 {فردا تولدش است} other {تولدش # روز دیگر است}}',
  'occasion.birthday-ago': '{days, plural, =1 {دیروز تولدش بود} other {تولدش # روز پیش بود}}',
  'occasion.joining-in':
    '{days, plural, =0 {امروز سالگرد عضویتش است} =1 {فردا سالگرد عضویتش است} other {سالگرد عضویتش # روز دیگر است}}',
  'occasion.joining-ago': '{days, plural, =1 {دیروز سالگرد عضویتش بود} other {سالگرد عضویتش # روز پیش بود}}',
};
