import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { v5 } from 'uuid';
import {
  currencyCodes,
  derivedId,
  DomainError,
  hasNoMinorUnit,
  isId,
  ManualClock,
  milliOf,
  milliText,
  minorUnitDigits,
  newId,
  parseDecimal,
  parseId,
  requireSeen,
  rescaleHalfUp,
} from '../src/index.ts';

const namespace = '5e1fa077-0b61-4e0c-9a1d-566166610001';

const amountOf = (text: string, quantity: bigint): bigint => {
  const price = parseDecimal(text);
  if (!price) throw new Error(text);
  return rescaleHalfUp(price.digits * quantity, price.scale, 2);
};

describe('ids', () => {
  test('are typed, time-ordered and told apart', () => {
    const made = Array.from({ length: 500 }, () => newId('sal'));
    expect([...made].sort()).toEqual(made);
    expect(new Set(made).size).toBe(500);
    expect(made.every((id) => isId('sal', id) && !isId('mem', id))).toBe(true);
  });

  test('are TypeIDs of UUIDs', () => {
    // A vector of the specification: 01890a5d-ac96-774b-bcce-b302099a8057 is 01h455vb4pex5vsknk084sn02q.
    expect(isId('mem', 'mem_01h455vb4pex5vsknk084sn02q')).toBe(true);
    const expected =
      'mem_' +
      BigInt(`0x${v5('a', namespace).replaceAll('-', '')}`)
        .toString(32)
        .padStart(26, '0')
        .replace(/[a-v]/g, (digit) => '0123456789abcdefghjkmnpqrstvwxyz'.charAt(parseInt(digit, 32)));
    expect(derivedId('mem', 'a')).toBe(expected);
  });

  test.each(['', 'member', 'me', 'Mem', 'm_m'])('%p is no prefix', (prefix) => {
    expect(() => newId(prefix)).toThrow(RangeError);
    expect(() => derivedId(prefix, 'a')).toThrow(RangeError);
  });

  test('derived ids follow from their text', () => {
    expect(derivedId('rdm', 'a')).toBe(derivedId('rdm', 'a'));
    expect(derivedId('rdm', 'a')).not.toBe(derivedId('rdm', 'b'));
    expect(isId('rdm', derivedId('rdm', 'a'))).toBe(true);
  });

  test.each([
    '',
    'mem_',
    'mem_8zzzzzzzzzzzzzzzzzzzzzzzzz',
    'mem_01h455vb4pex5vsknk084sn02',
    'sal_01h455vb4pex5vsknk084sn02q',
    'mem_01H455VB4PEX5VSKNK084SN02Q',
    'mem_01h455vb4pex5vsknk084sn02i',
  ])('%p is no member id', (text) => {
    expect(() => parseId('mem', text, 'member')).toThrow(
      new DomainError('invalid', 'invalid_id', 'not an id of kind member', { kind: 'member' }),
    );
  });
});

describe('amounts', () => {
  test.each([
    ['2.55', 6n, 1530n],
    ['0.001', 1n, 0n],
    ['0.005', 1n, 1n],
    ['0.0049', 1n, 0n],
    ['1.005', 1n, 101n],
    ['-1.005', 1n, -101n],
    ['3', 2n, 600n],
  ])('%s × %s is %s minor units, rounded half up', (text, quantity, amount) => {
    expect(amountOf(text, quantity)).toBe(amount);
  });

  test.each(['', '1e3', '1.', '.5', '1,5', ' 1', 'NaN', '٣', '0x10', '1'.repeat(21)])('%p is no decimal', (text) => {
    expect(parseDecimal(text)).toBeUndefined();
  });

  test('rounding is never off by more than half a unit', () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: -(10n ** 15n), max: 10n ** 15n }),
        fc.integer({ min: 0, max: 8 }),
        (digits, scale) => {
          const rounded = rescaleHalfUp(digits, scale, 2);
          const twice = 2n * (rounded * 10n ** BigInt(scale) - digits * 100n);
          expect(twice <= 10n ** BigInt(scale) && twice >= -(10n ** BigInt(scale))).toBe(true);
        },
      ),
    );
  });

  test('minor units of a currency', () => {
    const digits = {
      GBP: 2,
      JPY: 0,
      IRR: 2,
      KWD: 3,
      IQD: 3,
      PKR: 2,
      HUF: 2,
      COP: 2,
      LBP: 2,
      IDR: 2,
      RSD: 2,
      ISK: 0,
      CLF: 4,
      UYW: 4,
      UYI: 0,
      XAD: 2,
      XCG: 2,
      ZWG: 2,
    };
    expect(Object.fromEntries(Object.keys(digits).map((code) => [code, minorUnitDigits(code)]))).toEqual(digits);
    expect(currencyCodes()).toHaveLength(165);
    expect(currencyCodes().every((code) => /^[A-Z]{3}$/.test(code) && !hasNoMinorUnit(code))).toBe(true);
    for (const none of ['XAU', 'XDR', 'XTS'])
      expect([minorUnitDigits(none), hasNoMinorUnit(none)]).toEqual([undefined, true]);
    for (const unknown of ['DEM', 'BGN', 'gbp', '', 'ZZZ'])
      expect([minorUnitDigits(unknown), hasNoMinorUnit(unknown)]).toEqual([undefined, false]);
  });

  test('quantities are thousandths of a unit', () => {
    for (const [text, milli] of [
      ['2', 2_000n],
      ['0.350', 350n],
      ['0.35', 350n],
      ['-1.5', -1_500n],
      ['1.5000', 1_500n],
      ['0.000', 0n],
    ] as const)
      expect(milliOf(text)).toBe(milli);
    for (const none of ['0.0005', '1e3', '1,5', '', ' 1', 'NaN', '٢']) expect(milliOf(none)).toBeUndefined();
    expect([2_000n, 350n, 1n, -1_500n, 0n].map(milliText)).toEqual(['2', '0.35', '0.001', '-1.5', '0']);
  });
});

test('a manual clock stands still until it is moved', () => {
  const clock = new ManualClock('2026-01-01T00:00:00Z');
  clock.advance(1500);
  expect(clock.now().toISOString()).toBe('2026-01-01T00:00:01.500Z');
});

test('nothing is saved over what was not seen; who did not say saves over anything', () => {
  requireSeen('x_changed', 0, 7);
  requireSeen('x_changed', 7, 7);
  expect(() => {
    requireSeen('x_changed', 6, 7);
  }).toThrow(expect.objectContaining({ kind: 'conflict', code: 'x_changed', details: { revision: '7' } }));
});
