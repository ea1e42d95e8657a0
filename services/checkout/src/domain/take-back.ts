import { amountOf, amountsOf, DomainError, turnedBackBy } from '@vafa/kernel';
import { takeFrom } from './accrual-entries.ts';
import type { SoldLine } from './line.ts';
import type { Accrual, AccrualChange, AccrualEntry, Decision, LedgerEffect, PointsHold, Return, ReturnedLine, Session } from './session.ts';

export interface WantedLine {
  readonly position: number;
  /** Thousandths of a unit. */
  readonly quantityMilli: bigint;
}

/** What a return leaves of a sale. */
export interface TakeBack {
  /** The lines of the session after it. */
  readonly lines: readonly SoldLine[];
  readonly returned: readonly ReturnedLine[];
  readonly amount: bigint;
  readonly remainingTotal: bigint;
}

export interface ReturnTerms {
  readonly id: string;
  readonly receipt: string;
  readonly at: Date;
  /** Part of a batch of what was done elsewhere. */
  readonly historical: boolean;
}

/** Returns of one sale, lines of them all, and effects on points that are kept; more would let a document grow without end. */
export const returnsMax = 1_000;
export const returnedLinesMax = 30_000;
const effectsMax = 20_000;

/** Whether the sale can keep a return of so many lines. */
const hasRoom = ({ returns }: Pick<Session, 'returns'>, lines: number): boolean =>
  returns.length < returnsMax && returns.reduce((sum, one) => sum + one.lines.length, lines) <= returnedLinesMax;

/** Amount of what was not returned of a line: its rest × its price, rounded half up. */
export const remainingAmount = ({ unitPrice, quantityMilli, returnedMilli, amount }: SoldLine, digits: number): bigint =>
  returnedMilli === 0n ? amount : amountOf(unitPrice, quantityMilli - returnedMilli, digits);

export const remainingLines = (lines: readonly SoldLine[], digits: number): { sku: string; quantityMilli: bigint; amount: bigint }[] =>
  lines
    .filter(({ quantityMilli, returnedMilli }) => returnedMilli < quantityMilli)
    .map((line) => ({ sku: line.sku, quantityMilli: line.quantityMilli - line.returnedMilli, amount: remainingAmount(line, digits) }));

export const remainingTotal = (session: Session): bigint => amountsOf(remainingLines(session.lines, session.currencyDigits));

const bySum = (wanted: readonly WantedLine[]): Map<number, bigint> => {
  const sums = new Map<number, bigint>();
  for (const { position, quantityMilli } of wanted) {
    if (quantityMilli <= 0n) throw new DomainError('invalid', 'invalid_session', 'a return takes something back', { line: String(position), fault: 'quantity_not_positive' });
    sums.set(position, (sums.get(position) ?? 0n) + quantityMilli);
  }
  return sums;
};

const tooManyReturns = (): DomainError => new DomainError('refused', 'too_many_returns', 'the sale has too many returns');

/**
 * What is left of the sale when these lines go back. Raises `session_not_closed`, `line_not_found`, `more_than_sold`,
 * `too_many_returns`, `invalid_session` (no line, or none of it).
 */
export const planReturn = (session: Session, wanted: readonly WantedLine[]): TakeBack => {
  if (session.state !== 'closed') throw new DomainError('conflict', 'session_not_closed', 'only lines of a closed session can be returned');
  if (wanted.length === 0) throw new DomainError('invalid', 'invalid_session', 'a return has lines', { field: 'lines' });
  const sums = bySum(wanted);
  if (!hasRoom(session, sums.size)) throw tooManyReturns();
  const digits = session.currencyDigits;
  const positions = new Set(session.lines.map(({ position }) => position));
  for (const position of sums.keys()) {
    if (!positions.has(position)) throw new DomainError('not_found', 'line_not_found', 'the session has no such line', { line: String(position) });
  }
  const returned: ReturnedLine[] = [];
  const lines = session.lines.map((line) => {
    const quantityMilli = sums.get(line.position);
    if (quantityMilli === undefined) return line;
    const after = { ...line, returnedMilli: line.returnedMilli + quantityMilli };
    if (after.returnedMilli > line.quantityMilli) throw new DomainError('refused', 'more_than_sold', 'more is returned than was sold', { line: String(line.position) });
    returned.push({ position: line.position, quantityMilli, amount: remainingAmount(line, digits) - remainingAmount(after, digits) });
    return after;
  });
  return { lines, returned, amount: amountsOf(returned), remainingTotal: amountsOf(remainingLines(lines, digits)) };
};

