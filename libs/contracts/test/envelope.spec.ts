import { describe, expect, test } from '@jest/globals';
import { CheckoutEvent } from '@vafa/contracts/checkout-events';
import { decodeEvent, encodeEvent, topics } from '../src/index.ts';

const place = {
  eventId: 'evt_1',
  occurredAt: new Date('2026-01-02T03:04:05.678Z'),
  clubId: 'clb_1',
  documentId: 'sal_1',
  epoch: 0,
  sequence: 9_007_199_254_740_993n,
};

describe('envelopes', () => {
  test('round-trip, bigint and Date included', () => {
    const { type, payload } = encodeEvent(topics.checkout, CheckoutEvent, place, {
      $case: 'sessionEnded',
      value: { saleId: 'sal_1', sessionId: 's', memberId: '', expired: true, postings: [], voids: [] },
    });
    expect(type).toBe('vafa.checkout.session_ended.v1');
    expect(decodeEvent(CheckoutEvent, payload)).toMatchObject({
      ...place,
      format: 1,
      event: { $case: 'sessionEnded', value: { expired: true } },
    });
  });

  test.each([
    [
      'a newer format',
      {
        ...place,
        format: 2,
        event: {
          $case: 'sessionEnded' as const,
          value: { saleId: '', sessionId: '', memberId: '', expired: false, postings: [], voids: [] },
        },
      },
    ],
    ['an event that this build does not know', { ...place, format: 1, event: undefined }],
  ])('%s is refused, not skipped', (_name, envelope) => {
    const payload = CheckoutEvent.encode(envelope).finish();
    expect(() => decodeEvent(CheckoutEvent, payload)).toThrow(
      expect.objectContaining({ kind: 'invalid', code: 'unknown_event_format' }),
    );
  });
});
