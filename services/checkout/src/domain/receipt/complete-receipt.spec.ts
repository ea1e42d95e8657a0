import { describe, expect, test } from '@jest/globals';
import { derivedId } from '@vafa/kernel';
import { claimWith } from '../../../test/claims.ts';
import { idPrefixes } from '../ids.ts';
import type { ItemLine } from '../batch/batch-item.ts';
import type { Submitted } from '../batch/recognise.ts';
import { completeClaim, type Completion } from './complete-receipt.ts';
import type { ReceiptClaim, RowException, WantedBack } from './receipt-claim.ts';

const line = (row: number, sku = 'tea'): ItemLine => ({
  line: row - 1,
  row,
  sku,
  description: '',
  quantityMilli: 1_000n,
  unitPrice: '5',
  amount: 500n,
  returnedMilli: 0n,
});
const want = (place: number, row: number, sku = 'tea'): WantedBack => ({
  line: place,
  row,
  sku,
  unitPrice: '5',
  quantityMilli: 1_000n,
});
const refused = (row: number, changes: Partial<RowException> = {}): RowException => ({
  row,
  code: 'invalid_line',
  quantityMilli: 0n,
  ...changes,
});
const claim = (changes: Partial<ReceiptClaim> = {}): ReceiptClaim =>
  claimWith('r', { kind: 'sale', owner: 's', saleId: 'sal_1', returnId: '', ...changes });
const read = (changes: Partial<Pick<Submitted, 'lines' | 'back' | 'exceptions' | 'fingerprint'>> = {}): Submitted =>
  ({ lines: [], back: [], exceptions: [], fingerprint: 'g', text: '', ...changes }) as unknown as Submitted;
const more = (changes: Partial<Completion> = {}): Completion => ({
  kind: 'more',
  lines: [],
  back: [],
  memberId: '',
  ...changes,
});
const taken = { row: 1, sessionId: 's0', position: 1, quantityMilli: 1_000n };

describe('a receipt that is completed', () => {
  test('has no exception any more for a row that a line came of', () => {
    const known = claim({ rows: 2, exceptions: [refused(2)] });
    expect(completeClaim(known, read({ lines: [line(2)] }), more({ lines: [line(2)] }), 2).exceptions).toEqual([]);
  });

  test('keeps as many as no line came of, those that the later submission says first', () => {
    const known = claim({ rows: 4, exceptions: [refused(2), refused(3), refused(4)] });
    const later = read({ lines: [line(2)], exceptions: [refused(9)] });
    expect(completeClaim(known, later, more({ lines: [line(2)] }), 2).exceptions).toEqual([refused(9), refused(2)]);
    expect(completeClaim(known, later, more({ lines: [line(2)] }), 9).exceptions).toEqual([]);
  });

  test('has as many rows as the longest submission', () => {
    const longer = read({ lines: [line(1), line(2)], back: [line(3)], exceptions: [refused(4)] });
    expect(completeClaim(claim({ rows: 3 }), longer, more(), 2)).toMatchObject({ rows: 4 });
    expect(completeClaim(claim({ rows: 7 }), longer, more(), 2)).toMatchObject({ rows: 7 });
    const { rows: _rows, ...old } = claim({ exceptions: [refused(1), refused(2), refused(3)] });
    expect(completeClaim(old, longer, more(), 2)).toMatchObject({ rows: 5 });
  });

  test('knows the submission when it comes again, of a hundred at most', () => {
    const partsOf = (parts: readonly string[]) => completeClaim(claim({ parts }), read(), more(), 1).parts;
    expect(partsOf(['e'])).toEqual(['e', 'g']);
    expect(partsOf(['g', 'e'])).toEqual(['g', 'e']);
    const many = (count: number) => Array.from({ length: count }, (_one, index) => String(index));
    expect([partsOf(many(99)).length, partsOf(many(100)).length]).toEqual([100, 100]);
    expect(partsOf(many(100))).not.toContain('g');
  });

  test('has the member that is named, or the one it had', () => {
    const memberOf = (memberId: string | undefined, named: string) => {
      const { memberId: _member, ...bare } = claim();
      const known = memberId === undefined ? bare : { ...bare, memberId };
      return completeClaim(known, read(), more({ memberId: named }), 1).memberId;
    };
    expect([memberOf('', 'ben'), memberOf('ana', ''), memberOf(undefined, '')]).toEqual(['ben', 'ana', '']);
  });
});

