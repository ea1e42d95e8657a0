import { describe, expect, test } from '@jest/globals';
import { SealedVoucherCodes } from '../src/adapters/crypto/sealed-voucher-codes.ts';
import { readVoucherCode, type VoucherCode } from '../src/domain/voucher-code.ts';

const codes = new SealedVoucherCodes(Buffer.alloc(32, 7));

describe('stored voucher codes', () => {
  test('are drawn apart and right', () => {
    const drawn = new Set(Array.from({ length: 1_000 }, () => codes.draw()));
    expect(drawn.size).toBe(1_000);
    for (const code of drawn) expect(readVoucherCode(code)).toBe(code);
  });

  test('open for their own redemption and under their own master key only', () => {
    const code = codes.draw();
    const sealed = codes.seal('rdm_1', code);
    expect(codes.open('rdm_1', sealed)).toBe(code);
    expect(Buffer.from(sealed, 'base64url').includes(code)).toBe(false);
    expect(() => codes.open('rdm_2', sealed)).toThrow();
    expect(() => new SealedVoucherCodes(Buffer.alloc(32, 8)).open('rdm_1', sealed)).toThrow();
    expect(() => codes.open('rdm_1', `B${sealed.slice(1)}`)).toThrow('unknown format');
  });

  test('are found and opened as earlier builds made them', () => {
    const code = '000000000000000000' as VoucherCode;
    expect(codes.hash('clb_a', code)).toBe('iVomuikJo0x_xs-N8Pr5BKSKn4xm2ebVw45fIYNWfZM');
    expect(codes.open('rdm_1', 'AYXz_12aut6UXhZjRdY6Oa90LT7y4Lnu72Q8z-AuYQB3WZ3mIJGYdgQiJIGMXCo')).toBe(code);
  });

  test('are found by a hash that only the master key gives, and that differs between clubs', () => {
    const code = '000000000000000000' as VoucherCode;
    expect(codes.hash('clb_a', code)).toBe(new SealedVoucherCodes(Buffer.alloc(32, 7)).hash('clb_a', code));
    expect(codes.hash('clb_a', code)).not.toBe(codes.hash('clb_b', code));
    expect(codes.hash('clb_a', code)).not.toBe(new SealedVoucherCodes(Buffer.alloc(32, 8)).hash('clb_a', code));
  });
});
