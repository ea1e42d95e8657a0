import { expect, test } from '@jest/globals';
import { recognise, type Owner, type Submitted } from './recognise.ts';
import type { ReceiptClaim } from './receipt-claim.ts';

const claim = (changes: Partial<ReceiptClaim> = {}): ReceiptClaim => ({
  id: 'c', clubId: 'clb_1', kind: 'sale', owner: 's1', saleId: 'sal_1', fingerprint: 'f', source: 'a', accepted: true,
  exceptions: [], allocation: [], settled: true, receipt: 'r', differing: [], ...changes,
});
const sale = (changes: Partial<Submitted> = {}): Submitted => ({ kind: 'sale', fingerprint: 'f', source: 'a', ...changes });
const owner = (changes: Partial<Owner> = {}): Owner => ({ state: 'closed', saleId: 'sal_1', fingerprint: 'f', ...changes });

test.each([
  ['again', sale(), claim(), owner()],
  ['duplicate', sale({ source: 'b' }), claim(), owner()],
  ['differs', sale({ fingerprint: 'g' }), claim(), owner()],
  ['differs', sale({ kind: 'return' }), claim(), owner()],
  ['unfinished', sale(), claim(), undefined],
  ['unfinished', sale({ source: 'b' }), claim(), undefined],
  ['unfinished', sale(), claim(), owner({ saleId: 'sal_other' })],
  ['again', sale(), claim({ accepted: false }), undefined],
  ['again', sale({ kind: 'return' }), claim({ kind: 'return' }), undefined],
  ['duplicate', sale(), claim({ kind: 'session' }), owner()],
  ['differs', sale({ fingerprint: 'g' }), claim({ kind: 'session' }), owner()],
  ['differs', sale({ kind: 'return' }), claim({ kind: 'session' }), owner()],
  ['in_use', sale(), claim({ kind: 'session' }), undefined],
  ['in_use', sale(), claim({ kind: 'session' }), owner({ state: 'open' })],
  ['in_use', sale(), claim({ kind: 'session' }), owner({ state: 'held' })],
  ['abandoned', sale(), claim({ kind: 'session' }), owner({ state: 'cancelled' })],
  ['abandoned', sale(), claim({ kind: 'session' }), owner({ state: 'expired' })],
] as const)('is recognised as %s', (recognition, submitted, claimed, behind) => expect(recognise(submitted, claimed, behind)).toBe(recognition));
