import { describe, expect, test } from '@jest/globals';
import { claimWith } from '../../../test/claims.ts';
import { noon } from '../../../test/sales.ts';
import type { ReceiptClaim, RowException, WantedBack } from '../receipt/receipt-claim.ts';
import type { ItemLine } from './batch-item.ts';
import { recogniseReturn, recogniseSale, rowsOf, type Owner, type Recognition, type Submitted } from './recognise.ts';

const hours = (count: number): Date => new Date(noon.getTime() + count * 3_600_000);
const line = (sku: string, row = 1, units = 1n): ItemLine => ({
  line: row - 1,
  row,
  sku,
  description: '',
  quantityMilli: units * 1_000n,
  unitPrice: '5',
  amount: 500n,
  returnedMilli: 0n,
});
const sold = (sku: string, position = 1) => {
  const { line: _line, row: _row, ...rest } = line(sku);
  return { position, ...rest };
};
const refused = (row: number, changes: Partial<RowException> = {}): RowException => ({
  row,
  code: 'invalid_line',
  quantityMilli: 0n,
  ...changes,
});
interface Said {
  readonly lines?: readonly ItemLine[];
  readonly back?: readonly ItemLine[];
  readonly exceptions?: readonly RowException[];
  readonly fingerprint?: string;
  readonly memberId?: string;
  readonly at?: Date;
  readonly dayOnly?: boolean;
}
/** What a batch submits; `other` has other lines by its fingerprint. */
const read = ({ memberId = 'ana', at = noon, dayOnly = false, ...changes }: Said = {}): Submitted =>
  ({
    item: { memberId, at, dayOnly },
    lines: [line('tea')],
    back: [],
    exceptions: [],
    text: '',
    fingerprint: 'f',
    ...changes,
  }) as unknown as Submitted;
const other = (changes: Said = {}): Submitted => read({ fingerprint: 'other', ...changes });
const claim = (changes: Partial<ReceiptClaim> = {}): ReceiptClaim =>
  claimWith('r', { kind: 'sale', owner: 's', saleId: 'sal_1', returnId: '', rows: 1, ...changes });
const owner = (changes: Partial<Owner> = {}): Owner => ({
  state: 'closed',
  receipt: 'r',
  saleId: 'sal_1',
  memberId: 'ana',
  openedAt: noon,
  soldAt: noon,
  historical: true,
  lines: [sold('tea')],
  ...changes,
});
const want = (place: number, sku: string): WantedBack => ({
  line: place,
  row: place + 1,
  sku,
  unitPrice: '5',
  quantityMilli: 1_000n,
});
const known: Recognition = { kind: 'known' };
const free: Recognition = { kind: 'free' };
const differs = (...fields: Extract<Recognition, { kind: 'differs' }>['fields']): Recognition => ({
  kind: 'differs',
  fields,
});

test('rows of a submission are those sold, those that go back and those refused', () => {
  expect(rowsOf({ lines: [line('a')], back: [line('b'), line('c')], exceptions: [refused(4)] })).toBe(4);
});

