import type { Catalogue, Good, PromotionTrial } from '@vafa/client';

/** A line of the basket as it is typed. */
export interface BasketLine {
  readonly id: number;
  readonly sku: string;
  readonly quantity: number | undefined;
  /** Minor units of one unit. */
  readonly price: number | undefined;
}

/** What is assumed of the sale beside its lines; empty where nothing is. */
export interface Facts {
  readonly at: Date | undefined;
  readonly isMember: boolean;
  /** Of a member whose facts are looked up. */
  readonly memberId: string;
  readonly tier: string;
  readonly segments: readonly string[];
  readonly purchases: number | undefined;
  /** YYYY-MM-DD. */
  readonly lastPurchase: string;
  readonly since: string;
  readonly birthday: string;
  readonly branch: string;
  readonly channel: string;
  readonly codes: readonly string[];
  readonly method: string;
  readonly shipping: number | undefined;
  /** What is left of each limit, by its id. */
  readonly left: Readonly<Record<string, number>>;
}

export const noFacts: Facts = {
  at: undefined,
  isMember: true,
  memberId: '',
  tier: '',
  segments: [],
  purchases: undefined,
  lastPurchase: '',
  since: '',
  birthday: '',
  branch: '',
  channel: '',
  codes: [],
  method: '',
  shipping: undefined,
  left: {},
};

/** Minor units as the decimal text that the gateway takes. */
export const priceText = (minor: number, digits: number): string => {
  const text = String(minor).padStart(digits + 1, '0');
  return digits === 0 ? text : `${text.slice(0, -digits)}.${text.slice(-digits)}`;
};

/** Sum of the lines in minor units, as far as they are typed. */
export const sumOf = (lines: readonly BasketLine[]): number =>
  lines.reduce((sum, { quantity = 0, price = 0 }) => sum + Math.round(quantity * price), 0);

/** The category and all above it. A ring, which the gateway refuses, would end too. */
export const categoriesAbove = (code: string, { categories }: Pick<Catalogue, 'categories'>): readonly string[] => {
  const above: string[] = [];
  for (let at = code; at !== '' && !above.includes(at); ) {
    above.push(at);
    at = categories.find((each) => each.code === at)?.parent ?? '';
  }
  return above;
};

/** What the catalogue knows of a good, as the trial takes it. */
export const knownGood = (good: Good, catalogue: Pick<Catalogue, 'categories'>) => ({
  categories: [...categoriesAbove(good.category, catalogue)],
  ...(good.family !== '' && { family: good.family }),
  ...(good.brand !== '' && { brand: good.brand }),
  ...(good.cost !== undefined && { cost: good.cost }),
  ...(good.floor_price !== undefined && { floor_price: good.floor_price }),
  no_discount: good.no_discount,
  no_points: good.no_points,
  gift_card: good.gift_card,
  decimals: good.decimals > 0,
});

/** What is asked of the gateway. `goods`: what the catalogue knows, by the SKU as it is typed. */
export const trialOf = (
  lines: readonly BasketLine[],
  facts: Facts,
  goods: ReadonlyMap<string, ReturnType<typeof knownGood>>,
  digits: number,
): Omit<PromotionTrial, 'promotion'> => {
  const total = sumOf(lines) + (facts.shipping ?? 0);
  const member = {
    ...(facts.memberId !== '' && { id: facts.memberId }),
    ...(facts.tier !== '' && { tier: facts.tier }),
    ...(facts.segments.length > 0 && { segments: [...facts.segments] }),
    ...(facts.purchases !== undefined && { purchases: facts.purchases }),
    ...(facts.lastPurchase !== '' && { last_purchase: facts.lastPurchase }),
    ...(facts.since !== '' && { since: facts.since }),
    ...(facts.birthday !== '' && { occasions: { birthday: facts.birthday } }),
  };
  return {
    lines: lines.map(({ sku, quantity = 1, price = 0 }) => {
      const name = sku.trim();
      const good = goods.get(name);
      return {
        sku: name === '' ? '-' : name,
        quantity,
        unit_price: priceText(price, digits),
        ...(good !== undefined && { good }),
      };
    }),
    ...(facts.isMember && { member }),
    ...(facts.at !== undefined && { now: facts.at.toISOString() }),
    ...(facts.branch !== '' && { branch: facts.branch }),
    ...(facts.channel !== '' && { channel: facts.channel }),
    ...(facts.codes.length > 0 && { codes: [...facts.codes] }),
    ...(facts.method !== '' && { payments: [{ method: facts.method, amount: total, is_money: true }] }),
    ...(facts.shipping !== undefined && { shipping: facts.shipping }),
    ...(Object.keys(facts.left).length > 0 && { left: facts.left }),
  };
};

/** In what a refusal counts what is missing. */
export const missingUnit = (code: string): 'money' | 'quantity' | 'days' | 'count' => {
  if (code === 'total_too_low' || code === 'spent_too_little') return 'money';
  if (code === 'quantity_too_low' || code === 'bought_too_little') return 'quantity';
  return code === 'member_too_new' || code === 'purchase_too_recent' ? 'days' : 'count';
};
