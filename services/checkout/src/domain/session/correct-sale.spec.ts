import { describe, expect, test } from '@jest/globals';
import { sharedIdPrefixes } from '@vafa/contracts/ids';
import { derivedId } from '@vafa/kernel';
import { after, given, line, minutes, noon, opened, sara } from '../../../test/sales.ts';
import type { Adjudication, Due } from './adjudication.ts';
import { correctSale, withLines, type Corrected } from './correct-sale.ts';
import { closeSession } from './end-session.ts';
import type { Correction, CorrectionReason, Return, Session } from './session.ts';

const ben = derivedId(sharedIdPrefixes.member, 'ben');
const due = (effectId: string, amount: bigint, unit = 'points'): Due => ({ effectId, unit, amount });
const decided = (...dues: Due[]): Adjudication => ({ decision: new Uint8Array([8, 1]), adjustments: [], dues });
const sold = (...dues: Due[]): Session => {
  const session = opened([line('tea', 2n, '5.00')]);
  return after(session, closeSession(session, 'k2', decided(...dues), noon));
};
const correct = (next: Corrected, id = 'cor_1', reason: CorrectionReason = 'adjudicated_late') => {
  const terms = { id, reason, at: minutes(9) };
  return (session: Session) => correctSale(session, next, terms);
};
const gave = (key: string, effectId: string, amount: bigint, changes = {}) => ({
  key,
  account: sara,
  effectId,
  unit: 'points',
  amount,
  ...changes,
});
const bookings = (session: Session, next: Corrected, id?: string) =>
  given(session)
    .when(correct(next, id))
    .decision()
    ?.fact?.postings.map(({ verb, key, account, unit, amount }) => [verb, key, account, unit, amount]);

test('only a closed sale is corrected', () => {
  expect(() => correct({ adjudication: decided() })(opened())).toThrow(
    expect.objectContaining({ kind: 'conflict', code: 'session_not_closed' }),
  );
});

describe('a correction', () => {
  test('gives what is due beyond what was given, as of the sale, and leaves the rest alone', () => {
    const session = sold(due('a', 3n), due('b', 2n));
    const decision = given(session)
      .when(correct({ adjudication: decided(due('a', 5n), due('b', 2n), due('c', 1n)) }))
      .decision();
    expect(decision?.fact?.postings).toEqual([
      { verb: 'accrue', ...gave('e:sal_1:a:cor_1', 'a', 2n), effectiveAt: noon },
      { verb: 'accrue', ...gave('e:sal_1:c:cor_1', 'c', 1n), effectiveAt: noon },
    ]);
    expect(decision?.set.given).toEqual([
      gave('e:sal_1:a', 'a', 3n),
      gave('e:sal_1:b', 'b', 2n),
      gave('e:sal_1:a:cor_1', 'a', 2n),
      gave('e:sal_1:c:cor_1', 'c', 1n),
    ]);
  });

  test('takes what is due no longer, what came last first, as of now', () => {
    const grown = given(sold(due('a', 3n)))
      .when(correct({ adjudication: decided(due('a', 5n)) }))
      .session();
    const decision = given(grown)
      .when(correct({ adjudication: decided(due('a', 1n)) }, 'cor_2'))
      .decision();
    expect(decision?.fact?.postings).toMatchObject([
      {
        verb: 'reverse',
        key: 'e:sal_1:a:cor_2:back',
        entryKey: 'e:sal_1:a:cor_1',
        amount: 2n,
        effectiveAt: minutes(9),
      },
      { verb: 'reverse', key: 'e:sal_1:a:cor_2:back:2', entryKey: 'e:sal_1:a', amount: 2n, effectiveAt: minutes(9) },
    ]);
    expect(decision?.set.given).toEqual([gave('e:sal_1:a', 'a', 1n)]);
  });

  test('takes all of an effect that is not decided any more, and of no other', () => {
    expect(bookings(sold(due('a', 3n), due('b', 2n)), { adjudication: decided(due('a', 3n)) })).toEqual([
      ['reverse', 'e:sal_1:b:cor_1:back', sara, 'points', 2n],
    ]);
    expect(bookings(sold(due('a', 3n)), { adjudication: decided() })).toEqual([
      ['reverse', 'e:sal_1:a:cor_1:back', sara, 'points', 3n],
    ]);
  });

  test('counts units of one effect apart', () => {
    const session = sold(due('a', 3n), due('a', 9n, 'stamps'));
    expect(bookings(session, { adjudication: decided(due('a', 4n), due('a', 9n, 'stamps')) })).toEqual([
      ['accrue', 'e:sal_1:a:cor_1', sara, 'points', 1n],
    ]);
    expect(bookings(session, { adjudication: decided(due('a', 3n)) })).toEqual([
      ['reverse', 'e:sal_1:a:cor_1:back', sara, 'stamps', 9n],
    ]);
  });

  test('that changes nothing posts nothing, and is noted with what it was', () => {
    const decision = given(sold(due('a', 3n)))
      .when(correct({ adjudication: decided(due('a', 3n)) }))
      .decision();
    expect(decision).toMatchObject({ key: 'cor_1', at: minutes(9), fact: { kind: 'corrected', postings: [] } });
    expect(decision?.set.corrections).toEqual([
      {
        id: 'cor_1',
        reason: 'adjudicated_late',
        at: minutes(9),
        by: '',
        text: '',
        memberIdBefore: sara,
        memberId: sara,
        totalBefore: 1_000n,
        total: 1_000n,
        pointsGiven: 0n,
        pointsTakenBack: 0n,
      },
    ]);
  });

  test('tells the sale as it was and as it is', () => {
    const session = sold(due('a', 3n));
    const decision = given(session)
      .when(correct({ adjudication: decided(due('a', 4n)) }))
      .decision();
    expect(decision?.fact).toMatchObject({ session, after: after(session, decision) });
  });
});