describe('a sale whose receipt is that of a sale', () => {
  const judge = (submitted: Submitted, of: Partial<ReceiptClaim> = {}, by: Partial<Owner> = {}) =>
    recogniseSale(submitted, claim(of), owner(by), noon);

  test('is known by its fingerprint, by that of a part, or by its rows', () => {
    expect(judge(read(), {}, { lines: [] })).toEqual(known);
    expect(judge(other(), { parts: ['other'] }, { lines: [] })).toEqual(known);
    expect(judge(other())).toEqual(known);
  });

  test('differs by its lines', () => {
    expect(judge(other({ lines: [line('cup')] }))).toEqual(differs('lines'));
    expect(judge(other({ lines: [line('tea'), line('cup', 2)] }))).toEqual(differs('lines'));
    expect(judge(other({ back: [line('cup', 2)] }))).toEqual(differs('lines'));
  });

  test('differs by a member where both name one', () => {
    expect(judge(read({ memberId: 'ben' }))).toEqual(differs('member'));
    expect(judge(read({ memberId: '' }))).toEqual(known);
  });

  test('has a member where it had none', () => {
    expect(judge(read(), {}, { memberId: '' })).toEqual({ kind: 'more', lines: [], back: [], memberId: 'ana' });
    expect(judge(read({ memberId: '' }), {}, { memberId: '' })).toEqual(known);
  });

  test('differs by a time more than three hours away, but for days without a time', () => {
    expect(judge(read({ at: hours(3) }))).toEqual(known);
    expect(judge(read({ at: hours(4) }))).toEqual(differs('time'));
    expect(judge(read({ at: hours(4), dayOnly: true }))).toEqual(known);
    expect(judge(read({ at: hours(4) }), { dayOnly: true })).toEqual(known);
    // A till's sale lasts from its opening; one of a file has one time.
    const long = { openedAt: hours(-6), soldAt: noon };
    expect(judge(read({ at: hours(-6) }), {}, { ...long, historical: false })).toEqual(known);
    expect(judge(read({ at: hours(-6) }), {}, { ...long, historical: true })).toEqual(differs('time'));
    expect(judge(read({ at: hours(4) }), {}, { soldAt: undefined })).toEqual(differs('time'));
  });

  test('says all that is different', () => {
    expect(judge(other({ lines: [line('cup')], memberId: 'ben', at: hours(4) }))).toEqual(
      differs('member', 'time', 'lines'),
    );
  });

  test('completes it by rows that had been refused', () => {
    const short = { rows: 3, exceptions: [refused(2), refused(3)] };
    const [tea, cup, pot] = [line('tea'), line('cup', 2), line('pot', 3)];
    expect(judge(other({ lines: [tea, cup], back: [pot] }), short)).toEqual({
      kind: 'more',
      lines: [cup],
      back: [pot],
      memberId: '',
    });
    expect(judge(other({ lines: [tea, cup, pot, line('mug', 4)] }), short)).toEqual(differs('lines'));
    const { rows: _rows, ...old } = claim({ exceptions: [refused(2)] });
    expect(recogniseSale(other({ lines: [tea, cup] }), old, owner(), noon)).toMatchObject({ lines: [cup] });
  });

  test('is longer by rows that are refused still, or behind the sale that it completed', () => {
    const longer = other({ exceptions: [refused(2)] });
    expect(judge(longer, { rows: 1 })).toEqual({ kind: 'more', lines: [], back: [], memberId: '' });
    expect(judge(longer, { rows: 2, exceptions: [refused(2)] })).toEqual(known);
    const { rows: _rows, ...old } = claim();
    expect(recogniseSale(longer, old, owner(), noon)).toEqual(known);
    const behind = { rows: 2, exceptions: [refused(2)] };
    const whole = { lines: [sold('tea'), sold('cup', 2)] };
    expect(judge(other({ lines: [line('tea'), line('cup', 2)] }), behind, whole)).toMatchObject({ kind: 'more' });
  });

  test('knows rows of it that went back, as far as they matched', () => {
    const exchange = other({ back: [line('cup', 2)] });
    const taken = { line: 0, row: 2, sessionId: 's0', position: 1, quantityMilli: 1_000n };
    const back = { rows: 2, wanted: [want(0, 'cup')] };
    expect(judge(exchange, { ...back, allocation: [taken] })).toEqual(known);
    expect(judge(exchange, back)).toEqual(known);
    const short = refused(2, { line: 0, code: 'no_matching_line' });
    expect(judge(exchange, { ...back, exceptions: [short] })).toMatchObject({ kind: 'more', back: [line('cup', 2)] });
    expect(judge(exchange, { ...back, exceptions: [short], allocation: [taken] })).toEqual(known);
    expect(judge(exchange, { ...back, settled: false })).toMatchObject({ kind: 'more' });
  });

  test('is unfinished where only its claim is there, or another sale under its id', () => {
    const unfinished = (submitted: Submitted, of: Partial<ReceiptClaim> = {}) =>
      recogniseSale(submitted, claim(of), undefined, noon);
    expect(unfinished(read())).toEqual({ kind: 'unfinished' });
    expect(judge(read(), {}, { saleId: 'sal_2' })).toEqual({ kind: 'unfinished' });
    expect(unfinished(read({ memberId: '' }))).toEqual({ kind: 'unfinished' });
    expect(unfinished(read(), { memberId: '' })).toEqual({ kind: 'unfinished' });
    const { memberId: _member, ...old } = claim();
    expect(recogniseSale(read(), old, undefined, noon)).toEqual({ kind: 'unfinished' });
    expect(unfinished(other({ memberId: 'ben' }))).toEqual(differs('member', 'lines'));
  });

  test('differs in kind from a return', () => {
    expect(judge(read(), { kind: 'return' })).toEqual(differs('kind'));
  });
});

