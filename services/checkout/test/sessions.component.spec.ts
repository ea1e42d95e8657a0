import { SessionState, type PutSessionRequest } from '@vafa/contracts/checkout';
import { eventually } from '@vafa/testing';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { branchOf, memberOf } from './fake-clubs.ts';
import { ruleId } from './fake-neighbours.ts';
import { fresh, newLine, putOf, runCheckout } from './running-checkout.ts';
import { minutes, noon } from './sales.ts';

let run: Awaited<ReturnType<typeof runCheckout>>;
const clubId = 'clb_1';
const sara = memberOf(clubId);
const refusal = (code: string) => expect.objectContaining({ code });

beforeAll(async () => {
  run = await runCheckout();
});
afterAll(() => run.stop());

const opened = async (changes: Partial<PutSessionRequest> = {}) => {
  const request = putOf(clubId, changes);
  const { session } = await run.checkout.putSession(request);
  if (!session) throw new Error('no session');
  return { request, session, of: { clubId, sessionId: request.sessionId } };
};
const closed = async (changes: Partial<PutSessionRequest> = {}) => {
  const { of, request } = await opened(changes);
  const { session } = await run.checkout.closeSession({ ...of, key: fresh('key') });
  if (!session) throw new Error('no session');
  return { of, request, session };
};

