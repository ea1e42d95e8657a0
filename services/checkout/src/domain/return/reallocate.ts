import { goodsKey } from '@vafa/contracts/goods';
import {
  isRefused,
  type AllocatedLine,
  type FittingLine,
  type ReceiptClaim,
  type RowException,
  type WantedBack,
} from '../receipt/receipt-claim.ts';
import type { SoldLine } from '../session/line.ts';
import { ReturnRoom } from './return-room.ts';
import type { Session } from '../session/session.ts';
import { TakenAtTills } from './taken-at-tills.ts';

/** Where a return's lines go back to, and what of it finds no place. */
export interface Allocation {
  readonly lines: readonly AllocatedLine[];
  readonly exceptions: readonly RowException[];
}

const fitsMax = 10;

/** Codes of rows that a later sale may still make good. */
const shortfallCodes: ReadonlySet<string> = new Set([
  'no_member',
  'no_matching_line',
  'matched_in_part',
  'price_differs',
  'too_many_returns',
]);

/** Rows that stay exceptions whatever is sold. */
export const lastingExceptions = ({
  exceptions,
  wanted,
}: Pick<ReceiptClaim, 'exceptions' | 'wanted'>): RowException[] => {
  const lines = new Set(wanted.map(({ line }) => line));
  return exceptions.filter(({ code, line }) => !(line !== undefined && lines.has(line) && shortfallCodes.has(code)));
};

const soldTime = ({ soldAt }: Session): number => soldAt?.getTime() ?? Number.POSITIVE_INFINITY;

const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/**
 * Latest first; what was sold at the same instant by receipt and id, so that no file's rows and no order of files
 * count.
 */
const latestFirst = (a: Session, b: Session): number =>
  soldTime(b) - soldTime(a) || byText(b.receipt, a.receipt) || byText(b.sessionId, a.sessionId);

/** Returns in the order of time; at the same instant by receipt. */
export const inOrder = (a: ReceiptClaim, b: ReceiptClaim): number =>
  (a.at?.getTime() ?? 0) - (b.at?.getTime() ?? 0) || byText(a.receipt, b.receipt) || byText(a.id, b.id);

interface Place {
  readonly session: Session;
  readonly line: SoldLine;
  readonly room: ReturnRoom;
  left: bigint;
}

/** What these returns have taken of each line so far; they give it up to be allocated anew. */
const takenBy = ({ returns }: Session, returnIds: ReadonlySet<string>): ReadonlyMap<number, bigint> => {
  const taken = new Map<number, bigint>();
  for (const { id, lines } of returns) {
    if (returnIds.has(id))
      for (const { position, quantityMilli } of lines) taken.set(position, (taken.get(position) ?? 0n) + quantityMilli);
  }
  return taken;
};

const placesOf = (
  memberId: string,
  sessions: readonly Session[],
  returnIds: ReadonlySet<string>,
): ReadonlyMap<string, Place[]> => {
  const sold = sessions
    .filter((session) => session.state === 'closed' && session.memberId === memberId)
    .toSorted(latestFirst);
  const places = sold.flatMap((session) => {
    const taken = takenBy(session, returnIds);
    const room = new ReturnRoom(session, returnIds);
    return session.lines.map(
      (line): Place => ({
        session,
        line,
        room,
        left: line.quantityMilli - line.returnedMilli + (taken.get(line.position) ?? 0n),
      }),
    );
  });
  return Map.groupBy(places, ({ line }) => goodsKey(line.sku));
};

/** A sale that is no later than the return, of the branches that may be looked in, and not the same receipt. */
const takes = ({ session }: Place, claim: ReceiptClaim): boolean =>
  soldTime(session) <= (claim.at?.getTime() ?? 0) &&
  (claim.branchIds.length === 0 || claim.branchIds.includes(session.branchId)) &&
  session.saleId !== claim.saleId;

const hasRoom = ({ room, line }: Place, { returnId }: ReceiptClaim): boolean => room.has(returnId, line.position);

const take = (claim: ReceiptClaim, wanted: WantedBack, places: readonly Place[]): AllocatedLine[] => {
  const taken: AllocatedLine[] = [];
  let missing = wanted.quantityMilli;
  for (const place of places) {
    if (missing === 0n) break;
    if (place.left <= 0n || place.line.unitPrice !== wanted.unitPrice || !takes(place, claim) || !hasRoom(place, claim))
      continue;
    const quantityMilli = place.left < missing ? place.left : missing;
    place.left -= quantityMilli;
    place.room.take(claim.returnId, place.line.position);
    missing -= quantityMilli;
    taken.push({
      line: wanted.line,
      row: wanted.row,
      sessionId: place.session.sessionId,
      position: place.line.position,
      quantityMilli,
    });
  }
  return taken;
};