const changeOf = (stands: Accrual, now: readonly Accrual[]): Omit<AccrualChange, 'takings'> => {
  const { ruleId, ruleVersion } = stands;
  const left = now.find((accrual) => accrual.ruleId === ruleId && accrual.ruleVersion === ruleVersion);
  // A return never gives points, whatever a rule makes of a smaller basket.
  const points = left === undefined ? 0n : left.points < stands.points ? left.points : stands.points;
  return { ruleId, ruleVersion, points, base: left?.base ?? 0n, takenBack: stands.points - points };
};

/** Of a sale that was corrected, each rule's points are several accruals: which of them give back how much. */
const withTakings = (session: Session, changes: readonly Omit<AccrualChange, 'takings'>[]): { changes: AccrualChange[]; entries?: readonly AccrualEntry[] } => {
  if (session.entries === undefined) return { changes: changes.map((change) => ({ ...change, takings: [] })) };
  let { entries } = session;
  const taken = changes.map((change): AccrualChange => {
    const { takings, left } = takeFrom(entries, change.ruleId, change.takenBack);
    entries = left;
    return { ...change, takings };
  });
  return { changes: taken, entries };
};

/** Points that paid for what is returned: their share of the amount, rounded down; all of them once nothing is left. */
export const restoredBy = (session: Session, { lines, remainingTotal: left }: Pick<TakeBack, 'lines' | 'remainingTotal'>): bigint => {
  const spent = session.hold?.points ?? 0n;
  if (spent === 0n) return 0n;
  const before = session.returns.reduce((sum, { pointsRestored }) => sum + pointsRestored, 0n);
  const allBack = lines.every(({ quantityMilli, returnedMilli }) => returnedMilli === quantityMilli);
  const due = allBack ? spent : session.total === 0n ? 0n : (spent * (session.total - left)) / session.total;
  return due > before ? due - before : 0n;
};

/** Points to give back to whoever paid with them. */
export const restorationsOf = ({ hold, payerId = '' }: Session, points: bigint): PointsHold[] => (points > 0n && hold ? [{ holdKey: hold.ledgerKey, points, memberId: payerId }] : []);

const effectsOf = ({ saleId, memberId }: Session, returnId: string, accrualChanges: readonly AccrualChange[], restorations: readonly PointsHold[]): LedgerEffect[] => {
  const { taken, restored } = turnedBackBy({ saleId, memberId, returnId, accrualChanges, restorations });
  const effect = (restores: boolean) => ({ key, memberId: whose, points }: (typeof taken)[number]): LedgerEffect => ({ key, memberId: whose, points, restores });
  return [...taken.map(effect(false)), ...restored.map(effect(true))];
};

/** What is to be asked of the ledger about a return. Raises `too_many_returns`. */
const keptEffects = (session: Session, returnId: string, accrualChanges: readonly AccrualChange[], restorations: readonly PointsHold[]): LedgerEffect[] => {
  const effects = effectsOf(session, returnId, accrualChanges, restorations);
  if (session.returns.reduce((sum, one) => sum + (one.effects?.length ?? 0), effects.length) > effectsMax) throw tooManyReturns();
  return effects;
};

/**
 * Writes a planned return down; `accruals` is what the sale's own rule versions give for what is left. Raises
 * `too_many_returns` for one that is asked for by itself.
 */
export const recordReturn = (session: Session, plan: TakeBack, terms: ReturnTerms, accruals: readonly Accrual[], now: Date): Decision => {
  const { changes: accrualChanges, entries } = withTakings(session, session.accruals.map((accrual) => changeOf(accrual, accruals)));
  const pointsRestored = restoredBy(session, plan);
  const pointsTakenBack = accrualChanges.reduce((sum, { takenBack }) => sum + takenBack, 0n);
  const { id, receipt, at, historical } = terms;
  const restorations = restorationsOf(session, pointsRestored);
  const effects = historical ? {} : { effects: keptEffects(session, id, accrualChanges, restorations) };
  const entry: Return = { id, receipt, at, lines: plan.returned, amount: plan.amount, pointsTakenBack, pointsRestored, ...effects };
  const after = session.accruals.map((accrual, index) => ({ ...accrual, points: accrualChanges[index]?.points ?? 0n, base: accrualChanges[index]?.base ?? 0n }));
  return {
    set: { lines: plan.lines, accruals: after, returns: [...session.returns, entry], ...(entries && { entries }), ...(!historical && { apiReturns: session.apiReturns + 1 }) },
    key: id,
    at: now,
    fact: { kind: 'returned', session, return: entry, remainingTotal: plan.remainingTotal, accrualChanges, restorations, historical },
  };
};
