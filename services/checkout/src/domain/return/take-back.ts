import { amountsOf } from '@vafa/contracts/receipts';
import { amountOf, DomainError } from '@vafa/kernel';
import { adjusted, pointsIn, type Adjudication, type Due } from '../session/adjudication.ts';
import { pointsHeld } from '../session/hold-points.ts';
import type { SoldLine } from '../session/line.ts';
import { givenBy, restorations, reversals, takeFrom, type Given, type Reversal } from '../session/postings.ts';
import type { Decision, Ordered, Return, ReturnedLine, Session } from '../session/session.ts';

export interface WantedLine {
  readonly position: number;
  /** Thousandths of a unit. */
  readonly quantityMilli: bigint;
}

/** What a return leaves of a sale. */
export interface TakeBack {
  /** The lines of the session after it. */
  readonly lines: readonly SoldLine[];
  readonly returned: readonly WantedLine[];
}

export interface ReturnTerms {
  readonly id: string;
  readonly receipt: string;
  readonly at: Date;
  /** Part of a batch of what was done elsewhere. */
  readonly historical: boolean;
}

/**
 * Returns of one sale, lines of them all, and postings to ask about that are kept; more would let a document grow
 * without end.
 */
export const returnsMax = 1_000;
export const returnedLinesMax = 30_000;
const orderedMax = 10_000;

/** Whether the sale can keep a return of so many lines. */
const hasRoom = ({ returns }: Pick<Session, 'returns'>, lines: number): boolean =>
  returns.length < returnsMax && returns.reduce((sum, one) => sum + one.lines.length, lines) <= returnedLinesMax;

/** Amount of what was not returned of a line: its rest × its price, rounded half up. */
export const remainingAmount = (
  { unitPrice, quantityMilli, returnedMilli, amount }: SoldLine,
  digits: number,
): bigint => (returnedMilli === 0n ? amount : amountOf(unitPrice, quantityMilli - returnedMilli, digits));

export const remainingLines = (
  lines: readonly SoldLine[],
  digits: number,
): Pick<SoldLine, 'position' | 'sku' | 'unitPrice' | 'quantityMilli' | 'amount'>[] =>
  lines
    .filter(({ quantityMilli, returnedMilli }) => returnedMilli < quantityMilli)
    .map((line) => ({
      position: line.position,
      sku: line.sku,
      unitPrice: line.unitPrice,
      quantityMilli: line.quantityMilli - line.returnedMilli,
      amount: remainingAmount(line, digits),
    }));

/** What the rest of a sale costs, less what promotions take off it. */
export const costOfRest = ({
  lines,
  currencyDigits,
  adjudication,
}: Pick<Session, 'lines' | 'currencyDigits' | 'adjudication'>): bigint =>
  amountsOf(remainingLines(lines, currencyDigits)) - adjusted(adjudication);

const refunded = ({ returns }: Pick<Session, 'returns'>): bigint =>
  returns.reduce((sum, { amount }) => sum + amount, 0n);

/**
 * What the member has paid for what is left. Where a return lost a discount on what stays, that costs more than was
 * paid and not refunded: nobody pays the difference.
 */
export const remainingTotal = (
  session: Pick<Session, 'lines' | 'currencyDigits' | 'adjudication' | 'total' | 'returns'>,
): bigint => {
  const [cost, paid] = [costOfRest(session), session.total - refunded(session)];
  return cost > paid ? paid : cost;
};

/**
 * The money that goes back: what was paid, less what the rest costs, less what went back before (`returns`), and never
 * below 0. Of a line it is told what that costs less than before; what others lost with it is in the sum alone.
 */
export const moneyBack = (
  before: Session,
  after: Session,
  returned: readonly WantedLine[],
): { readonly lines: readonly ReturnedLine[]; readonly amount: bigint } => {
  const cost = ({ lines, currencyDigits, adjudication }: Session) => {
    const byPosition = new Map(lines.map((line) => [line.position, remainingAmount(line, currencyDigits)]));
    for (const { position, amount } of adjudication.adjustments)
      byPosition.set(position, (byPosition.get(position) ?? 0n) - amount);
    return (position: number): bigint => byPosition.get(position) ?? 0n;
  };
  const [was, is] = [cost(before), cost(after)];
  const due = before.total - costOfRest(after) - refunded(before);
  const lines = returned.map(({ position, quantityMilli }) => ({
    position,
    quantityMilli,
    amount: was(position) - is(position),
  }));
  return { lines, amount: due > 0n ? due : 0n };
};

/** Units by position, in the order of the lines. */
export const inPlaces = (lines: readonly SoldLine[], units: ReadonlyMap<number, bigint>): WantedLine[] =>
  lines.flatMap(({ position }) => {
    const quantityMilli = units.get(position);
    return quantityMilli === undefined ? [] : [{ position, quantityMilli }];
  });

const bySum = (wanted: readonly WantedLine[]): Map<number, bigint> => {
  const sums = new Map<number, bigint>();
  for (const { position, quantityMilli } of wanted) {
    if (quantityMilli <= 0n)
      throw new DomainError('invalid', 'invalid_session', 'a return takes something back', {
        line: String(position),
        fault: 'quantity_not_positive',
      });
    sums.set(position, (sums.get(position) ?? 0n) + quantityMilli);
  }
  return sums;
};

