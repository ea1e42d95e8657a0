import { amountsOf, DomainError } from '@vafa/kernel';
import { correctSale, ofRest } from './correct-sale.ts';
import type { ReceiptClaim } from './receipt-claim.ts';
import type { Accrual, Decision, Return, ReturnedLine, Session } from './session.ts';
import { planReturn, recordReturn, remainingAmount, remainingLines, type TakeBack, type WantedLine } from './take-back.ts';

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

const isSame = (one: ReadonlyMap<number, bigint>, other: ReadonlyMap<number, bigint>): boolean => one.size === other.size && [...one].every(([position, units]) => other.get(position) === units);

/** Whether it gives up more than it takes, so that it has to come before what takes its place. */
const changed = (session: Session, was: ReadonlyMap<number, bigint>, wanted: ReadonlyMap<number, bigint>): TakeBack | undefined => {
  const digits = session.currencyDigits;
  const lines = session.lines.map((line) => ({ ...line, returnedMilli: line.returnedMilli - (was.get(line.position) ?? 0n) + (wanted.get(line.position) ?? 0n) }));
  if (lines.some(({ quantityMilli, returnedMilli }) => returnedMilli > quantityMilli)) return undefined;
  const bare = session.lines.map((line) => ({ ...line, returnedMilli: line.returnedMilli - (was.get(line.position) ?? 0n) }));
  const returned = lines.flatMap((line, index): ReturnedLine[] => {
    const units = wanted.get(line.position);
    const before = bare[index];
    return units === undefined || !before ? [] : [{ position: line.position, quantityMilli: units, amount: remainingAmount(before, digits) - remainingAmount(line, digits) }];
  });
  return { lines, returned, amount: amountsOf(returned), remainingTotal: amountsOf(remainingLines(lines, digits)) };
};

/** The first of the claims that the sale can do something for now; else those that wait for others to give up their units or their room. */
export const nextReturn = (session: Session, claims: readonly ReceiptClaim[]): { readonly ready?: ReturnPlan; readonly waiting: readonly ReceiptClaim[] } => {
  const made = new Map(session.returns.map((one) => [one.id, one]));
  const waiting: ReceiptClaim[] = [];
  for (const claim of claims) {
    const plan = planReturnOf(session, claim, made.get(claim.returnId));
    if (plan === 'waits') waiting.push(claim);
    else if (plan) return { ready: plan, waiting };
  }
  return { waiting };
};

const planReturnOf = (session: Session, claim: ReceiptClaim, made: Return | undefined): ReturnPlan | 'waits' | undefined => {
  const wanted = unitsOf(claim.allocation.filter(({ sessionId }) => sessionId === session.sessionId));
  const was = unitsOf(made?.lines ?? []);
  if (session.state !== 'closed' || isSame(was, wanted)) return undefined;
  if (made) {
    const plan = changed(session, was, wanted);
    return plan ? { claim, plan, isNew: false } : 'waits';
  }
  try {
    return { claim, plan: planReturn(session, [...wanted].map(([position, quantityMilli]) => ({ position, quantityMilli }))), isNew: true };
  } catch (error) {
    if (error instanceof DomainError && error.kind === 'refused') return 'waits';
    throw error;
  }
};

/** Writes it down; `accruals` is what the sale's own rule versions give for what is left. */
export const decideReturn = (session: Session, { claim, plan, isNew }: ReturnPlan, accruals: readonly Accrual[], correctionId: string, now: Date): Decision => {
  if (isNew) return recordReturn(session, plan, { id: claim.returnId, receipt: claim.receipt, at: claim.at ?? now, historical: true }, accruals, now);
  const rest = ofRest(session.accruals, accruals);
  const before = session.accruals.reduce((sum, { points }) => sum + points, 0n);
  const takenBack = before - rest.reduce((sum, { points }) => sum + points, 0n);
  const returns = session.returns.map((made) =>
    made.id === claim.returnId ? { ...made, lines: plan.returned, amount: plan.amount, pointsTakenBack: made.pointsTakenBack + takenBack } : made,
  );
  return correctSale(session, { lines: plan.lines, returns, accruals: rest }, { id: correctionId, reason: 'returns_moved', at: now });
};