describe('a session', () => {
  test('is opened with what it would earn, and read again', async () => {
    const { session, of } = await opened();
    expect(session).toMatchObject({
      state: SessionState.SESSION_STATE_OPEN,
      total: 1_249n,
      payable: 1_249n,
      remainingTotal: 1_249n,
      decision: { effects: [{ promotionId: ruleId, basis: { base: 1_249n }, effect: { value: { amount: 12n } } }] },
    });
    expect(session.lines.map(({ position, amount, unitPrice }) => [position, amount, unitPrice])).toEqual([
      [1, 750n, '2.5'],
      [2, 499n, '4.99'],
    ]);
    expect((await run.checkout.getSession(of)).session).toEqual(session);
  });

  test('put again answers the same; another basket replaces the first', async () => {
    const { request, session } = await opened();
    expect((await run.checkout.putSession(request)).session).toEqual(session);
    const other = { ...request, receipt: fresh('receipt'), lines: [newLine('cup', 2n, '4.99')], memberId: '' };
    const replaced = (await run.checkout.putSession(other)).session;
    expect(replaced).toMatchObject({
      saleId: session.saleId,
      total: 998n,
      memberId: '',
      decision: { effects: [], rejections: [{ code: 'no_member' }] },
      receipt: other.receipt,
    });
    expect((await run.checkout.putSession(other)).session).toEqual(replaced);
  });

  test('tried dry answers alike and stores nothing', async () => {
    const request = putOf(clubId, { dry: true, now: minutes(600) });
    const { session } = await run.checkout.putSession(request);
    expect(session).toMatchObject({
      state: SessionState.SESSION_STATE_OPEN,
      total: 1_249n,
      decision: { effects: [{ effect: { value: { amount: 12n } } }] },
    });
    expect(run.neighbours.calls.baskets.at(-1)?.at).toEqual(minutes(600));
    await expect(run.checkout.getSession({ clubId, sessionId: request.sessionId })).rejects.toEqual(
      refusal('session_not_found'),
    );
    await expect(run.checkout.putSession({ ...request, dry: false })).rejects.toEqual(refusal('invalid_session'));
    expect((await run.checkout.putSession({ ...request, dry: false, now: undefined })).session?.saleId).not.toBe('');
  });

  test('takes its receipt from every other session of the till and day, until it ends without a sale', async () => {
    const { request, session, of } = await opened();
    const rival = putOf(clubId, { receipt: request.receipt });
    await expect(run.checkout.putSession(rival)).rejects.toEqual(refusal('receipt_taken'));
    await expect(run.checkout.putSession({ ...rival, dry: true })).rejects.toEqual(refusal('receipt_taken'));
    await run.checkout.putSession({ ...rival, till: 't2', sessionId: fresh('session') });
    await run.checkout.cancelSession({ ...of, key: fresh('key') });
    const taken = (await run.checkout.putSession(rival)).session;
    expect(taken?.saleId).not.toBe(session.saleId);
    await expect(run.checkout.putSession(putOf(clubId, { receipt: request.receipt }))).rejects.toEqual(
      refusal('receipt_taken'),
    );
  });

  test('opened by many at once is one session', async () => {
    const request = putOf(clubId);
    const answers = await Promise.all(Array.from({ length: 8 }, () => run.checkout.putSession(request)));
    expect(new Set(answers.map(({ session }) => session?.saleId)).size).toBe(1);
    const receipt = fresh('receipt');
    const rivals = await Promise.allSettled(
      Array.from({ length: 8 }, () => run.checkout.putSession(putOf(clubId, { receipt }))),
    );
    expect(rivals.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });

  test('belongs to its club', async () => {
    const { request } = await opened();
    await expect(run.checkout.getSession({ clubId: 'clb_2', sessionId: request.sessionId })).rejects.toEqual(
      refusal('session_not_found'),
    );
    const theirs = { ...request, clubId: 'clb_2', branchId: branchOf('clb_2'), memberId: memberOf('clb_2') };
    expect((await run.checkout.putSession(theirs)).session?.clubId).toBe('clb_2');
  });
});

describe('closing', () => {
  test('asks the promotions of that moment, not those of the first look', async () => {
    const { rule } = run.neighbours;
    rule.isPublished = false;
    try {
      const { of, session } = await opened();
      expect(session.decision?.effects).toEqual([]);
      rule.isPublished = true;
      const closed = (await run.checkout.closeSession({ ...of, key: fresh('key') })).session;
      expect(closed?.decision?.effects).toMatchObject([{ effect: { value: { amount: 12n } } }]);
      await eventually(() => run.told.of('saleClosed', session.saleId).length === 1);
      expect(run.told.of('saleClosed', session.saleId)[0]?.postings).toMatchObject([
        { amount: 12n, verb: { $case: 'accrue' } },
      ]);
    } finally {
      rule.isPublished = true;
    }
  });

  test('tells the sale once; the same key answers the same, another is refused', async () => {
    const { of, session: open } = await opened();
    const key = fresh('key');
    const { session } = await run.checkout.closeSession({ ...of, key });
    expect(session).toMatchObject({
      state: SessionState.SESSION_STATE_CLOSED,
      soldAt: noon,
      closedAt: noon,
      decision: { effects: [{ effect: { value: { amount: 12n } } }] },
    });
    expect((await run.checkout.closeSession({ ...of, key })).session).toEqual(session);
    await expect(run.checkout.closeSession({ ...of, key: fresh('key') })).rejects.toEqual(refusal('session_closed'));
    await expect(run.checkout.cancelSession({ ...of, key: fresh('key') })).rejects.toEqual(refusal('session_closed'));
    await eventually(() => run.told.of('saleClosed', open.saleId).length === 1);
    expect(run.told.of('saleClosed', open.saleId)[0]).toMatchObject({
      sessionId: of.sessionId,
      memberId: sara,
      total: 1_249n,
      historical: false,
      postings: [
        {
          key: `e:${open.saleId}:${ruleId}`,
          account: sara,
          unit: 'points',
          amount: 12n,
          effectId: ruleId,
          verb: { $case: 'accrue' },
        },
      ],
      decision: { effects: [{ promotionId: ruleId, effect: { value: { amount: 12n } } }] },
    });
  });

  test('by two tills: one wins', async () => {
    const { of, session } = await opened();
    const answers = await Promise.allSettled(
      ['a', 'b', 'c', 'd'].map((till) => run.checkout.closeSession({ ...of, key: fresh(till) })),
    );
    const refused = answers
      .filter((answer) => answer.status === 'rejected')
      .map(({ reason }) => (reason as { code: string }).code);
    expect(refused).toEqual(['session_closed', 'session_closed', 'session_closed']);
    await eventually(
      async () =>
        (await run.checkout.getRelayStatus({})).status?.unrelayed === 0n &&
        run.told.of('saleClosed', session.saleId).length > 0,
    );
    expect(run.told.of('saleClosed', session.saleId)).toHaveLength(1);
  });

  test('leaves no way to put another basket', async () => {
    const { request, session } = await closed();
    expect((await run.checkout.putSession(request)).session).toEqual(session);
    await expect(run.checkout.putSession({ ...request, lines: [newLine('cup', 1n, '1')] })).rejects.toEqual(
      refusal('session_differs'),
    );
  });
});

describe('holding points', () => {
  const member = (points: bigint): string => {
    const id = memberOf(clubId, fresh('member'));
    run.neighbours.ledger.balances.set(id, points);
    return id;
  };

  test('pays with them at the close', async () => {
    const { of, session } = await opened({ memberId: member(500n) });
    const key = fresh('key');
    const held = (await run.checkout.holdSession({ ...of, key, points: 400n })).session;
    expect(held).toMatchObject({
      state: SessionState.SESSION_STATE_HELD,
      reservations: [{ id: 'pay:points', unit: 'points', amount: 400n, pays: 400n }],
      payable: 849n,
      holdUntil: minutes(15),
    });
    expect((await run.checkout.holdSession({ ...of, key, points: 400n })).session).toEqual(held);
    await expect(run.checkout.holdSession({ ...of, key: fresh('key'), points: 300n })).rejects.toEqual(
      refusal('hold_exists'),
    );
    const after = (await run.checkout.closeSession({ ...of, key: fresh('key') })).session;
    expect(after).toMatchObject({ reservations: [{ amount: 400n }], payable: 849n, holdUntil: undefined });
    await eventually(() => run.told.of('saleClosed', session.saleId).length === 1);
    expect(run.told.of('saleClosed', session.saleId)[0]?.postings).toMatchObject([
      {
        key: `e:${session.saleId}:pay:points`,
        unit: 'points',
        amount: 400n,
        verb: { $case: 'capture', value: { holdKey: `e:${session.saleId}:pay:points:hold` } },
      },
      { verb: { $case: 'accrue' } },
    ]);
    expect(run.neighbours.ledger.commands.filter(({ reference }) => reference === session.saleId)).toMatchObject([
      { reason: 'sale', verb: { $case: 'hold', value: { amount: 400n, owner: session.saleId } } },
    ]);
  });

  test('that the member does not have opens the session again: the same key is told the same, fewer points can be held', async () => {
    const memberId = member(100n);
    const { of, session } = await opened({ memberId });
    const key = fresh('key');
    await expect(run.checkout.holdSession({ ...of, key, points: 400n })).rejects.toEqual(refusal('balance_too_low'));
    expect((await run.checkout.getSession(of)).session).toMatchObject({
      state: SessionState.SESSION_STATE_OPEN,
      reservations: [],
    });
    run.neighbours.ledger.balances.set(memberId, 1_000n);
    await expect(run.checkout.holdSession({ ...of, key, points: 400n })).rejects.toEqual(refusal('balance_too_low'));
    expect((await run.checkout.holdSession({ ...of, key: fresh('key'), points: 100n })).session).toMatchObject({
      state: SessionState.SESSION_STATE_HELD,
    });
    expect(
      run.neighbours.ledger.commands
        .filter(({ reference }) => reference === session.saleId)
        .map(({ key: used }) => used),
    ).toEqual([`e:${session.saleId}:pay:points:hold`, `e:${session.saleId}:pay:points:hold:2`]);
  });

  test('is voided by a cancel', async () => {
    const { of, session } = await opened({ memberId: member(500n) });
    await run.checkout.holdSession({ ...of, key: fresh('key'), points: 400n });
    await run.checkout.cancelSession({ ...of, key: fresh('key') });
    await eventually(() => run.told.of('sessionEnded', session.saleId).length === 1);
    expect(run.told.of('sessionEnded', session.saleId)[0]).toMatchObject({
      expired: false,
      postings: [
        {
          key: `e:${session.saleId}:pay:points:hold:void`,
          amount: 400n,
          verb: { $case: 'void', value: { holdKey: `e:${session.saleId}:pay:points:hold` } },
        },
      ],
    });
    await expect(run.checkout.closeSession({ ...of, key: fresh('key') })).rejects.toEqual(refusal('session_not_open'));
  });

  test('ends at its deadline, when nobody closed', async () => {
    const { of, session } = await opened({ memberId: member(500n) });
    await run.checkout.holdSession({ ...of, key: fresh('key'), points: 400n });
    run.clock.advance(15 * 60_000);
    await eventually(() => run.told.of('sessionEnded', session.saleId).length === 1);
    run.clock.advance(-15 * 60_000);
    expect(run.told.of('sessionEnded', session.saleId)[0]).toMatchObject({
      expired: true,
      postings: [{ amount: 400n, verb: { $case: 'void' } }],
    });
    await expect(run.checkout.closeSession({ ...of, key: fresh('key') })).rejects.toEqual(refusal('session_expired'));
  });
});

describe('returning lines', () => {
  test('takes back by what is left, once per key', async () => {
    const { of, session } = await closed();
    const order = {
      ...of,
      key: fresh('key'),
      receipt: 'R1',
      lines: [{ position: 1, quantityMilli: 2_000n, amount: 0n }],
    };
    const answer = await run.checkout.returnLines(order);
    expect(answer.return).toMatchObject({
      receipt: 'R1',
      amount: 500n,
      pointsTakenBack: 5n,
      pointsRestored: 0n,
      lines: [{ position: 1, quantityMilli: 2_000n, amount: 500n }],
    });
    expect(answer.session).toMatchObject({
      remainingTotal: 749n,
      decision: { effects: [{ effect: { value: { amount: 7n } } }] },
      lines: [{ returnedMilli: 2_000n }, { returnedMilli: 0n }],
    });
    expect(run.neighbours.calls.baskets.at(-1)).toMatchObject({
      decided: { effects: [{ promotionId: ruleId, promotionVersion: 1 }] },
      onlyLess: true,
      at: noon,
      lines: [
        { quantityMilli: 1_000n, amount: 250n },
        { quantityMilli: 1_000n, amount: 499n },
      ],
    });
    expect((await run.checkout.returnLines(order)).return).toEqual(answer.return);
    await expect(
      run.checkout.returnLines({ ...order, lines: [{ position: 1, quantityMilli: 1_000n, amount: 0n }] }),
    ).rejects.toEqual(refusal('key_reused'));
    await expect(run.checkout.returnLines({ ...order, key: fresh('key') })).rejects.toEqual(refusal('more_than_sold'));
    await eventually(() => run.told.of('saleReturned', session.saleId).length === 1);
    expect(run.told.of('saleReturned', session.saleId)[0]).toMatchObject({
      returnId: answer.return?.id,
      memberId: sara,
      amount: 500n,
      remainingTotal: 749n,
      historical: false,
      postings: [
        {
          amount: 5n,
          effectId: ruleId,
          verb: { $case: 'reverse', value: { entryKey: `e:${session.saleId}:${ruleId}` } },
        },
      ],
    });
  });

  test('by many tills at once never returns more than was sold', async () => {
    const { of } = await closed({ lines: [newLine('tea', 5n, '2.50')] });
    const answers = await Promise.allSettled(
      Array.from({ length: 12 }, () =>
        run.checkout.returnLines({
          ...of,
          key: fresh('key'),
          receipt: '',
          lines: [{ position: 1, quantityMilli: 1_000n, amount: 0n }],
        }),
      ),
    );
    expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(5);
    expect((await run.checkout.getSession(of)).session).toMatchObject({
      remainingTotal: 0n,
      decision: { effects: [{ effect: { value: { amount: 0n } } }] },
      lines: [{ returnedMilli: 5_000n }],
    });
  });

  test('of a sale paid with points gives them back', async () => {
    const memberId = memberOf(clubId, fresh('member'));
    run.neighbours.ledger.balances.set(memberId, 500n);
    const { of, session } = await opened({ memberId });
    await run.checkout.holdSession({ ...of, key: fresh('key'), points: 100n });
    await run.checkout.closeSession({ ...of, key: fresh('key') });
    const part = await run.checkout.returnLines({
      ...of,
      key: fresh('key'),
      receipt: '',
      lines: [{ position: 2, quantityMilli: 1_000n, amount: 0n }],
    });
    const rest = await run.checkout.returnLines({
      ...of,
      key: fresh('key'),
      receipt: '',
      lines: [{ position: 1, quantityMilli: 3_000n, amount: 0n }],
    });
    expect([part.return?.pointsRestored, rest.return?.pointsRestored]).toEqual([39n, 61n]);
    await eventually(() => run.told.of('saleReturned', session.saleId).length === 2);
    expect(
      run.told
        .of('saleReturned', session.saleId)
        .map(({ postings }) => postings.flatMap(({ effectId, amount }) => (effectId === '' ? [amount] : []))),
    ).toEqual([[39n], [61n]]);
  });
});

describe('bad input', () => {
  const anyKey = 'k';
  const lines = [{ position: 1, quantityMilli: 1_000n, amount: 0n }];
  test.each<[string, string, () => Promise<unknown>]>([
    ['a basket without lines', 'invalid_session', () => run.checkout.putSession(putOf(clubId, { lines: [] }))],
    [
      'a negative quantity',
      'invalid_session',
      () => run.checkout.putSession(putOf(clubId, { lines: [newLine('a', -1n, '1')] })),
    ],
    [
      'an amount beyond 10^14',
      'amount_out_of_range',
      () => run.checkout.putSession(putOf(clubId, { lines: [newLine('a', 1n, '1000000000000.01')] })),
    ],
    ['no club', 'invalid_session', () => run.checkout.putSession(putOf(''))],
    ['a club with a slash', 'invalid_session', () => run.checkout.getSession({ clubId: 'a/b', sessionId: 'c' })],
    [
      'closing an unknown session',
      'session_not_found',
      () => run.checkout.closeSession({ clubId, sessionId: 'none', key: anyKey }),
    ],
    [
      'holding for an unknown session',
      'session_not_found',
      () => run.checkout.holdSession({ clubId, sessionId: 'none', key: anyKey, points: 1n }),
    ],
    [
      'cancelling an unknown session',
      'session_not_found',
      () => run.checkout.cancelSession({ clubId, sessionId: 'none', key: anyKey }),
    ],
    [
      'returning to an unknown session',
      'session_not_found',
      () => run.checkout.returnLines({ clubId, sessionId: 'none', key: anyKey, receipt: '', lines }),
    ],
    ['a close without a key', 'key_missing', () => run.checkout.closeSession({ clubId, sessionId: 'none', key: '' })],
    [
      'a return to an open session',
      'session_not_closed',
      async () => run.checkout.returnLines({ ...(await opened()).of, key: anyKey, receipt: '', lines }),
    ],
    [
      'a return of an unknown line',
      'line_not_found',
      async () =>
        run.checkout.returnLines({
          ...(await closed()).of,
          key: anyKey,
          receipt: '',
          lines: [{ position: 9, quantityMilli: 1_000n, amount: 0n }],
        }),
    ],
    [
      'a hold without a member',
      'no_member',
      async () => run.checkout.holdSession({ ...(await opened({ memberId: '' })).of, key: anyKey, points: 1n }),
    ],
    [
      'a hold beyond the total',
      'more_than_total',
      async () => run.checkout.holdSession({ ...(await opened()).of, key: anyKey, points: 1_250n }),
    ],
    [
      'a hold of nothing',
      'points_out_of_range',
      async () => run.checkout.holdSession({ ...(await opened()).of, key: anyKey, points: 0n }),
    ],
  ])('%s is refused as %s', (_what, code, ask) => expect(ask()).rejects.toEqual(refusal(code)));
});

test('an effect of a kind that checkout knows nothing of is shown, posted and taken back like any other', async () => {
  const { rule } = run.neighbours;
  rule.stamps = 3n;
  try {
    const { session, of } = await closed();
    expect(session.decision?.effects).toMatchObject([
      { effect: { $case: 'points' } },
      {
        promotionCode: 'stamps',
        promotionVersion: 4,
        reason: 'stamp_card',
        effect: { $case: 'credit', value: { unit: 'stamps', amount: 3n } },
      },
    ]);
    const { session: after } = await run.checkout.returnLines({
      ...of,
      key: fresh('key'),
      receipt: '',
      lines: [{ position: 2, quantityMilli: 1_000n, amount: 0n }],
    });
    expect(after?.decision?.effects[1]).toMatchObject({ effect: { $case: 'credit', value: { amount: 0n } } });
    await eventually(() => run.told.of('saleReturned', session.saleId).length === 1);
    const key = `e:${session.saleId}:stamps`;
    expect(run.told.of('saleClosed', session.saleId)[0]?.postings[1]).toMatchObject({
      key,
      account: session.memberId,
      unit: 'stamps',
      amount: 3n,
      effectId: 'stamps',
      verb: { $case: 'accrue' },
    });
    const [back] = (run.told.of('saleReturned', session.saleId)[0]?.postings ?? []).filter(
      ({ unit }) => unit === 'stamps',
    );
    expect(back).toMatchObject({
      account: session.memberId,
      amount: 3n,
      verb: { $case: 'reverse', value: { entryKey: key } },
    });
  } finally {
    rule.stamps = 0n;
  }
});
