import { expect, test } from '@jest/globals';
import { decodePageToken, pageBytesMax, pageSize, toPage, withinPageBytes, type PagePosition } from '@vafa/mongo';

const position = { id: 'mem_1', at: '2026-01-01T00:00:00.000Z' };
const tokenOf = (given: PagePosition): string =>
  toPage({ found: [1], more: true, toMessage: String, behind: () => given }).nextPageToken;
const refused = expect.objectContaining({ kind: 'invalid', code: 'invalid_page_token' });
const error = (work: () => unknown): unknown => {
  try {
    return { answered: work() };
  } catch (raised) {
    return raised;
  }
};

test('a token gives back its position, and no token the first page', () => {
  expect(decodePageToken(tokenOf(position), ['id', 'at'])).toEqual(position);
  expect(decodePageToken('', ['id'])).toBeUndefined();
  expect(decodePageToken(undefined, ['id'])).toBeUndefined();
});

test('any changed character is noticed', () => {
  const token = tokenOf(position);
  for (let i = 0; i < token.length - 1; i++) {
    const changed = token.slice(0, i) + (token[i] === 'A' ? 'B' : 'A') + token.slice(i + 1);
    expect(error(() => decodePageToken(changed, ['id', 'at']))).toEqual(refused);
  }
});

test.each([['garbage'], ['%%%'], [Buffer.from('{}').toString('base64url')], ['x'.repeat(5_000)]])(
  '%.20s is no token',
  (token) => {
    expect(error(() => decodePageToken(token, ['id']))).toEqual(refused);
  },
);

test('a token of another list is refused', () => {
  expect(error(() => decodePageToken(tokenOf({ id: 'a' }), ['id', 'at']))).toEqual(refused);
  expect(error(() => decodePageToken(tokenOf({ other: 'a' }), ['id']))).toEqual(refused);
});

test('page sizes: 50 unless asked, at most 200', () => {
  expect([undefined, {}, { pageSize: 0 }, { pageSize: 1 }, { pageSize: 200 }].map(pageSize)).toEqual([
    50, 50, 50, 1, 200,
  ]);
  for (const size of [-1, 201, 1.5, Number.NaN])
    expect(error(() => pageSize({ pageSize: size }))).toEqual(
      expect.objectContaining({ kind: 'invalid', code: 'invalid_page_size' }),
    );
});

const item = (bytes: number, amount = 1n) => ({ amount, text: 'x'.repeat(bytes) });
type Item = ReturnType<typeof item>;
const page = (found: readonly Item[], more: boolean | PagePosition) => {
  const { items, nextPageToken } = toPage({
    found,
    more,
    toMessage: (each) => each,
    behind: ({ amount }, index) => ({ at: `${String(amount)}/${String(index)}` }),
  });
  return { items, next: decodePageToken(nextPageToken, ['at']) };
};

test('a page leads on behind its last item, or where it was told', () => {
  const small = [item(10, 5n), item(10, 6n)];
  expect(page(small, false)).toEqual({ items: small, next: undefined });
  expect(page(small, true)).toEqual({ items: small, next: { at: '6/1' } });
  expect(page(small, { at: 'elsewhere' })).toEqual({ items: small, next: { at: 'elsewhere' } });
  expect(page([], false)).toEqual({ items: [], next: undefined });
  expect(page([], { at: 'elsewhere' })).toEqual({ items: [], next: { at: 'elsewhere' } });
});

test('a page is bounded in bytes, holds at least one item, and leads on behind what it shows', () => {
  const large = Array.from({ length: 10 }, (_none, place) => item(300_000, BigInt(place)));
  for (const more of [false, true, { at: 'elsewhere' }])
    expect(page(large, more)).toEqual({ items: large.slice(0, 3), next: { at: '2/2' } });
  const huge = item(2 * pageBytesMax);
  expect(page([huge, item(1)], false)).toEqual({ items: [huge], next: { at: '1/0' } });
  expect(page([huge], false)).toEqual({ items: [huge], next: undefined });
});

test('what is measured is what is sent, in bytes', () => {
  const found = Array.from({ length: 4 }, () => 'و'.repeat(10));
  const sent = (length: number) =>
    toPage({ found, more: false, toMessage: () => 'و'.repeat(length), behind: () => ({}) }).items.length;
  expect(sent(pageBytesMax / 8 - 1)).toBe(4);
  expect(sent(pageBytesMax / 8)).toBe(3);
});

test('a list of one page holds the first items that fit', () => {
  const large = [item(600_000), item(600_000)];
  expect(withinPageBytes(large)).toEqual(large.slice(0, 1));
  expect(withinPageBytes([])).toEqual([]);
});
