import { spread } from '@vafa/kernel';
import { counts, type Counting } from '../asking/ask-basket.ts';
import { conditionAnswer, goodsTest } from '../sale/match-goods.ts';
import type { EffectOf } from '../terms/effects.ts';
import type { ApplyDiscount } from './apply-discount.ts';
import {
  cheapestFirst,
  countOf,
  dearestFirst,
  freeChoicesOf,
  mayTake,
  piecesOf,
  takeFirst,
  type Choice,
} from './choose-units.ts';
import { grantOwn, netOfPieces, type OwnPiece } from './grant.ts';
import { offOf } from './off.ts';
import { setsMax } from './prices.ts';
import { unitsOf, type LineInWork } from './sale-in-work.ts';
import { netOf, spreadOverUnits, weighedByNet, type WeighedRun } from './units.ts';

type BuyGet = EffectOf<'buy_get'>;

interface Sides {
  readonly isBuy: (line: LineInWork) => boolean;
  readonly isGet: (line: LineInWork) => boolean;
}

/** How often a set fits: enough to buy, enough to get, and no unit for both. */
const setsThatFit = ({ buy, get, times = setsMax }: BuyGet, choices: readonly Choice[], sides: Sides): number => {
  const buys = countOf(choices.filter(({ line }) => sides.isBuy(line)));
  const gets = countOf(choices.filter(({ line }) => sides.isGet(line)));
  return Math.min(
    times,
    setsMax,
    Math.floor(buys / buy.count),
    Math.floor(gets / get.count),
    Math.floor(countOf(choices) / (buy.count + get.count)),
  );
};

/**
 * The cheapest that a set may give. Of units that could also be bought so many are left as buying needs. Takes them out
 * of the choices.
 */
const chooseGets = (choices: readonly Choice[], wanted: number, toBuy: number, sides: Sides): Choice[] => {
  const onlyBuys = countOf(choices.filter(({ line }) => sides.isBuy(line) && !sides.isGet(line)));
  const both = countOf(choices.filter(({ line }) => sides.isBuy(line) && sides.isGet(line)));
  let spare = both - Math.max(0, toBuy - onlyBuys);
  const chosen: Choice[] = [];
  let missing = wanted;
  for (const choice of choices.filter(({ line }) => sides.isGet(line)).sort(cheapestFirst)) {
    const isBoth = sides.isBuy(choice.line);
    const some = takeFirst([choice], Math.min(missing, isBoth ? spare : missing));
    missing -= countOf(some);
    if (isBoth) spare -= countOf(some);
    chosen.push(...some);
  }
  return chosen;
};

/** First what no set could give, the dearest first. */
const chooseBuys = (choices: readonly Choice[], wanted: number, sides: Sides): Choice[] => {
  const open = choices.filter(({ line }) => sides.isBuy(line)).sort(dearestFirst);
  const order = [...open.filter(({ line }) => !sides.isGet(line)), ...open.filter(({ line }) => sides.isGet(line))];
  return takeFirst(order, wanted);
};

/** What each set takes off its own units: off their price, spread over lines, then over units. */
const ownsOf = ({ off, get }: BuyGet, gets: Choice[], sets: number): OwnPiece[] => {
  const units = new Map<LineInWork, WeighedRun[]>();
  for (let set = 0; set < sets; set++) {
    const pieces = piecesOf(takeFirst(gets, get.count));
    const net = netOfPieces(pieces);
    const shares = spread(
      offOf(off, net),
      pieces.map(({ runs }) => netOf(runs)),
    );
    pieces.forEach(({ line, runs }, place) => {
      const own = spreadOverUnits(unitsOf(line), weighedByNet(runs), shares[place] as bigint);
      const known = units.get(line);
      if (known) known.push(...own);
      else units.set(line, own);
    });
  }
  return Array.from(units, ([line, own]) => ({ line, units: own }));
};

const inOrder = (pieces: readonly OwnPiece[]): OwnPiece[] =>
  pieces
    .map(({ line, units }) => {
      const places = new Map(unitsOf(line).map((run, place) => [run, place]));
      const placeOf = ({ run }: WeighedRun): number => places.get(run) ?? 0;
      return { line, units: units.toSorted((one, other) => placeOf(one) - placeOf(other)) };
    })
    .sort((one, other) => one.line.goods.position - other.line.goods.position);

export const buyGet = (terms: BuyGet, counting: Counting): ApplyDiscount => {
  const { buy, get } = terms;
  const buyAnswer = conditionAnswer(buy.goods, counting.countNoDiscount);
  const getTest = goodsTest(get.goods);
  return (work, giver) => {
    const sides: Sides = {
      isBuy: ({ goods }) => buyAnswer(goods) === true && counts(goods, counting) && !giver.promotion.excludes(goods),
      isGet: (line) => mayTake(line, giver.promotion) && getTest(line.goods),
    };
    const lines = work.lines.filter((line) => sides.isBuy(line) || sides.isGet(line));
    const free = (): Choice[] => freeChoicesOf(lines);
    const sets = setsThatFit(terms, free(), sides);
    if (sets === 0) return;
    const gets = chooseGets(free(), sets * get.count, sets * buy.count, sides);
    const given = new Set(gets.map(({ run }) => run));
    const buys = chooseBuys(
      free().filter(({ run }) => !given.has(run)),
      sets * buy.count,
      sides,
    );
    const pieces = inOrder(ownsOf(terms, [...gets], sets));
    const used = [...buys.map(({ run }) => run), ...pieces.flatMap(({ units }) => units.map(({ run }) => run))];
    grantOwn(work, giver, pieces, { used, isFree: true });
  };
};