const shortfall = (
  claim: ReceiptClaim,
  { line, row, quantityMilli, unitPrice }: WantedBack,
  matched: bigint,
  places: readonly Place[],
): RowException => {
  if (matched > 0n) return { row, line, code: 'matched_in_part', quantityMilli: quantityMilli - matched };
  const left = places.filter((place) => place.left > 0n && takes(place, claim));
  if (left.some((place) => place.line.unitPrice === unitPrice))
    return { row, line, code: 'too_many_returns', quantityMilli: 0n };
  const fits = left.filter((place) => hasRoom(place, claim)).slice(0, fitsMax);
  const found = fits.map(
    ({ session, line: sold, left: leftMilli }): FittingLine => ({
      sessionId: session.sessionId,
      position: sold.position,
      unitPrice: sold.unitPrice,
      leftMilli,
    }),
  );
  return {
    row,
    line,
    code: found.length > 0 ? 'price_differs' : 'no_matching_line',
    quantityMilli: 0n,
    ...(found.length > 0 && { fits: found }),
  };
};

const wantedBy = (claim: ReceiptClaim): readonly WantedBack[] => (isRefused(claim) ? [] : claim.wanted);

interface Part {
  readonly wanted: WantedBack;
  readonly lines: readonly AllocatedLine[];
  /** Thousandths of a unit that a till took back under the same receipt. */
  readonly known: bigint;
  /** What stood of it, where its goods are not asked about. */
  readonly kept?: readonly RowException[];
}

const asItStands = ({ allocation, exceptions }: ReceiptClaim, wanted: WantedBack): Part => ({
  wanted,
  lines: allocation.filter(({ line }) => line === wanted.line),
  known: 0n,
  kept: exceptions.filter(({ code, line }) => line === wanted.line && shortfallCodes.has(code)),
});

/**
 * Where all returns of a member go back to: in the order of time, each line to the latest sale no later than it with
 * the same goods and price that has units left. It follows from what is known and not from the order in which it came.
 * What tills took back by themselves stays where it is, and is the same return when its receipt says so. `keys` are
 * goods to look at, others stay: goods do not depend on each other. By claim id.
 */
export const reallocate = (
  memberId: string,
  claims: readonly ReceiptClaim[],
  sessions: readonly Session[],
  keys?: ReadonlySet<string>,
): ReadonlyMap<string, Allocation> => {
  const returnIds = new Set(claims.map(({ returnId }) => returnId));
  const places = placesOf(memberId, sessions, returnIds);
  const tills = new TakenAtTills(
    sessions.filter((session) => session.memberId === memberId),
    returnIds,
  );
  const goods = (wanted: WantedBack): readonly Place[] => places.get(goodsKey(wanted.sku)) ?? [];
  const isAsked = ({ sku }: WantedBack): boolean => keys === undefined || keys.has(goodsKey(sku));
  const rooms = new Map([...places.values()].flat().map(({ session, room }) => [session.sessionId, room]));
  for (const claim of claims) {
    const kept = new Set(
      wantedBy(claim)
        .filter((wanted) => !isAsked(wanted))
        .map(({ line }) => line),
    );
    for (const { line, sessionId, position } of claim.allocation)
      if (kept.has(line)) rooms.get(sessionId)?.take(claim.returnId, position);
  }
  const anew = (claim: ReceiptClaim, wanted: WantedBack): Part => {
    const known = tills.take(claim, wanted);
    return {
      wanted,
      known,
      lines: take(claim, { ...wanted, quantityMilli: wanted.quantityMilli - known }, goods(wanted)),
    };
  };
  const taken = claims.toSorted(inOrder).map((claim) => ({
    claim,
    parts: wantedBy(claim).map((wanted): Part => (isAsked(wanted) ? anew(claim, wanted) : asItStands(claim, wanted))),
  }));
  return new Map(
    taken.map(({ claim, parts }) => {
      const short = parts.flatMap(({ wanted, lines, known, kept }) => {
        if (kept) return kept;
        const matched = lines.reduce((sum, { quantityMilli }) => sum + quantityMilli, known);
        return matched === wanted.quantityMilli ? [] : [shortfall(claim, wanted, matched, goods(wanted))];
      });
      return [
        claim.id,
        { lines: parts.flatMap(({ lines }) => lines), exceptions: [...lastingExceptions(claim), ...short] },
      ];
    }),
  );
};

const textOf = (lines: readonly AllocatedLine[]): string =>
  lines
    .map(({ line, sessionId, position, quantityMilli }) => [line, sessionId, position, quantityMilli].join('\u0000'))
    .sort()
    .join('\u0001');

const exceptionsText = (exceptions: readonly RowException[]): string =>
  JSON.stringify(exceptions.map(({ row, code, quantityMilli }) => [row, code, quantityMilli.toString()]));

/** The claim with its new allocation; undefined when that is the one it has, applied. */
export const withAllocation = (claim: ReceiptClaim, { lines, exceptions }: Allocation): ReceiptClaim | undefined => {
  const isSame = textOf(claim.allocation) === textOf(lines);
  if (isSame && claim.settled && exceptionsText(claim.exceptions) === exceptionsText(exceptions)) return undefined;
  const places = [...new Set([...claim.places, ...lines.map(({ sessionId }) => sessionId)])];
  const accepted = claim.kind === 'return' ? lines.length > 0 : claim.accepted;
  return {
    ...claim,
    allocation: lines,
    exceptions,
    accepted,
    places,
    settled: isSame && claim.settled,
    revision: claim.revision + 1,
  };
};
