import type { Language } from '../../kit/formats/language.ts';
import type { Currency, Draft, Trade } from './draft.ts';

/** What a trade usually begins with. Spend is in purchases of the size that earns a point. */
interface Template {
  /** Of what is paid, in hundredths. */
  readonly back: number;
  /** Of points; 0: for ever. */
  readonly months: number;
  /** Spend in a year that reaches the second tier and the third. */
  readonly tiers: readonly [second: number, third: number];
  /** Points of the first reward. */
  readonly reward: number;
  readonly colour: string;
}

/**
 * Figures to begin with, which the owner changes: supermarkets give back little and often, fashion and beauty more, and
 * banks and travel least of a large sum. They are no promise of what pays.
 */
export const templates: Readonly<Record<Trade, Template>> = {
  grocery: { back: 2, months: 12, tiers: [1_500, 6_000], reward: 500, colour: '#1e5b45' },
  food: { back: 5, months: 6, tiers: [300, 1_200], reward: 100, colour: '#8a2f1d' },
  clothing: { back: 4, months: 12, tiers: [800, 3_000], reward: 300, colour: '#3d2a63' },
  beauty: { back: 5, months: 12, tiers: [400, 1_500], reward: 200, colour: '#8d2a5b' },
  pharmacy: { back: 1, months: 12, tiers: [800, 3_000], reward: 400, colour: '#14586e' },
  bank: { back: 0.5, months: 24, tiers: [20_000, 100_000], reward: 5_000, colour: '#1f3a6e' },
  travel: { back: 3, months: 36, tiers: [5_000, 20_000], reward: 4_000, colour: '#0e4a86' },
};

/** The least purchase that earns a point, in the unit that money is shown in. */
const purchaseOf = (currency: Currency, isToman: boolean): number => {
  if (currency === 'IRR') return isToman ? 10_000 : 100_000;
  return currency === 'IQD' ? 1_000 : 1;
};

interface Words {
  readonly tiers: readonly [string, string, string];
  readonly reward: string;
  readonly branch: string;
}

/** The answers of a trade that no owner has touched yet. */
export const filled = (
  trade: Trade,
  { currency, money }: Pick<Draft, 'currency' | 'money'>,
  words: Words,
): Pick<Draft, 'trade' | 'colour' | 'earning' | 'tiers' | 'reward'> => {
  const { back, months, tiers, reward, colour } = templates[trade];
  const perAmount = purchaseOf(currency, money === 'toman');
  const [second, third] = tiers;
  return {
    trade,
    colour,
    earning: { perAmount, points: 1, value: Math.round(perAmount * back * 100) / 10_000, months },
    tiers: [
      { name: words.tiers[0], from: 0 },
      { name: words.tiers[1], from: second * perAmount },
      { name: words.tiers[2], from: third * perAmount },
    ],
    reward: { name: words.reward, points: reward },
  };
};

/** A set-up that begins: an Iranian chain store, as most that begin here are. */
export const newDraft = (id: string, language: Language, words: Words): Draft => {
  const money = { currency: 'IRR', money: 'toman' } as const;
  return {
    id,
    name: '',
    code: `club-${id.slice(0, 6)}`,
    ...money,
    calendar: language === 'fa' ? 'persian' : 'gregorian',
    zone: 'Asia/Tehran',
    branches: [{ id: '0', name: words.branch }],
    staff: [],
    ...filled('grocery', money, words),
  };
};