describe('lines that go back', () => {
  const back = more({ back: [line(7, 'cup'), line(8, 'pot')] });

  test('come behind those that have matched, and take the place of those that have not', () => {
    const known = claim({
      returnId: 'ret_1',
      wanted: [want(0, 1), want(4, 5)],
      allocation: [{ ...taken, line: 0 }],
    });
    expect(completeClaim(known, read(), back, 1).wanted).toEqual([want(0, 1), want(5, 7, 'cup'), want(6, 8, 'pot')]);
    expect(completeClaim(known, read(), more(), 1).wanted).toEqual([want(0, 1), want(4, 5)]);
  });

  test('make it a return with an id that the sale gives, where it was none', () => {
    const own = derivedId(idPrefixes.return, 'sal_1');
    expect(completeClaim(claim(), read(), back, 1)).toMatchObject({
      returnId: own,
      wanted: [want(0, 7, 'cup'), want(1, 8, 'pot')],
    });
    expect(completeClaim(claim({ returnId: 'ret_1' }), read(), back, 1).returnId).toBe('ret_1');
    expect(completeClaim(claim(), read(), more(), 1).returnId).toBe('');
  });

  test('are to be settled once they are somebody’s', () => {
    const settled = (known: Partial<ReceiptClaim>, completion: Completion) =>
      completeClaim(claim(known), read(), completion, 1).settled;
    expect(settled({}, back)).toBe(false);
    expect(settled({ memberId: '' }, back)).toBe(true);
    expect(settled({ memberId: '', wanted: [want(0, 1)] }, more({ memberId: 'ben' }))).toBe(false);
    expect(settled({ memberId: '' }, more({ memberId: 'ben' }))).toBe(true);
    expect(settled({ wanted: [want(0, 1)] }, more())).toBe(true);
    expect(settled({ settled: false }, more())).toBe(false);
  });

  test('of nobody are exceptions of their rows, beside what stands', () => {
    const completed = completeClaim(claim({ memberId: '' }), read({ back: back.back }), back, 1);
    expect(completed.exceptions).toEqual([
      refused(7, { line: 0, code: 'no_member' }),
      refused(8, { line: 1, code: 'no_member' }),
    ]);
    expect(completeClaim(claim({ memberId: '', wanted: [want(0, 1)] }), read(), more(), 1).exceptions).toEqual([]);
    const known = claim({ memberId: '', wanted: [want(0, 1)], allocation: [{ ...taken, line: 0 }] });
    expect(completeClaim(known, read({ back: back.back }), back, 1).exceptions.map(({ row }) => row)).toEqual([7, 8]);
    expect(completeClaim(claim(), read(), back, 1).exceptions).toEqual([]);
  });

  test('count as rows that a line came of; what was short of those that stay stays', () => {
    const short = refused(1, { line: 0, code: 'matched_in_part', quantityMilli: 500n });
    const gone = refused(2, { line: 1, code: 'no_matching_line' });
    const known = claim({
      rows: 4,
      returnId: 'ret_1',
      wanted: [want(0, 1), want(1, 2)],
      allocation: [{ ...taken, line: 0 }],
      exceptions: [refused(3), refused(4), short, gone],
    });
    const completed = completeClaim(known, read({ back: [line(2, 'cup')] }), more({ back: [line(2, 'cup')] }), 1);
    expect(completed.wanted).toEqual([want(0, 1), want(2, 2, 'cup')]);
    expect(completed.exceptions).toEqual([refused(3), short]);
  });
});
