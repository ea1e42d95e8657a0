import { derivedId } from '@vafa/kernel';
import type { NewBasket } from '../src/domain/basket.ts';
import { readBasket } from '../src/domain/basket.ts';
import type { NewLine } from '../src/domain/line.ts';
import { openSession } from '../src/domain/put-basket.ts';
import type { Accrual, Decision, Session } from '../src/domain/session.ts';

export const sara = derivedId('member', 'sara');
export const london = derivedId('branch', 'london');
export const noon = new Date('2026-03-10T12:00:00Z');
export const minutes = (count: number): Date => new Date(noon.getTime() + count * 60_000);

/** `units` are whole. */
export const line = (sku: string, units: bigint, unitPrice: string, row = 0): NewLine => ({ sku, description: '', quantityMilli: units * 1_000n, unitPrice, row });

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

/** The demo's rule: a point for each whole pound. */
export const pounds = (base: bigint): Accrual[] =>
  base < 100n ? [] : [{ ruleId: 'rul_pounds', ruleVersion: 1, points: base / 100n, base, ratePoints: 1n, ratePerAmount: 100n, ruleCode: 'pounds' }];

export const opened = (lines: readonly NewLine[] = [line('tea', 2n, '5.00')], changes: Partial<NewBasket> = {}): Session => {
  const basket = readBasket(basketOf(lines, changes));
  return openSession({ clubId: 'clb_1', saleId: 'sal_1', receiptId: 'claim', at: noon, timeZone: 'Europe/London' }, basket, { accruals: pounds(basket.total), rejections: [] });
};

export const after = (session: Session, decision: Decision | undefined): Session => ({ ...session, ...decision?.set });

/** Given a session, when a command is decided, then …: decisions are asked of the state and change nothing else. */
export const given = (session: Session) => ({
  when: (decide: (session: Session) => Decision | undefined) => {
    const outcome = (): Decision | undefined => decide(session);
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