describe('a sale of another member', () => {
  test('gives that one what it gives, and takes all that is left from the first', () => {
    const session = sold(due('a', 3n), due('s', 2n, 'stamps'));
    const decision = given(session)
      .when(correct({ memberId: ben, adjudication: decided(due('a', 3n), due('s', 2n, 'stamps')) }))
      .decision();
    expect(decision?.fact?.postings.map(({ verb, key, account, amount }) => [verb, key, account, amount])).toEqual([
      ['accrue', 'e:sal_1:a:cor_1', ben, 3n],
      ['accrue', 'e:sal_1:s:cor_1', ben, 2n],
      ['reverse', 'e:sal_1:a:cor_1:back', sara, 3n],
      ['reverse', 'e:sal_1:s:cor_1:back', sara, 2n],
    ]);
    expect(decision?.set).toMatchObject({
      memberId: ben,
      corrections: [{ memberIdBefore: sara, memberId: ben, pointsGiven: 3n, pointsTakenBack: 3n }],
      given: [
        { account: ben, amount: 3n },
        { account: ben, amount: 2n },
      ],
    });
  });

  test('that is nobody gives nothing any more', () => {
    expect(bookings(sold(due('a', 3n)), { memberId: '', adjudication: decided(due('a', 3n)) })).toEqual([
      ['reverse', 'e:sal_1:a:cor_1:back', sara, 'points', 3n],
    ]);
  });
});

describe('further lines', () => {
  const cup = { sku: 'cup', description: '', quantityMilli: 1_000n, unitPrice: '3', amount: 300n, returnedMilli: 0n };

  test('have places behind the last one', () => {
    const [tea] = sold().lines;
    const session = {
      ...sold(),
      lines: tea
        ? [
            { ...tea, position: 5 },
            { ...tea, position: 2 },
          ]
        : [],
    };
    expect(withLines(session, [cup, cup]).map(({ position }) => position)).toEqual([5, 2, 6, 7]);
    expect(withLines({ ...session, lines: [] }, [cup]).map(({ position }) => position)).toEqual([1]);
  });

  test('cost their price; what promotions took off when it was sold stays off', () => {
    const session = opened([line('tea', 2n, '5.00')]);
    const off = { ...decided(), adjustments: [{ effectId: 'ten', position: 1, amount: 100n }] };
    const closed = after(session, closeSession(session, 'k2', off, noon));
    const decision = given(closed)
      .when(correct({ lines: withLines(closed, [cup]), adjudication: off }, 'cor_1', 'lines_completed'))
      .decision();
    expect(decision?.set.total).toBe(1_200n);
    expect(decision?.fact).toMatchObject({
      linesAdded: [{ ...cup, position: 2 }],
      remainingTotalBefore: 900n,
      remainingTotal: 1_200n,
      correction: { totalBefore: 900n, total: 1_200n },
    });
  });
});