describe('a receipt of which nothing was accepted', () => {
  const nothing = (changes: Said = {}) => read({ lines: [], ...changes });
  const judge = (submitted: Submitted, of: Partial<ReceiptClaim> = {}) =>
    recogniseSale(submitted, claim({ accepted: false, rows: 2, fingerprint: 'm', ...of }), undefined, noon);

  test('is free for whoever has an accepted row', () => {
    expect(judge(read())).toEqual(free);
    expect(judge(nothing({ back: [line('cup')] }))).toEqual(free);
    expect(judge(read({ back: [line('cup', 2)] }))).toEqual(free);
  });

  test('is free only when what went back under it has left its sales', () => {
    expect(judge(read(), { settled: false })).toEqual(differs('state'));
    expect(judge(read(), { kind: 'return', settled: false })).toEqual(differs('state'));
    expect(judge(nothing(), { settled: false })).toEqual(known);
  });

  test('stays that of the submission with most rows, then with the later fingerprint', () => {
    const rows = (count: number) => Array.from({ length: count }, (_one, index) => refused(index));
    expect(judge(nothing({ exceptions: rows(1), fingerprint: 'z' }))).toEqual(known);
    expect(judge(nothing({ exceptions: rows(3), fingerprint: 'a' }))).toEqual(free);
    const tie = (fingerprint: string) => judge(nothing({ exceptions: rows(2), fingerprint }));
    expect([tie('l'), tie('m'), tie('n')]).toEqual([known, known, free]);
    const { rows: _rows, ...old } = claim({ accepted: false, exceptions: rows(2), fingerprint: 'm' });
    expect(recogniseSale(nothing({ exceptions: rows(1), fingerprint: 'z' }), old, undefined, noon)).toEqual(known);
  });
});

describe('a sale whose receipt is that of a till’s session', () => {
  const till = (changes: Partial<ReceiptClaim> = {}) => claim({ kind: 'session', accepted: false, ...changes });
  const judge = (by: Partial<Owner>, submitted = other()) =>
    recogniseSale(submitted, till(), owner({ historical: false, ...by }), noon);

  test('is known when it says what was sold, and has a member for it', () => {
    expect(judge({})).toEqual(known);
    expect(judge({}, read({ lines: [line('cup')] }))).toEqual(differs('lines'));
    expect(judge({ memberId: '' })).toEqual({ kind: 'more', lines: [], back: [], memberId: 'ana' });
  });

  test('differs by further rows: what a till sold needs none', () => {
    expect(judge({}, other({ lines: [line('tea'), line('cup', 2)] }))).toEqual(differs('lines'));
  });

  test('is free where the session ended without a sale or went on to another receipt', () => {
    expect([judge({ state: 'cancelled' }), judge({ state: 'expired' }), judge({ receipt: 'r2' })]).toEqual([
      free,
      free,
      free,
    ]);
    const { receipt: _receipt, ...silent } = owner({ historical: false });
    expect(recogniseSale(other(), till(), silent, noon)).toEqual(known);
  });

  test('waits for a session that is not closed', () => {
    expect([judge({ state: 'open' }), judge({ state: 'held' })]).toEqual([differs('state'), differs('state')]);
  });

  test('is free an hour after a claim without a session', () => {
    const cutOff = (at: Date) => recogniseSale(other(), till({ at }), undefined, noon);
    expect([cutOff(hours(-1)), cutOff(new Date(hours(-1).getTime() - 1))]).toEqual([differs('state'), free]);
    const { at: _at, ...timeless } = till();
    expect(recogniseSale(other(), timeless, undefined, noon)).toEqual(free);
  });
});

