import { adjudicatePromotions } from '@vafa/campaigns/src/domain/promotions/adjudicate-promotions';
import { compilePromotion } from '@vafa/campaigns/src/domain/promotions/compile-promotion';
import { RunningPromotions } from '@vafa/campaigns/src/domain/promotions/running';
import type { PromotedSale, SaleLine } from '@vafa/campaigns/src/domain/promotions/sale/sale';
import { promotion } from '@vafa/campaigns/src/domain/promotions/terms/promotion';
import { Engine } from 'json-rules-engine';

const branches = 10;
const skus = 200;
const linesOfBasket = 20;
const tiers = ['base', 'silver', 'gold'];

/** A promotion as both sides understand it: each condition that is given must be met. */
export interface Offer {
  readonly code: string;
  readonly branch?: string;
  readonly tier?: string;
  /** Minor units of the whole basket. */
  readonly total?: number;
  readonly sku?: string;
  readonly units?: number;
}

const sku = (number: number): string => `sku-${String(number % skus)}`;
const branch = (number: number): string => `branch-${String(number % branches)}`;

/** Offers of five kinds by turns. */
export const offers = (count: number): Offer[] =>
  Array.from({ length: count }, (_, at): Offer => {
    const code = `offer-${String(at)}`;
    const total = 5_000 + ((at * 977) % 60_000);
    const kinds: readonly Omit<Offer, 'code'>[] = [
      { branch: branch(at / 5), total },
      { tier: tiers[at % tiers.length] ?? '', total },
      { branch: branch(at), sku: sku(at * 7), units: 1 },
      { sku: sku(at * 11), units: 2 },
      { tier: 'gold', sku: sku(at * 3), units: 1 },
    ];
    return { code, ...kinds[at % kinds.length] };
  });

/** Offers of goods that no basket has. */
export const strangeOffers = (count: number): Offer[] =>
  Array.from({ length: count }, (_, at) => ({
    code: `strange-${String(at)}`,
    sku: `unsold-${String(at)}`,
    units: 1,
    ...(at % 2 === 0 && { branch: branch(at) }),
  }));

export const baskets = (count: number): PromotedSale[] =>
  Array.from({ length: count }, (_, at) => ({
    at: new Date('2026-03-10T12:00:00Z'),
    zone: 'Asia/Tehran',
    calendar: 'persian',
    place: { branch: branch(at) },
    member: { id: `member-${String(at)}`, tier: tiers[at % tiers.length] ?? '' },
    lines: Array.from({ length: linesOfBasket }, (_line, line): SaleLine => {
      const price = 100 + ((at * 31 + line * 17) % 2_500);
      const units = 1 + ((at + line) % 3);
      return {
        position: line + 1,
        sku: sku(at * 13 + line * 9),
        quantityMilli: units * 1000,
        gross: BigInt(price * units),
        unitPrice: String(price),
      };
    }),
  }));

/** Codes of the offers that applied, in order. */
export type Adjudicate = (sale: PromotedSale) => string[] | Promise<string[]>;

/** By turns money off the goods and points, so that each offer that applies has an effect. */
const effectOf = ({ sku: named }: Offer, at: number): object =>
  at % 2 === 0
    ? { kind: 'off_lines', off: { percent: 5 }, ...(named !== undefined && { goods: { skus: [named] } }) }
    : { kind: 'points', points: 10 };

const conditionsOf = ({ branch: place, tier, total, sku: named, units }: Offer): object[] => [
  ...(place === undefined ? [] : [{ kind: 'branch', in: [place] }]),
  ...(tier === undefined ? [] : [{ kind: 'tier', in: [tier] }]),
  ...(total === undefined ? [] : [{ kind: 'total', atLeast: total }]),
  ...(named === undefined ? [] : [{ kind: 'quantity', atLeast: units, goods: { skus: [named] } }]),
];

/** `withLines`: what each line got is told, too. */
export const ours = (all: readonly Offer[], withLines = false): Adjudicate => {
  const running = new RunningPromotions(
    all.map((offer, at) =>
      compilePromotion({
        id: offer.code,
        version: 1,
        publishedAt: new Date(0),
        terms: promotion.parse({
          code: offer.code,
          name: offer.code,
          conditions: conditionsOf(offer),
          effects: [effectOf(offer, at)],
        }),
      }),
    ),
  );
  return (sale) => {
    const { given, discounts, lines } = adjudicatePromotions(running, sale);
    if (withLines) lines();
    const codes = new Set([...given, ...discounts].map(({ promotion: { version } }) => version.terms.code));
    return [...codes].sort();
  };
};

const unitsFact = (named: string): string => `units of ${named}`;

/** Each figure is a fact of its own: a path into an object costs that engine more. */
const factsOf = ({ place, member, lines }: PromotedSale): Record<string, string | number> => {
  const facts: Record<string, string | number> = { branch: place.branch ?? '', tier: member?.tier ?? '', total: 0 };
  let total = 0;
  for (const line of lines) {
    total += Number(line.gross);
    const name = unitsFact(line.sku);
    facts[name] = Number(facts[name] ?? 0) + line.quantityMilli / 1000;
  }
  facts.total = total;
  return facts;
};

interface FactCondition {
  readonly fact: string;
  readonly operator: 'equal' | 'greaterThanInclusive';
  readonly value: string | number;
}

const factConditionsOf = ({ branch: place, tier, total, sku: named, units }: Offer): FactCondition[] => [
  ...(place === undefined ? [] : [{ fact: 'branch', operator: 'equal' as const, value: place }]),
  ...(tier === undefined ? [] : [{ fact: 'tier', operator: 'equal' as const, value: tier }]),
  ...(total === undefined ? [] : [{ fact: 'total', operator: 'greaterThanInclusive' as const, value: total }]),
  ...(named === undefined || units === undefined
    ? []
    : [{ fact: unitsFact(named), operator: 'greaterThanInclusive' as const, value: units }]),
];

/** json-rules-engine on the same conditions. It tells which offers apply, and reckons no money. */
export const theirs = (all: readonly Offer[]): Adjudicate => {
  const engine = new Engine([], { allowUndefinedFacts: true });
  for (const offer of all)
    engine.addRule({ conditions: { all: factConditionsOf(offer) }, event: { type: offer.code } });
  return async (sale) => {
    const { events } = await engine.run(factsOf(sale));
    return events.map(({ type }) => type).sort();
  };
};