describe('points that paid', () => {
  const made = (id: string, pointsRestored: bigint): Return => ({
    id,
    receipt: '',
    at: noon,
    lines: [],
    amount: 0n,
    pointsTakenBack: 0n,
    pointsRestored,
  });
  const paid = (): Session => ({
    ...sold(due('a', 3n)),
    reservations: [
      {
        id: 'pay:points',
        account: sara,
        unit: 'points',
        amount: 300n,
        key: 'e:sal_1:pay:points:hold',
        captureKey: 'e:sal_1:pay:points',
        pays: 300n,
      },
    ],
    returns: [made('ret_1', 20n), made('ret_2', 30n)],
  });
  const back = (session: Session, returnedMilli: bigint) => session.lines.map((one) => ({ ...one, returnedMilli }));

  test('come back by what the returns take now, first of all, and the last return says so', () => {
    const session = paid();
    const next = { lines: back(session, 1_000n), returns: [...session.returns], adjudication: decided(due('a', 1n)) };
    const decision = given(session).when(correct(next)).decision();
    expect(decision?.fact?.postings).toMatchObject([
      { verb: 'reverse', key: 'e:sal_1:pay:points:cor_1', entryKey: 'e:sal_1:pay:points', amount: 100n },
      { verb: 'reverse', key: 'e:sal_1:a:cor_1:back', amount: 2n },
    ]);
    expect(decision?.set.returns).toEqual([made('ret_1', 20n), made('ret_2', 130n)]);
    expect(decision?.set.reservations).toEqual(session.reservations);
  });

  test('stay where they are when nothing more goes back, or when no return is touched', () => {
    const session = paid();
    const less = { lines: back(session, 100n), adjudication: decided(due('a', 3n)) };
    const touched = given(session)
      .when(correct({ ...less, returns: [...session.returns] }))
      .decision();
    const untouched = given(session)
      .when(correct({ ...less, lines: back(session, 2_000n) }))
      .decision();
    for (const decision of [touched, untouched]) {
      expect(decision?.fact?.postings).toEqual([]);
      expect(decision?.set.returns).toEqual(session.returns);
    }
  });
});

describe('a sale that was corrected a hundred times', () => {
  const note = (id: number, by: string): Correction => ({
    id: `cor_${String(id)}`,
    reason: 'adjudicated_late',
    at: noon,
    by,
    text: '',
    memberIdBefore: sara,
    memberId: sara,
    totalBefore: 0n,
    total: 0n,
    pointsGiven: 0n,
    pointsTakenBack: 0n,
  });
  const often = (count: number, by: (id: number) => string): Session => ({
    ...sold(),
    corrections: Array.from({ length: count }, (_one, id) => note(id, by(id))),
  });
  const ids = (session: Session, reason: CorrectionReason) =>
    given(session)
      .when(correct({ adjudication: decided() }, 'new', reason))
      .session()
      .corrections?.map(({ id }) => id);

  test('is moved by no person again', () => {
    const moved = (count: number) => () =>
      ids(
        often(count, () => ''),
        'member_moved',
      );
    expect(moved(99)()).toHaveLength(100);
    expect(moved(100)).toThrow(expect.objectContaining({ kind: 'refused', code: 'too_many_corrections' }));
  });

  test('forgets the oldest note that nobody asked for, or else the oldest', () => {
    const mixed = ids(
      often(100, (id) => (id < 3 ? 'key_1' : '')),
      'returns_moved',
    );
    expect(mixed).toHaveLength(100);
    expect([mixed?.slice(0, 4), mixed?.at(-1)]).toEqual([['cor_0', 'cor_1', 'cor_2', 'cor_4'], 'new']);
    const asked = ids(
      often(100, () => 'key_1'),
      'returns_moved',
    );
    expect([asked?.length, asked?.[0], asked?.at(-1)]).toEqual([100, 'cor_1', 'new']);
  });
});
