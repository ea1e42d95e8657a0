import { shortfall } from './allocate.ts';
import type { AllocatedLine, ReceiptClaim, RowException } from './receipt-claim.ts';
import type { Session } from './session.ts';
import { hasRoom, type WantedLine } from './take-back.ts';

/** Of these units, in order, as many as each line has room for. */
const fit = (part: readonly AllocatedLine[], room: Map<number, bigint>): AllocatedLine[] =>
  part.flatMap((allocated) => {
    const left = room.get(allocated.position) ?? 0n;
    const quantityMilli = allocated.quantityMilli < left ? allocated.quantityMilli : left;
    room.set(allocated.position, left - quantityMilli);
    return quantityMilli > 0n ? [{ ...allocated, quantityMilli }] : [];
  });

/** What the sale took of its part under this return's id; undefined when it has not taken it. */
export const takenBefore = (session: Session, returnId: string, part: readonly AllocatedLine[]): AllocatedLine[] | undefined => {
  const earlier = session.returns.find(({ id }) => id === returnId);
  return earlier && fit(part, new Map(earlier.lines.map(({ position, quantityMilli }) => [position, quantityMilli])));
};

/** What the sale can still take of its part; less than allocated when another return came first. */
export const canTake = (session: Session, part: readonly AllocatedLine[]): AllocatedLine[] =>
  session.state === 'closed' && hasRoom(session, part.length)
    ? fit(part, new Map(session.lines.map(({ position, quantityMilli, returnedMilli }) => [position, quantityMilli - returnedMilli])))
    : [];

export const toWanted = (part: readonly AllocatedLine[]): WantedLine[] => part.map(({ position, quantityMilli }) => ({ position, quantityMilli }));

const sumByLine = (lines: readonly AllocatedLine[]): Map<number, bigint> => {
  const sums = new Map<number, bigint>();
  for (const { line, quantityMilli } of lines) sums.set(line, (sums.get(line) ?? 0n) + quantityMilli);
  return sums;
};

/** The claim once its sales have taken what they could: what they could not is an exception of its row. */
export const settleReturn = (claim: ReceiptClaim, applied: readonly AllocatedLine[]): ReceiptClaim => {
  const took = sumByLine(applied);
  const exceptions: RowException[] = [...claim.exceptions];
  for (const [line, planned] of sumByLine(claim.allocation)) {
    const units = took.get(line) ?? 0n;
    if (units === planned) continue;
    const place = exceptions.findIndex((exception) => exception.line === line);
    const row = claim.allocation.find((allocated) => allocated.line === line)?.row ?? 0;
    const missing = planned - units + (exceptions[place]?.quantityMilli ?? 0n);
    exceptions.splice(place === -1 ? exceptions.length : place, place === -1 ? 0 : 1, shortfall({ row, line }, units, missing));
  }
  return { ...claim, settled: true, accepted: applied.length > 0, exceptions };
};
