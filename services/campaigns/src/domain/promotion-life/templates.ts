import type { Json } from './terms-text.ts';

/** Languages in which templates have their words. */
export type TemplateLanguage = 'en' | 'fa';

interface Words {
  readonly name: string;
  /** What it does, for whoever chooses among them. */
  readonly says: string;
}

/** A draft to begin with. */
export interface PromotionTemplate {
  readonly code: string;
  readonly words: Readonly<Record<TemplateLanguage, Words>>;
  /** `purchase`: what an ordinary purchase costs, in minor units. */
  readonly terms: (purchase: number) => { readonly [name: string]: Json };
  /** JSON pointers into the terms: what the club has to name itself. */
  readonly toFill: readonly string[];
}

const percent = (share: number): Json => ({ kind: 'off_sale', off: { percent: share } });

const occasion = (named: string, days: number): Json => ({
  kind: 'occasion',
  occasion: named,
  days_before: days,
  days_after: days,
});

const season = (calendar: string, from: string, until: string): Json => ({ kind: 'season', calendar, from, until });

const purchaseNumber = (number: number): Json => ({ kind: 'purchase_number', is: [number] });

const atMostDays = (kind: string, days: number): Json => ({ kind, at_most_days: days });

/** Drafts for what clubs do most, in the order in which they are shown. */
export const templates: readonly PromotionTemplate[] = [
  {
    code: 'birthday',
    words: {
      en: { name: 'Happy birthday', says: 'Ten percent around the birthday, at most what an ordinary purchase costs.' },
      fa: { name: 'تولدت مبارک', says: 'ده درصد تخفیف در روزهای نزدیک تولد، حداکثر به اندازهٔ یک خرید معمولی.' },
    },
    terms: (purchase) => ({
      conditions: [occasion('birthday', 3)],
      effects: [percent(10), { kind: 'message', code: 'birthday' }],
      caps: { discount: purchase },
    }),
    toFill: [],
  },
  {
    code: 'anniversary',
    words: {
      en: { name: 'Membership anniversary', says: 'Ten percent around the day of joining, each year.' },
      fa: { name: 'سالگرد عضویت', says: 'ده درصد تخفیف در روزهای نزدیک سالگرد عضویت.' },
    },
    terms: (purchase) => ({
      conditions: [occasion('joining', 3)],
      effects: [percent(10), { kind: 'message', code: 'anniversary' }],
      caps: { discount: purchase },
    }),
    toFill: [],
  },
  {
    code: 'nowruz',
    words: {
      en: { name: 'Nowruz', says: 'Ten percent on the thirteen days of Nowruz, every year.' },
      fa: { name: 'نوروز', says: 'ده درصد تخفیف در سیزده روز نوروز، هر سال.' },
    },
    terms: () => ({ conditions: [season('persian', '01-01', '01-13')], effects: [percent(10)] }),
    toFill: [],
  },
  {
    code: 'yalda',
    words: {
      en: { name: 'Yalda', says: 'Fifteen percent on the last day of autumn, every year.' },
      fa: { name: 'شب یلدا', says: 'پانزده درصد تخفیف در آخرین روز پاییز، هر سال.' },
    },
    terms: () => ({ conditions: [season('persian', '09-30', '09-30')], effects: [percent(15)] }),
    toFill: [],
  },
  {
    code: 'black-friday',
    words: {
      en: { name: 'Black Friday', says: 'Twenty percent on the Friday after the fourth Thursday of November.' },
      fa: { name: 'جمعهٔ سیاه', says: 'بیست درصد تخفیف در جمعهٔ سیاه، هر سال.' },
    },
    terms: () => ({
      conditions: [season('gregorian', '11-23', '11-29'), { kind: 'weekdays', in: [5] }],
      effects: [percent(20)],
      combine: 'exclusive',
    }),
    toFill: [],
  },
  {
    code: 'welcome',
    words: {
      en: { name: 'Welcome', says: 'Ten percent on the first purchase, within thirty days of joining.' },
      fa: { name: 'خوش آمدید', says: 'ده درصد تخفیف برای خرید اول، تا سی روز پس از عضویت.' },
    },
    terms: () => ({
      conditions: [atMostDays('membership_age', 30), purchaseNumber(1)],
      effects: [percent(10), { kind: 'message', code: 'welcome' }],
    }),
    toFill: [],
  },
  {
    code: 'win-back',
    words: {
      en: { name: 'We miss you', says: 'Fifteen percent for members who bought nothing for ninety days.' },
      fa: { name: 'دلتنگ شما هستیم', says: 'پانزده درصد تخفیف برای عضوی که نود روز خرید نکرده است.' },
    },
    terms: (purchase) => ({
      conditions: [{ kind: 'since_last_purchase', at_least_days: 90 }],
      effects: [percent(15), { kind: 'message', code: 'win_back' }],
      caps: { discount: purchase },
    }),
    toFill: [],
  },
  {
    code: 'second-purchase',
    words: {
      en: { name: 'Second purchase', says: 'Ten percent on the second purchase, within thirty days of the first.' },
      fa: { name: 'خرید دوم', says: 'ده درصد تخفیف برای خرید دوم، تا سی روز پس از خرید اول.' },
    },
    terms: () => ({
      conditions: [purchaseNumber(2), atMostDays('since_last_purchase', 30)],
      effects: [percent(10)],
    }),
    toFill: [],
  },
  {
    code: 'bundle',
    words: {
      en: { name: 'Bundle', says: 'One of each of two kinds of goods for one price.' },
      fa: { name: 'بستهٔ دو تایی', says: 'از دو گروه کالا، هر کدام یکی، با یک قیمت.' },
    },
    terms: (purchase) => ({
      conditions: [],
      effects: [
        {
          kind: 'bundle_price',
          price: purchase,
          items: [
            { goods: { categories: ['first'] }, count: 1 },
            { goods: { categories: ['second'] }, count: 1 },
          ],
        },
      ],
    }),
    toFill: ['/terms/effects/0/price', '/terms/effects/0/items/0/goods', '/terms/effects/0/items/1/goods'],
  },
  {
    code: 'spend-more',
    words: {
      en: { name: 'Spend more, save more', says: 'Five, ten and fifteen percent, the more the basket costs.' },
      fa: { name: 'بیشتر بخرید، کمتر بپردازید', says: 'پنج، ده و پانزده درصد تخفیف، هر چه سبد گران‌تر.' },
    },
    terms: (purchase) => ({
      conditions: [],
      effects: [
        {
          kind: 'spend_tiers',
          of: 'gross',
          tiers: [
            { from: purchase * 2, off: { percent: 5 } },
            { from: purchase * 3, off: { percent: 10 } },
            { from: purchase * 5, off: { percent: 15 } },
          ],
        },
      ],
    }),
    toFill: [],
  },
  {
    code: 'happy-hour',
    words: {
      en: { name: 'Happy hour', says: 'Twenty percent in the quiet hours of the afternoon.' },
      fa: { name: 'ساعت خوش', says: 'بیست درصد تخفیف در ساعت‌های خلوت بعد از ظهر.' },
    },
    terms: () => ({
      conditions: [{ kind: 'hours', from: '14:00', until: '17:00' }],
      effects: [{ kind: 'off_lines', off: { percent: 20 } }],
    }),
    toFill: [],
  },
  {
    code: 'early-access',
    words: {
      en: { name: 'Early access', says: 'The right to buy new goods first, for members of a tier.' },
      fa: { name: 'دسترسی زودهنگام', says: 'حق خرید کالای تازه پیش از دیگران، برای عضوهای یک سطح.' },
    },
    terms: () => ({
      conditions: [{ kind: 'tier', in: ['gold'] }],
      effects: [
        { kind: 'entitlement', code: 'early_access' },
        { kind: 'message', code: 'early_access' },
      ],
    }),
    toFill: ['/terms/conditions/0/in'],
  },
];