const tooManyReturns = (): DomainError =>
  new DomainError('refused', 'too_many_returns', 'the sale has too many returns');

/**
 * What is left of the sale when these lines go back. Raises `session_not_closed`, `line_not_found`, `more_than_sold`,
 * `too_many_returns`, `invalid_session` (no line, or none of it).
 */
export const planReturn = (session: Session, wanted: readonly WantedLine[]): TakeBack => {
  if (session.state !== 'closed')
    throw new DomainError('conflict', 'session_not_closed', 'only lines of a closed session can be returned');
  if (wanted.length === 0)
    throw new DomainError('invalid', 'invalid_session', 'a return has lines', { field: 'lines' });
  const sums = bySum(wanted);
  if (!hasRoom(session, sums.size)) throw tooManyReturns();
  const positions = new Set(session.lines.map(({ position }) => position));
  for (const position of sums.keys()) {
    if (!positions.has(position))
      throw new DomainError('not_found', 'line_not_found', 'the session has no such line', { line: String(position) });
  }
  const lines = session.lines.map((line) => {
    const quantityMilli = sums.get(line.position);
    if (quantityMilli === undefined) return line;
    const after = { ...line, returnedMilli: line.returnedMilli + quantityMilli };
    if (after.returnedMilli > line.quantityMilli)
      throw new DomainError('refused', 'more_than_sold', 'more is returned than was sold', {
        line: String(line.position),
      });
    return after;
  });
  return { lines, returned: inPlaces(lines, sums) };
};

/** What each effect has to give back: a return never gives anything, whatever a promotion makes of a smaller basket. */
const lessThan = ({ dues }: Adjudication, { dues: now }: Adjudication): Due[] =>
  dues.flatMap(({ effectId, unit, amount }) => {
    const left = now.find((due) => due.effectId === effectId && due.unit === unit)?.amount ?? 0n;
    return left < amount ? [{ effectId, unit, amount: amount - left }] : [];
  });

const takeBack = (
  session: Session,
  due: readonly Due[],
): { readonly taken: readonly Given[]; readonly left: readonly Given[] } => {
  let left = givenBy(session);
  const taken = due.flatMap((one) => {
    const part = takeFrom(left, one);
    left = part.left;
    return part.taken;
  });
  return { taken, left };
};

/** Points that paid for what is returned: their share of the amount, rounded down; all of them once nothing is left. */
export const restoredBy = (session: Session, after: Session): bigint => {
  const spent = pointsHeld(session)?.amount ?? 0n;
  if (spent === 0n) return 0n;
  const before = session.returns.reduce((sum, { pointsRestored }) => sum + pointsRestored, 0n);
  const allBack = after.lines.every(({ quantityMilli, returnedMilli }) => returnedMilli === quantityMilli);
  const due = allBack ? spent : after.total === 0n ? 0n : (spent * (after.total - costOfRest(after))) / after.total;
  return due > before ? due - before : 0n;
};

const toOrdered =
  (restores: boolean) =>
  ({ key, account, unit, amount }: Reversal): Ordered => ({ key, account, unit, amount, restores });

/** What is to be asked of the ledger about a return. Raises `too_many_returns`. */
const keptOrders = ({ returns }: Session, takings: readonly Reversal[], back: readonly Reversal[]): Ordered[] => {
  const ordered = [...takings.map(toOrdered(false)), ...back.map(toOrdered(true))];
  if (returns.reduce((sum, one) => sum + (one.ordered?.length ?? 0), ordered.length) > orderedMax)
    throw tooManyReturns();
  return ordered;
};

/**
 * Writes a planned return down; `rest` is what the sale's own promotions make of what is left. Raises
 * `too_many_returns` for one that is asked for by itself.
 */
export const recordReturn = (
  session: Session,
  plan: TakeBack,
  terms: ReturnTerms,
  rest: Adjudication,
  now: Date,
): Decision => {
  const { id, receipt, at, historical } = terms;
  const due = lessThan(session.adjudication, rest);
  const { taken, left } = takeBack(session, due);
  const draft: Session = { ...session, lines: plan.lines, adjudication: rest };
  const { lines, amount } = moneyBack(session, draft, plan.returned);
  const pointsRestored = restoredBy(session, draft);
  // What comes back goes first: it pays before a debt is made.
  const back = restorations(session.saleId, id, pointsHeld(session), pointsRestored, at);
  const takings = reversals(session.saleId, id, taken, at);
  const ordered = historical ? {} : { ordered: keptOrders(session, takings, back) };
  const entry: Return = { id, receipt, at, lines, amount, pointsTakenBack: pointsIn(due), pointsRestored, ...ordered };
  const set = {
    lines: plan.lines,
    adjudication: rest,
    returns: [...session.returns, entry],
    ...(session.given && { given: left }),
    ...(!historical && { apiReturns: session.apiReturns + 1 }),
  };
  return {
    set,
    key: id,
    at: now,
    fact: {
      kind: 'returned',
      session,
      return: entry,
      remainingTotal: remainingTotal({ ...draft, returns: set.returns }),
      historical,
      postings: [...back, ...takings],
    },
  };
};
