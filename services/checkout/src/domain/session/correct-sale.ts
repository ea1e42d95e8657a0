import { amountsOf } from '@vafa/contracts/receipts';
import { DomainError } from '@vafa/kernel';
import { pointsIn, type Adjudication, type Due } from './adjudication.ts';
import { pointsHeld } from './hold-points.ts';
import type { SoldLine } from './line.ts';
import { accruals, givenBy, givenByCorrection, restorations, reversals, takeFrom, type Given } from './postings.ts';
import type { Correction, CorrectionReason, Decision, Return, Session } from './session.ts';
import { remainingTotal, restoredBy } from '../return/take-back.ts';

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
  /** Of what is left of it. */
  readonly adjudication: Adjudication;
}

interface Change {
  readonly given: readonly Given[];
  readonly taken: readonly Given[];
  /** What the sale has given after it. */
  readonly stands: readonly Given[];
}

/** The difference of each effect, up as a new entry, down from those that are there. */
const differences = (session: Session, { dues }: Adjudication, correctionId: string): Change => {
  let stands = givenBy(session);
  const more: Due[] = [];
  const taken: Given[] = [];
  const wanted = [
    ...dues,
    ...stands
      .filter((one) => !dues.some(({ effectId, unit }) => effectId === one.effectId && unit === one.unit))
      .map(({ effectId, unit }) => ({ effectId, unit, amount: 0n })),
  ];
  for (const { effectId, unit, amount } of wanted) {
    const there = stands.reduce(
      (sum, one) => (one.effectId === effectId && one.unit === unit ? sum + one.amount : sum),
      0n,
    );
    if (amount > there) more.push({ effectId, unit, amount: amount - there });
    if (amount >= there) continue;
    const part = takeFrom(stands, { effectId, unit, amount: there - amount });
    taken.push(...part.taken);
    stands = part.left;
  }
  const given = givenByCorrection(session.saleId, correctionId, session.memberId, more);
  return { given, taken, stands: [...stands, ...given] };
};

/** All that is left leaves the one, and what the sale gives comes to the other. */
const handedOver = (session: Session, memberId: string, { dues }: Adjudication, correctionId: string): Change => {
  const given = givenByCorrection(session.saleId, correctionId, memberId, dues);
  return { given, taken: givenBy(session), stands: given };
};

const noted = (session: Session, correction: Correction): readonly Correction[] => {
  const before = session.corrections ?? [];
  if (before.length < correctionsMax) return [...before, correction];
  if (correction.reason === 'member_moved')
    throw new DomainError('refused', 'too_many_corrections', 'the sale was corrected too often');
  // What checkout puts right by itself must not be held up: the oldest of its own notes gives way.
  const oldest = before.find(({ by }) => by === '');
  return [...before.filter((one) => one !== oldest), correction].slice(-correctionsMax);
};

/**
 * Puts a closed sale right: one write, one event with all that follows from it. Raises `session_not_closed`,
 * `too_many_corrections`.
 */
export const correctSale = (session: Session, next: Corrected, terms: CorrectionTerms): Decision => {
  if (session.state !== 'closed')
    throw new DomainError('conflict', 'session_not_closed', 'only a closed session is corrected');
  const { lines = session.lines, returns = session.returns, memberId = session.memberId, adjudication } = next;
  const { id, reason, at, by = '', text = '' } = terms;
  const { given, taken, stands } =
    memberId === session.memberId
      ? differences(session, adjudication, id)
      : handedOver(session, memberId, adjudication, id);
  // What promotions took off when it was sold stays off.
  const total = session.total + amountsOf(lines) - amountsOf(session.lines);
  const draft: Session = { ...session, lines, total, memberId, adjudication, returns, given: stands };
  const restored = returns === session.returns ? 0n : restoredBy(session, draft);
  const kept = returns.map((made, index) =>
    restored > 0n && index === returns.length - 1 ? { ...made, pointsRestored: made.pointsRestored + restored } : made,
  );
  const members = { memberIdBefore: session.memberId, memberId };
  const correction: Correction = {
    id,
    reason,
    at,
    by,
    text,
    ...members,
    totalBefore: session.total,
    total,
    pointsGiven: pointsIn(given),
    pointsTakenBack: pointsIn(taken),
  };
  // Whoever paid is written down with it: the sale may be another member's by now.
  const set = {
    lines,
    total,
    memberId,
    adjudication,
    given: stands,
    returns: kept,
    corrections: noted(session, correction),
    reservations: session.reservations,
  };
  // What comes goes first: it pays before a debt is made.
  const postings = [
    ...restorations(session.saleId, id, pointsHeld(session), restored, at),
    ...accruals(given, session.soldAt ?? at),
    ...reversals(session.saleId, id, taken, at),
  ];
  return {
    set,
    key: id,
    at,
    fact: {
      kind: 'corrected',
      session,
      after: { ...session, ...set },
      correction,
      linesAdded: lines.slice(session.lines.length),
      remainingTotalBefore: remainingTotal(session),
      remainingTotal: remainingTotal(draft),
      postings,
    },
  };
};

/** The lines of a sale with further ones behind them. */
export const withLines = (session: Session, added: readonly Omit<SoldLine, 'position'>[]): readonly SoldLine[] => {
  const last = session.lines.reduce((most, { position }) => Math.max(most, position), 0);
  return [...session.lines, ...added.map((line, index) => ({ ...line, position: last + index + 1 }))];
};
