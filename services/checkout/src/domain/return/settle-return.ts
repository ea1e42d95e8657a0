import { DomainError } from '@vafa/kernel';
import { pointsIn, type Adjudication } from '../session/adjudication.ts';
import { correctSale } from '../session/correct-sale.ts';
import type { ReceiptClaim } from '../receipt/receipt-claim.ts';
import type { Decision, Return, Session } from '../session/session.ts';
import { inPlaces, moneyBack, planReturn, recordReturn, type TakeBack, type WantedLine } from './take-back.ts';

/** What one sale has to do so that a return stands in it as allocated. */
export interface ReturnPlan {
  readonly claim: ReceiptClaim;
  readonly plan: TakeBack;
  /** False: the return stands in the sale otherwise and is moved. */
  readonly isNew: boolean;
}

const unitsOf = (lines: readonly WantedLine[]): Map<number, bigint> => {
  const units = new Map<number, bigint>();
  for (const { position, quantityMilli } of lines) units.set(position, (units.get(position) ?? 0n) + quantityMilli);
  return units;
};

const isSame = (one: ReadonlyMap<number, bigint>, other: ReadonlyMap<number, bigint>): boolean =>
  one.size === other.size && [...one].every(([position, units]) => other.get(position) === units);

/** Whether it gives up more than it takes, so that it has to come before what takes its place. */
const changed = (
  session: Session,
  was: ReadonlyMap<number, bigint>,
  wanted: ReadonlyMap<number, bigint>,
): TakeBack | undefined => {
  const lines = session.lines.map((line) => ({
    ...line,
    returnedMilli: line.returnedMilli - (was.get(line.position) ?? 0n) + (wanted.get(line.position) ?? 0n),
  }));
  if (lines.some(({ quantityMilli, returnedMilli }) => returnedMilli > quantityMilli)) return undefined;
  return { lines, returned: inPlaces(lines, wanted) };
};

/**
 * The first of the claims that the sale can do something for now; else those that wait for others to give up their
 * units or their room.
 */
export const nextReturn = (
  session: Session,
  claims: readonly ReceiptClaim[],
): { readonly ready?: ReturnPlan; readonly waiting: readonly ReceiptClaim[] } => {
  const made = new Map(session.returns.map((one) => [one.id, one]));
  const waiting: ReceiptClaim[] = [];
  for (const claim of claims) {
    const plan = planReturnOf(session, claim, made.get(claim.returnId));
    if (plan === 'waits') waiting.push(claim);
    else if (plan) return { ready: plan, waiting };
  }
  return { waiting };
};

const planReturnOf = (
  session: Session,
  claim: ReceiptClaim,
  made: Return | undefined,
): ReturnPlan | 'waits' | undefined => {
  const wanted = unitsOf(claim.allocation.filter(({ sessionId }) => sessionId === session.sessionId));
  const was = unitsOf(made?.lines ?? []);
  if (session.state !== 'closed' || isSame(was, wanted)) return undefined;
  if (made) {
    const plan = changed(session, was, wanted);
    return plan ? { claim, plan, isNew: false } : 'waits';
  }
  try {
    return {
      claim,
      plan: planReturn(
        session,
        [...wanted].map(([position, quantityMilli]) => ({ position, quantityMilli })),
      ),
      isNew: true,
    };
  } catch (error) {
    if (error instanceof DomainError && error.kind === 'refused') return 'waits';
    throw error;
  }
};

/** Writes it down; `rest` is what the sale's own promotions make of what is left. */
export const decideReturn = (
  session: Session,
  { claim, plan, isNew }: ReturnPlan,
  rest: Adjudication,
  correctionId: string,
  now: Date,
): Decision => {
  if (isNew)
    return recordReturn(
      session,
      plan,
      { id: claim.returnId, receipt: claim.receipt, at: claim.at ?? now, historical: true },
      rest,
      now,
    );
  const takenBack = pointsIn(session.adjudication.dues) - pointsIn(rest.dues);
  const after: Session = { ...session, lines: plan.lines, adjudication: rest };
  const returns = session.returns.map((made) =>
    made.id === claim.returnId
      ? { ...made, ...moneyOf(session, after, plan, made), pointsTakenBack: made.pointsTakenBack + takenBack }
      : made,
  );
  return correctSale(
    session,
    { lines: plan.lines, returns, adjudication: rest },
    { id: correctionId, reason: 'returns_moved', at: now },
  );
};

/** What the return gives back where it stands now: beside what all others of the sale have given. */
const moneyOf = (
  session: Session,
  after: Session,
  { returned }: TakeBack,
  made: Return,
): Pick<Return, 'lines' | 'amount'> => {
  const units = unitsOf(made.lines);
  const bare: Session = {
    ...session,
    lines: session.lines.map((line) => ({
      ...line,
      returnedMilli: line.returnedMilli - (units.get(line.position) ?? 0n),
    })),
    returns: session.returns.filter(({ id }) => id !== made.id),
  };
  return moneyBack(bare, after, returned);
};
