import type { StandingPromotion } from '../standing-promotion.ts';
import type { Giver } from './giver.ts';
import { spread } from '@vafa/kernel';
import { least } from './rounding.ts';
import {
  cut,
  noteTaken,
  roomAbove,
  takenBy,
  takeOff,
  withinCaps,
  type LineInWork,
  type SaleInWork,
} from './sale-in-work.ts';
import { netOf, weighedByNet, weightOf, type UnitRun, type WeighedRun } from './units.ts';

/** Some units of a line, or the whole line where no units are named. */
export interface Piece {
  readonly line: LineInWork;
  readonly runs?: readonly UnitRun[] | undefined;
}

/** A discount that belongs to units of a line: the weight of a run is what each of its units gets. */
export interface OwnPiece {
  readonly line: LineInWork;
  readonly units: readonly WeighedRun[];
}

/** What a set uses, and what of it is given away. */
export interface SetUnits {
  readonly used?: readonly UnitRun[];
  readonly isFree?: boolean;
}

const netOfPiece = ({ line, runs }: Piece): bigint => (runs ? netOf(runs) : line.net);

export const netOfPieces = (pieces: readonly Piece[]): bigint => {
  let net = 0n;
  for (const piece of pieces) net += netOfPiece(piece);
  return net;
};

/** The most that a promotion takes off a line: by its own cap, and after a return by what it gave at the sale. */
const capOf = ({ measured }: SaleInWork, { version }: StandingPromotion, { goods }: LineInWork): bigint | undefined => {
  const { line: cap } = version.terms.caps;
  const most = measured.sale.most?.(version.id, goods);
  if (most === undefined || cap === undefined) return most ?? cap;
  return least(most, cap);
};

/** Takes at most this off a line: what the cap of a line and the floor cut is not moved to other lines. */
const takeShare = (
  work: SaleInWork,
  giver: Giver,
  line: LineInWork,
  share: bigint,
  {
    units,
    isFree,
  }: {
    readonly units: readonly WeighedRun[] | undefined;
    readonly isFree: boolean;
  },
): bigint => {
  const { promotion } = giver;
  const { floorOnFree } = promotion.version.terms;
  let amount = share;
  const cap = capOf(work, promotion, line);
  if (cap !== undefined) {
    amount = least(amount, cap - (takenBy(work, promotion).byLine.get(line) ?? 0n));
    cut(work, promotion, 'cap_reached', share - amount);
  }
  const room = isFree && !floorOnFree ? undefined : roomAbove(work, line, promotion);
  if (room !== undefined && room < amount) {
    cut(work, promotion, 'floor_reached', amount - room);
    amount = room;
  }
  if (amount <= 0n) return 0n;
  takeOff(line, giver, amount, units);
  if (cap !== undefined) {
    const { byLine } = takenBy(work, promotion);
    byLine.set(line, (byLine.get(line) ?? 0n) + amount);
  }
  return amount;
};

const whole = { units: undefined, isFree: false };

/** Spreads a discount over whole lines by what they cost now; `off` tells it of the net of all. */
export const grantWhole = (
  work: SaleInWork,
  giver: Giver,
  lines: readonly LineInWork[],
  off: (net: bigint) => bigint,
): void => {
  const nets: bigint[] = [];
  let net = 0n;
  for (const line of lines) {
    nets.push(line.net);
    net += line.net;
  }
  const allowed = withinCaps(work, giver.promotion, off(net));
  if (allowed === 0n) return;
  const shares = spread(allowed, nets);
  let sum = 0n;
  let place = 0;
  for (const line of lines) {
    sum += takeShare(work, giver, line, shares[place++] as bigint, whole);
  }
  noteTaken(work, giver.promotion, sum);
};

/** Spreads a discount over pieces of different lines by what they cost now; false where a cap leaves nothing. */
export const grant = (
  work: SaleInWork,
  giver: Giver,
  pieces: readonly Piece[],
  wanted: bigint,
  used: readonly UnitRun[] = [],
): boolean => {
  const allowed = withinCaps(work, giver.promotion, wanted);
  if (allowed === 0n) return false;
  const shares = spread(allowed, pieces.map(netOfPiece));
  for (const run of used) run.isUsed = true;
  let sum = 0n;
  let place = 0;
  for (const { line, runs } of pieces) {
    const of = runs ? { units: weighedByNet(runs), isFree: false } : whole;
    sum += takeShare(work, giver, line, shares[place++] as bigint, of);
  }
  noteTaken(work, giver.promotion, sum);
  return true;
};

/** Gives discounts that belong to their units; a cap cuts them in proportion. One piece a line. */
export const grantOwn = (
  work: SaleInWork,
  giver: Giver,
  pieces: readonly OwnPiece[],
  { used = [], isFree = false }: SetUnits = {},
): void => {
  const owns = pieces.map(({ units }) => weightOf(units));
  const wanted = owns.reduce((sum, own) => sum + own, 0n);
  const allowed = withinCaps(work, giver.promotion, wanted);
  if (allowed === 0n) return;
  const shares = spread(allowed, owns);
  for (const run of used) run.isUsed = true;
  if (isFree) for (const { units } of pieces) for (const { run } of units) run.freeBy = giver;
  let sum = 0n;
  pieces.forEach(({ line, units }, place) => {
    sum += takeShare(work, giver, line, shares[place] as bigint, { units, isFree });
  });
  noteTaken(work, giver.promotion, sum);
};
