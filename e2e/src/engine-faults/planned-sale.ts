import { randomOf } from '../random-of.ts';

export interface PlannedLine {
  readonly sku: string;
  readonly quantity: number;
  /** Minor units. */
  readonly price: number;
}

/** A return: units by place of the line, from 0. */
export type PlannedReturn = ReadonlyMap<number, number>;

/** What a till is going to do with one customer. */
export interface PlannedSale {
  readonly number: number;
  /** Place in the list of members; undefined: nobody the club knows. */
  readonly member: number | undefined;
  readonly lines: readonly PlannedLine[];
  /** Points the member wants to pay with; 0: none. */
  readonly points: number;
  readonly end: 'close' | 'cancel';
  readonly returns: readonly PlannedReturn[];
}

/** Chances in a hundred. */
const chance = { nobody: 6, points: 45, cancel: 14, returnPart: 22, returnAll: 12, returnRest: 30 } as const;

type Random = () => number;

const upTo = (random: Random, most: number): number => 1 + Math.floor(random() * most);
const happens = (random: Random, percent: number): boolean => random() * 100 < percent;

const partOf = (random: Random, lines: readonly PlannedLine[]): PlannedReturn => {
  const place = Math.floor(random() * lines.length);
  return new Map([[place, upTo(random, lines[place]?.quantity ?? 1)]]);
};

const restAfter = (lines: readonly PlannedLine[], before: PlannedReturn): PlannedReturn =>
  new Map(
    lines
      .map(({ quantity }, place) => [place, quantity - (before.get(place) ?? 0)] as const)
      .filter(([, quantity]) => quantity > 0),
  );

const returnsOf = (random: Random, lines: readonly PlannedLine[]): PlannedReturn[] => {
  if (happens(random, chance.returnAll)) return [restAfter(lines, new Map())];
  if (!happens(random, chance.returnPart)) return [];
  const part = partOf(random, lines);
  const rest = restAfter(lines, part);
  return rest.size > 0 && happens(random, chance.returnRest) ? [part, rest] : [part];
};

/** The sale with this number, always the same for a seed. Half of the sales are those of the first four members. */
export const plannedSale = (seed: number, number: number, members: number): PlannedSale => {
  const random = randomOf(Math.imul(seed, 1_000_003) + number);
  const few = Math.min(4, members);
  const member = happens(random, chance.nobody)
    ? undefined
    : Math.floor(random() * (happens(random, 50) ? few : members));
  const lines = Array.from({ length: upTo(random, 3) }, (_, place) => ({
    sku: `S-${place + 1}`,
    quantity: upTo(random, 4),
    price: 50 + Math.floor(random() * 4_000),
  }));
  const total = lines.reduce((sum, { quantity, price }) => sum + quantity * price, 0);
  const points = member !== undefined && happens(random, chance.points) ? upTo(random, Math.min(400, total)) : 0;
  const end = happens(random, chance.cancel) ? 'cancel' : 'close';
  return { number, member, lines, points, end, returns: end === 'close' ? returnsOf(random, lines) : [] };
};

/** The sale that gives a member its first points: 500 of them. */
export const openingSale = (number: number, member: number): PlannedSale => ({
  number,
  member,
  lines: [{ sku: 'S-0', quantity: 4, price: 12_500 }],
  points: 0,
  end: 'close',
  returns: [],
});
