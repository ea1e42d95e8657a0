import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { goodsKey } from '../src/domain/goods.ts';

describe('the same goods', () => {
  test.each([
    ['012345678905', '0012345678905'],
    ['036000291452', '0036000291452'],
    ['036000291452', '00036000291452'],
    ['۰۳۶۰۰۰۲۹۱۴۵۲', '0036000291452'],
    ['tea 1', ' tea\u00a01 '],
  ])('%p and %p', (a, b) => {
    expect(goodsKey(a)).toBe(goodsKey(b));
  });

  test.each([
    ['a wrong check digit', '036000291453', '0036000291453'],
    ['a short code that lost its zero', '36000291452', '036000291452'],
    ['packages of several', '10036000291459', '0036000291452'],
    ['capitals', 'TEA', 'tea'],
  ])('not: %s', (_what, a, b) => {
    expect(goodsKey(a)).not.toBe(goodsKey(b));
  });

  test('a key is its own key', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.stringMatching(/^0?\d{11,14}$/)), (sku) => {
        expect(goodsKey(goodsKey(sku))).toBe(goodsKey(sku));
      }),
    );
  });
});
