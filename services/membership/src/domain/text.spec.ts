import { describe, expect, test } from '@jest/globals';
import { identifierText, nameText, reasonText } from './text.ts';

const refusal = (read: () => string): unknown => {
  try {
    return read();
  } catch (error) {
    const { code, details, message } = error as { code: string; details: unknown; message: string };
    return [code, details, message];
  }
};
const texts: readonly [string, (text: string) => string, number][] = [
  ['name', nameText, 200],
  ['reason', reasonText, 500],
  ['card', (text) => identifierText('card', text, 7), 7],
];

describe.each(texts)('a %s', (field, read, lengthMax) => {
  test('has so many characters at most', () => {
    expect(read('x'.repeat(lengthMax))).toHaveLength(lengthMax);
    expect(refusal(() => read('x'.repeat(lengthMax + 1)))).toEqual([
      'invalid_member',
      { field },
      `${field} is longer than ${String(lengthMax)} characters`,
    ]);
  });

  test('holds no control characters', () => {
    expect(refusal(() => read('a\u0000b'))).toEqual(['invalid_member', { field }, `${field} holds control characters`]);
  });
});

test('a reason is kept without what is not seen', () => {
  expect(reasonText(' the\u200b wrong  card ')).toBe('the wrong card');
});
