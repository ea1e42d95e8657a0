import type { Giver } from './giver.ts';
import { least, spread } from './spread.ts';
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

interface LineShare {
  readonly line: LineInWork;
  readonly amount: bigint;
  readonly units?: readonly WeighedRun[] | undefined;
}

/** Takes at most this off a line: what the cap of a line and the floor cut is not moved to other lines. */
const takeShare = (
  work: SaleInWork,
  giver: Giver,
  { line, amount: share, units }: LineShare,
  isFree: boolean,
): bigint => {
  const { promotion, effect } = giver;
  const taken = takenBy(work, promotion);
  const { caps, floorOnFree } = promotion.version.terms;
  const before = taken.byLine.get(line) ?? 0n;
  let amount = share;
  if (caps.line !== undefined) {
    amount = least(amount, caps.line - before);
    cut(taken, 'cap_reached', share - amount);
  }
  const room = isFree && !floorOnFree ? undefined : roomAbove(work, line, promotion);
  if (room !== undefined && room < amount) {
    cut(taken, 'floor_reached', amount - room);
    amount = room;
  }
  if (amount <= 0n) return 0n;
  takeOff(line, { promotion, effect, amount }, units);
  taken.byLine.set(line, before + amount);
  return amount;
};

const takeAll = (
  work: SaleInWork,
  giver: Giver,
  shares: readonly LineShare[],
  { used = [], isFree = false }: SetUnits,
): void => {
  for (const run of used) run.isUsed = true;
  if (isFree) for (const { units = [] } of shares) for (const { run } of units) run.freeBy = giver;
  let sum = 0n;
  for (const share of shares) if (share.amount > 0n) sum += takeShare(work, giver, share, isFree);
  noteTaken(work, giver.promotion, sum);
};

/** Spreads a discount over pieces of different lines by what they cost now; false where a cap leaves nothing. */
export const grant = (
  work: SaleInWork,
  giver: Giver,
  pieces: readonly Piece[],
  wanted: bigint,
  set: SetUnits = {},
): boolean => {
  const allowed = withinCaps(work, giver.promotion, wanted);
  if (allowed === 0n) return false;
  const shares = spread(allowed, pieces.map(netOfPiece));
  const ofLines = pieces.map(({ line, runs }, place): LineShare => {
    return { line, amount: shares[place] as bigint, units: runs && weighedByNet(runs) };
  });
  takeAll(work, giver, ofLines, set);
  return true;
};

/** Gives discounts that belong to their units; a cap cuts them in proportion. One piece a line. */
export const grantOwn = (work: SaleInWork, giver: Giver, pieces: readonly OwnPiece[], set: SetUnits = {}): void => {
  const owns = pieces.map(({ units }) => weightOf(units));
  const wanted = owns.reduce((sum, own) => sum + own, 0n);
  const allowed = withinCaps(work, giver.promotion, wanted);
  if (allowed === 0n) return;
  const shares = spread(allowed, owns);
  takeAll(
    work,
    giver,
    pieces.map(({ line, units }, place) => ({ line, units, amount: shares[place] as bigint })),
    set,
  );
};
