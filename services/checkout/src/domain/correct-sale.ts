import { amountsOf, DomainError } from '@vafa/kernel';
import { entriesOf, givenEntries, takeAll, takeFrom } from './accrual-entries.ts';
import type { SoldLine } from './line.ts';
import type { Accrual, AccrualEntry, AccrualTaking, Correction, CorrectionReason, Decision, Rejection, Return, Session } from './session.ts';
import { remainingTotal, restorationsOf, restoredBy } from './take-back.ts';

/** Corrections that are told with the sale; one that people move more often is not understood by them either. */
const correctionsMax = 100;

export interface CorrectionTerms {
  /** Makes the keys of its effects. */
  readonly id: string;
  readonly reason: CorrectionReason;
  readonly at: Date;
  readonly by?: string;
  readonly text?: string;
}

/** What the sale is to be; what is not given stays. */
export interface Corrected {
  readonly lines?: readonly SoldLine[];
  readonly returns?: readonly Return[];
  readonly memberId?: string;
  /** What its rules give for what is left of it. */
  readonly accruals: readonly Accrual[];
  readonly rejections?: readonly Rejection[];
}

interface Points {
  readonly given: readonly Accrual[];
  readonly taken: readonly AccrualTaking[];
  readonly entries: readonly AccrualEntry[];
}

const sum = (amounts: readonly { readonly points: bigint }[]): bigint => amounts.reduce((total, { points }) => total + points, 0n);

/** The difference of each rule, up as a new accrual, down from those that are there. */
const differences = (session: Session, accruals: readonly Accrual[], correctionId: string): Points => {
  let entries = entriesOf(session);
  const given: Accrual[] = [];
  const taken: AccrualTaking[] = [];
  for (const ruleId of new Set([...entries, ...accruals].map((one) => one.ruleId))) {
    const due = accruals.find((accrual) => accrual.ruleId === ruleId);
    const change = (due?.points ?? 0n) - sum(entries.filter((entry) => entry.ruleId === ruleId));
    if (change > 0n && due) given.push({ ...due, points: change });
    if (change >= 0n) continue;
    const { takings, left } = takeFrom(entries, ruleId, -change);
    taken.push(...takings);
    entries = left;
  }
  return { given, taken, entries: [...entries, ...givenEntries(session.saleId, correctionId, session.memberId, given)] };
};

/** All that is left leaves the one, and what the sale earns comes to the other. */
const handedOver = (session: Session, memberId: string, accruals: readonly Accrual[], correctionId: string): Points => {
  const given = memberId === '' ? [] : accruals.filter(({ points }) => points > 0n);
  return { given, taken: takeAll(entriesOf(session)), entries: givenEntries(session.saleId, correctionId, memberId, given) };
};

const noted = (session: Session, correction: Correction): readonly Correction[] => {
  const before = session.corrections ?? [];
  if (before.length < correctionsMax) return [...before, correction];
  if (correction.reason === 'member_moved') throw new DomainError('refused', 'too_many_corrections', 'the sale was corrected too often');
  // What checkout puts right by itself must not be held up: the oldest of its own notes gives way.
  const oldest = before.find(({ by }) => by === '');
  return [...before.filter((one) => one !== oldest), correction].slice(-correctionsMax);
};

/** Puts a closed sale right: one write, one event with all that follows from it. Raises `session_not_closed`, `too_many_corrections`. */
export const correctSale = (session: Session, next: Corrected, terms: CorrectionTerms): Decision => {
  if (session.state !== 'closed') throw new DomainError('conflict', 'session_not_closed', 'only a closed session is corrected');
  const { lines = session.lines, returns = session.returns, memberId = session.memberId, accruals, rejections = session.rejections } = next;
  const { given, taken, entries } = memberId === session.memberId ? differences(session, accruals, terms.id) : handedOver(session, memberId, accruals, terms.id);
  const total = amountsOf(lines);
  const draft: Session = { ...session, lines, total, memberId, accruals, rejections, entries };
  const left = remainingTotal(draft);
  const restored = returns === session.returns ? 0n : restoredBy(session, { lines, remainingTotal: left });
  const kept = returns.map((made, index) => (restored > 0n && index === returns.length - 1 ? { ...made, pointsRestored: made.pointsRestored + restored } : made));
  const payerId = memberId !== session.memberId && session.hold ? (session.payerId ?? session.memberId) : session.payerId;
  const { id, reason, at, by = '', text = '' } = terms;
  const members = { memberIdBefore: session.memberId, memberId };
  const correction: Correction = { id, reason, at, by, text, ...members, totalBefore: session.total, total, pointsGiven: sum(given), pointsTakenBack: sum(taken) };
  const set = { lines, total, memberId, accruals, rejections, entries, returns: kept, corrections: noted(session, correction), payerId };
  const linesAdded = lines.slice(session.lines.length);
  const effects = { given, taken, restorations: restorationsOf({ ...session, payerId }, restored) };
  return {
    set,
    key: id,
    at,
    fact: { kind: 'corrected', session, after: { ...session, ...set }, correction, linesAdded, remainingTotalBefore: remainingTotal(session), remainingTotal: left, ...effects },
  };
};

/** The lines of a sale with further ones behind them. */
export const withLines = (session: Session, added: readonly Omit<SoldLine, 'position'>[]): readonly SoldLine[] => {
  const last = session.lines.reduce((most, { position }) => Math.max(most, position), 0);
  return [...session.lines, ...added.map((line, index) => ({ ...line, position: last + index + 1 }))];
};

/** What is left of each rule's points; a rule that gives nothing any more stays, so that its version is known. */
export const ofRest = (full: readonly Accrual[], rest: readonly Accrual[]): readonly Accrual[] =>
  full.map((accrual) => {
    const left = rest.find(({ ruleId, ruleVersion }) => ruleId === accrual.ruleId && ruleVersion === accrual.ruleVersion);
    return { ...accrual, points: left?.points ?? 0n, base: left?.base ?? 0n };
  });
