import { sharedIdPrefixes } from '@vafa/contracts/ids';
import { amountsOf, receiptLinesMax, receiptNameMax, receiptSizeFault, receiptTextMax } from '@vafa/contracts/receipts';
import { DomainError, isId, isPlainLine, moneyAmountMax } from '@vafa/kernel';
import { isCurrency } from './currency.ts';
import { readLine, type NewLine, type SoldLine } from './line.ts';
import type { Session } from './session.ts';

/** What a till submits for a session. */
export interface NewBasket {
  readonly sessionId: string;
  readonly branchId: string;
  readonly till: string;
  readonly receipt: string;
  readonly memberId: string;
  readonly currency: string;
  /** Of the currency's minor unit. */
  readonly currencyDigits: number;
  readonly pointValue: bigint;
  readonly lines: readonly NewLine[];
}

/** A basket that is worth adjudicating. */
export interface Basket extends Omit<NewBasket, 'lines'> {
  readonly lines: readonly SoldLine[];
  readonly total: bigint;
}

const invalid = (message: string, details: Record<string, string> = {}): DomainError =>
  new DomainError('invalid', 'invalid_session', message, details);

const outOfRange = (details: Record<string, string> = {}): DomainError =>
  new DomainError('invalid', 'amount_out_of_range', 'an amount is beyond 10^14 minor units', details);

/** Names of what is wrong with the texts and ids of a sale; empty when nothing is. */
export const wrongNames = ({
  sessionId,
  branchId,
  till,
  receipt,
  memberId,
}: Pick<NewBasket, 'sessionId' | 'branchId' | 'till' | 'receipt' | 'memberId'>): string[] => [
  ...Object.entries({ session_id: sessionId, till, receipt }).flatMap(([name, text]) =>
    isPlainLine(text, receiptNameMax) ? [] : [name],
  ),
  ...(isId(sharedIdPrefixes.branch, branchId) ? [] : ['branch_id']),
  ...(memberId === '' || isId(sharedIdPrefixes.member, memberId) ? [] : ['member_id']),
];

const readLines = (lines: readonly NewLine[], digits: number): SoldLine[] =>
  lines.map((line, index) => {
    const read = readLine(line, digits);
    const position = index + 1;
    if ('line' in read) return { position, ...read.line };
    const details = { line: String(position), fault: read.fault };
    throw read.fault === 'amount_out_of_range'
      ? outOfRange(details)
      : invalid('a line of the basket is not valid', details);
  });

const sizeMessage = {
  too_many_lines: `a basket has at most ${String(receiptLinesMax)} lines`,
  too_much_text: `the SKUs and descriptions of a basket are at most ${String(receiptTextMax)} characters together`,
};

/** Raises `invalid_session`, `amount_out_of_range`. */
export const readBasket = (basket: NewBasket): Basket => {
  const [wrong] = wrongNames(basket);
  if (wrong !== undefined) throw invalid('a name or id of the session is not valid', { field: wrong });
  if (!isCurrency(basket.currency, basket.currencyDigits)) throw invalid('not a currency', { field: 'currency' });
  if (basket.pointValue < 0n) throw invalid('a point pays nothing or something', { field: 'point_value' });
  if (basket.lines.length === 0) throw invalid('a basket has lines', { field: 'lines' });
  const fault = receiptSizeFault(basket.lines);
  if (fault) throw invalid(sizeMessage[fault], { field: 'lines', fault });
  const lines = readLines(basket.lines, basket.currencyDigits);
  const total = amountsOf(lines);
  if (total > moneyAmountMax) throw outOfRange();
  return { ...basket, lines, total };
};

const lineFields = ['sku', 'description', 'quantityMilli', 'unitPrice'] as const;

/** Whether the session holds just this basket; what a club sets (the value of a point) does not count. */
export const holdsBasket = (session: Session, basket: Basket): boolean =>
  (['branchId', 'till', 'receipt', 'memberId', 'currency'] as const).every((name) => session[name] === basket[name]) &&
  session.lines.length === basket.lines.length &&
  session.lines.every((line, index) => lineFields.every((name) => line[name] === basket.lines[index]?.[name]));
