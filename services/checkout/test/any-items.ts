// Sales, returns and exchanges of a few members and goods, so that many of them meet, and the club that they make.
import { sharedIdPrefixes } from '@vafa/contracts/ids';
import { derivedId } from '@vafa/kernel';
import fc from 'fast-check';
import type { BatchItem } from '../src/domain/batch/batch-item.ts';
import type { NewLine } from '../src/domain/session/line.ts';
import type { memoryCheckout } from './in-memory.ts';

export const now = new Date('2026-11-27T12:00:00Z');
export const clubId = 'clb_1';
export const terms = { clubId, branchIds: [] };
export const branch = derivedId(sharedIdPrefixes.branch, 'b');
export const members = ['ana', 'ben'].map((name) => derivedId(sharedIdPrefixes.member, name));

const goods = fc.constantFrom('A', 'B', 'C');
const prices = fc.constantFrom('1.49', '2.50', '7');
export const anyLine = fc.record({ sku: goods, unitPrice: prices, units: fc.integer({ min: 1, max: 4 }) });
export const anyMoment = fc
  .integer({ min: 0, max: 12 })
  .map((hours) => new Date(Date.UTC(2026, 10, 20) + hours * 3_600_000));

interface Made {
  readonly kind: 'sale' | 'return' | 'exchange';
  readonly member: number;
  readonly at: Date;
  readonly lines: readonly { sku: string; unitPrice: string; units: number }[];
}
const anything: fc.Arbitrary<Made> = fc.record({
  kind: fc.constantFrom('sale' as const, 'sale' as const, 'return' as const, 'exchange' as const),
  member: fc.constantFrom(0, 0, 1),
  at: anyMoment,
  lines: fc.array(anyLine, { minLength: 1, maxLength: 3 }),
});

export const toItem = ({ kind, member, at, lines }: Made, place: number): BatchItem => {
  const rows = lines.map(({ sku, unitPrice, units }, index): NewLine => {
    const back = kind === 'exchange' && index > 0;
    return {
      sku,
      description: '',
      unitPrice,
      quantityMilli: BigInt(units * 1_000) * (back ? -1n : 1n),
      row: index + 1,
    };
  });
  return {
    sessionId: '',
    branchId: branch,
    till: String(place % 2),
    receipt: `r${String(place)}`,
    memberId: members[member] ?? '',
    at,
    dayOnly: false,
    row: place,
    lines: rows,
    isReturn: kind === 'return',
    exceptions: [],
  };
};

type Checkout = ReturnType<typeof memoryCheckout>;

/** All that must not depend on how it came. */
export const club = async ({ sessions, summary, points, spend }: Checkout) => ({
  points: points(),
  spend: spend(),
  summary: await summary.execute(clubId),
  left: sessions
    .all()
    .map(({ receipt, memberId, lines, adjudication }) =>
      JSON.stringify([
        receipt,
        memberId,
        lines.map(({ sku, returnedMilli }) => [sku, returnedMilli.toString()]).sort(),
        adjudication.dues.map(({ amount }) => amount.toString()),
      ]),
    )
    .sort(),
});

export const manyItems = fc.array(anything, { minLength: 1, maxLength: 10 }).map((made) => made.map(toItem));
