import { Decision, type Effect } from '@vafa/contracts/effects';
import { sharedIdPrefixes } from '@vafa/contracts/ids';
import { derivedId } from '@vafa/kernel';
import { nothingDecided, type Adjudication } from '../src/domain/session/adjudication.ts';
import type { NewBasket } from '../src/domain/session/basket.ts';
import { readBasket } from '../src/domain/session/basket.ts';
import type { NewLine } from '../src/domain/session/line.ts';
import { openSession } from '../src/domain/session/put-basket.ts';
import type { Decision as Deed, Session } from '../src/domain/session/session.ts';
import type { PricedBasket } from '../src/use-cases/campaigns.ts';

export const sara = derivedId(sharedIdPrefixes.member, 'sara');
export const london = derivedId(sharedIdPrefixes.branch, 'london');
export const noon = new Date('2026-03-10T12:00:00Z');
export const minutes = (count: number): Date => new Date(noon.getTime() + count * 60_000);

/** `units` are whole. */
export const line = (sku: string, units: bigint, unitPrice: string, row = 0): NewLine => ({
  sku,
  description: '',
  quantityMilli: units * 1_000n,
  unitPrice,
  row,
});

export const basketOf = (lines: readonly NewLine[], changes: Partial<NewBasket> = {}): NewBasket => ({
  sessionId: 's1',
  branchId: london,
  till: 't1',
  receipt: 'r1',
  memberId: sara,
  currency: 'GBP',
  currencyDigits: 2,
  pointValue: 10_000n,
  lines,
  ...changes,
});

const ruleId = 'rul_pounds';

const adjudicationOf = (points: bigint, base: bigint): Adjudication => {
  const effect: Effect = {
    id: ruleId,
    promotionId: ruleId,
    promotionVersion: 1,
    promotionCode: 'pounds',
    promotionName: '',
    reason: 'earning_rule',
    basis: { base, points: 1n, perAmount: 100n },
    effect: { $case: 'points', value: { amount: points } },
  };
  return {
    decision: Decision.encode({ format: 1, effects: [effect], rejections: [], recorded: undefined }).finish(),
    dues: [{ effectId: ruleId, unit: 'points', amount: points }],
    adjustments: [],
  };
};

const before = (decided: Uint8Array): bigint => {
  const effect = Decision.decode(decided).effects[0]?.effect;
  return effect?.$case === 'points' ? effect.value.amount : 0n;
};

/** The demo's rule: a point for each whole pound; of what is left of a sale, as campaigns decides it. */
export const pounds = (
  base: bigint,
  { decided, onlyLess = false }: Pick<PricedBasket, 'decided' | 'onlyLess'> = {},
): Adjudication => {
  const points = base / 100n;
  if (decided === undefined)
    return base < 100n
      ? {
          ...nothingDecided,
          decision: Decision.encode({ format: 1, effects: [], rejections: [], recorded: undefined }).finish(),
        }
      : adjudicationOf(points, base);
  return adjudicationOf(onlyLess && points > before(decided) ? before(decided) : points, base);
};

/** What the sale gives in points. */
export const pointsDue = ({ adjudication }: Pick<Session, 'adjudication'>): bigint[] =>
  adjudication.dues.map(({ amount }) => amount);

export const opened = (
  lines: readonly NewLine[] = [line('tea', 2n, '5.00')],
  changes: Partial<NewBasket> = {},
): Session => {
  const basket = readBasket(basketOf(lines, changes));
  return openSession(
    { clubId: 'clb_1', saleId: 'sal_1', receiptId: 'claim', at: noon, timeZone: 'Europe/London' },
    basket,
    pounds(basket.total),
  );
};

export const after = (session: Session, decision: Deed | undefined): Session => ({ ...session, ...decision?.set });

/** Given a session, when a command is decided, then …: decisions are asked of the state and change nothing else. */
export const given = (session: Session) => ({
  when: (decide: (session: Session) => Deed | undefined) => {
    const outcome = (): Deed | undefined => decide(session);
    return {
      decision: outcome,
      session: () => after(session, outcome()),
      refusal: (): string => {
        try {
          outcome();
        } catch (error) {
          return (error as { code: string }).code;
        }
        return 'not refused';
      },
    };
  },
});
