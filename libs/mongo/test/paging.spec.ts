import { expect, test } from '@jest/globals';
import { decodePageToken, encodePageToken, pageBytesMax, pageSize, withinPageBytes } from '@vafa/mongo';

const position = { id: 'mem_1', at: '2026-01-01T00:00:00.000Z' };
const refused = expect.objectContaining({ kind: 'invalid', code: 'invalid_page_token' });
const error = (work: () => unknown): unknown => {
  try {
    return { answered: work() };
  } catch (raised) {
    return raised;
  }
};

test('a token gives back its position, and no token the first page', () => {
  expect(decodePageToken(encodePageToken(position), ['id', 'at'])).toEqual(position);
  expect(decodePageToken('', ['id'])).toBeUndefined();
  expect(decodePageToken(undefined, ['id'])).toBeUndefined();
});

test('any changed character is noticed', () => {
  const token = encodePageToken(position);
  for (let i = 0; i < token.length - 1; i++) {
    const changed = token.slice(0, i) + (token[i] === 'A' ? 'B' : 'A') + token.slice(i + 1);
    expect(error(() => decodePageToken(changed, ['id', 'at']))).toEqual(refused);
  }
});

test.each([['garbage'], ['%%%'], [Buffer.from('{}').toString('base64url')], ['x'.repeat(5_000)]])('%.20s is no token', (token) => {
  expect(error(() => decodePageToken(token, ['id']))).toEqual(refused);
});

test('a token of another list is refused', () => {
  expect(error(() => decodePageToken(encodePageToken({ id: 'a' }), ['id', 'at']))).toEqual(refused);
  expect(error(() => decodePageToken(encodePageToken({ other: 'a' }), ['id']))).toEqual(refused);
});

test('page sizes: 50 unless asked, at most 200', () => {
  expect([undefined, {}, { pageSize: 0 }, { pageSize: 1 }, { pageSize: 200 }].map(pageSize)).toEqual([50, 50, 50, 1, 200]);
  for (const size of [-1, 201, 1.5, Number.NaN]) expect(error(() => pageSize({ pageSize: size }))).toEqual(expect.objectContaining({ kind: 'invalid', code: 'invalid_page_size' }));
});

test('a page is bounded in bytes, holds at least one item, and says that there are more', () => {
  const item = (bytes: number) => ({ amount: 1n, text: 'x'.repeat(bytes) });
  const small = [item(10), item(10)];
  expect(withinPageBytes(small, false)).toEqual({ items: small, more: false });
  expect(withinPageBytes(small, true).more).toBe(true);
  const large = Array.from({ length: 10 }, () => item(300_000));
  expect(withinPageBytes(large, false)).toEqual({ items: large.slice(0, 3), more: true });
  expect(withinPageBytes([item(2 * pageBytesMax), item(1)], false)).toMatchObject({ items: [{ amount: 1n }], more: true });
  expect(withinPageBytes([], false)).toEqual({ items: [], more: false });
});