describe('a return whose receipt is known', () => {
  const back = (changes: Said = {}) => read({ lines: [], back: [line('tea')], ...changes });
  const made = (changes: Partial<ReceiptClaim> = {}) =>
    claim({
      kind: 'return',
      wanted: [want(0, 'tea')],
      allocation: [{ line: 0, row: 1, sessionId: 's0', position: 1, quantityMilli: 1_000n }],
      ...changes,
    });
  const waiting = (changes: Partial<ReceiptClaim> = {}) =>
    made({
      accepted: false,
      allocation: [],
      exceptions: [refused(1, { line: 0, code: 'no_matching_line' })],
      ...changes,
    });

  test('is the same with the same lines, near in time', () => {
    expect(recogniseReturn(back(), made())).toEqual(known);
    expect(recogniseReturn(back({ fingerprint: 'other' }), made())).toEqual(known);
    expect(recogniseReturn(back({ fingerprint: 'p', back: [] }), made({ parts: ['p'] }))).toEqual(known);
    expect(recogniseReturn(back({ at: hours(4) }), made())).toEqual(differs('time'));
    expect(recogniseReturn(back({ at: hours(4) }), made({ dayOnly: true }))).toEqual(known);
    const { at: _at, ...timeless } = made();
    expect(recogniseReturn(back({ at: hours(99) }), timeless)).toEqual(known);
  });

  test('differs by lines, member and kind', () => {
    expect(recogniseReturn(back({ fingerprint: 'other', back: [line('cup')] }), made())).toEqual(differs('lines'));
    expect(recogniseReturn(back({ memberId: 'ben' }), made())).toEqual(differs('member'));
    expect(recogniseReturn(back(), claim())).toEqual(differs('kind'));
    expect(recogniseReturn(back(), claim({ kind: 'session', accepted: false }))).toEqual(differs('kind'));
  });

  test('is no other by rows that are refused, then or now', () => {
    expect(recogniseReturn(back({ fingerprint: 'other', exceptions: [refused(2)] }), made())).toEqual(known);
    expect(recogniseReturn(back({ fingerprint: 'other' }), made({ exceptions: [refused(3)] }))).toEqual(known);
  });

  test('of before members were kept differs by whatever is another', () => {
    const { memberId: _member, ...old } = made();
    expect(recogniseReturn(back({ fingerprint: 'other' }), old)).toEqual(differs('lines'));
    expect(recogniseReturn(back(), old)).toEqual(known);
  });

  test('that waits for its sale is known to whoever says the same, and free for others', () => {
    expect(recogniseReturn(back(), waiting())).toEqual(known);
    expect(recogniseReturn(back({ fingerprint: 'other' }), waiting())).toEqual(free);
    expect(recogniseReturn(back({ memberId: 'ben' }), waiting())).toEqual(free);
    expect(recogniseReturn(back(), waiting({ kind: 'sale' }))).toEqual(free);
    expect(recogniseReturn(back(), waiting({ wanted: [] }))).toEqual(free);
  });

  test('that is not settled is not free', () => {
    expect(
      recogniseReturn(back({ fingerprint: 'other', back: [line('cup')] }), waiting({ settled: false, exceptions: [] })),
    ).toEqual({ kind: 'more', lines: [], back: [line('cup')], memberId: '' });
  });

  test('that a till took by itself is known, and not free', () => {
    expect(recogniseReturn(back({ fingerprint: 'other' }), waiting({ exceptions: [] }))).toEqual(known);
  });

  test('of which less is told is known, where nothing was accepted', () => {
    expect(recogniseReturn(back({ back: [], exceptions: [] }), claim({ accepted: false, rows: 2 }))).toEqual(known);
  });
});
