import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { encodeEvent, topics } from '@vafa/contracts';
import { CheckoutEvent, SaleClosed, SaleCorrected, SaleReturned } from '@vafa/contracts/checkout-events';
import { CorrectMemberRequest, SnapshotFact, type EnrolMemberRequest } from '@vafa/contracts/membership';
import { eventually } from '@vafa/testing';
import { enrolment, RunningMembership } from './running-membership.ts';

let membership: RunningMembership;
let clubId: string;
let told = 0;

beforeAll(async () => {
  membership = await RunningMembership.open();
});
beforeEach(async () => {
  clubId = (await membership.club('Europe/London', 'GBP')).id;
});
afterAll(() => membership.close());

const every = [
  SnapshotFact.SNAPSHOT_FACT_TIER,
  SnapshotFact.SNAPSHOT_FACT_SINCE,
  SnapshotFact.SNAPSHOT_FACT_BIRTH_DATE,
  SnapshotFact.SNAPSHOT_FACT_CONSENTS,
  SnapshotFact.SNAPSHOT_FACT_PURCHASES,
];
const day = (text: string): Date => new Date(`${text}T12:00:00Z`);

const enrol = async (given: Partial<EnrolMemberRequest>): Promise<string> =>
  (await membership.rpc.enrolMember(enrolment(clubId, { name: 'Sara', ...given }))).member?.id ?? '';

const snapshot = async (
  memberId: string,
  { at = day('2026-03-10'), facts = every, counters = [] as string[], of = clubId } = {},
) => {
  const members = [{ memberId, at }];
  const { snapshots } = await membership.rpc.getMemberSnapshots({ clubId: of, members, facts, counters });
  return snapshots[0];
};

const publish = async (...events: NonNullable<CheckoutEvent['event']>[]): Promise<void> => {
  await membership.stream.publish(
    topics.checkout,
    events.map((event) => {
      const id = String(++told);
      const [eventId, key] = [`evt_${id}`, `ses_${id}`];
      const place = { clubId, occurredAt: new Date(), epoch: 1, sequence: 1n };
      const encoded = encodeEvent(topics.checkout, CheckoutEvent, { ...place, eventId, documentId: key }, event);
      return { ...place, id: eventId, key, ...encoded };
    }),
  );
};

const none = new Uint8Array();
const closed = (saleId: string, memberId: string, total: bigint, soldAt: Date) => ({
  $case: 'saleClosed' as const,
  value: { ...SaleClosed.decode(none), saleId, memberId, total, soldAt },
});
const returned = (saleId: string, memberId: string, amount: bigint, soldAt: Date) => ({
  $case: 'saleReturned' as const,
  value: { ...SaleReturned.decode(none), saleId, returnId: `ret_${saleId}`, memberId, amount, soldAt },
});

describe('a snapshot', () => {
  test('tells what is known of a member, and no more than was asked for', async () => {
    const consents = [
      { purpose: 'sms', granted: true, at: undefined },
      { purpose: 'email', granted: false, at: undefined },
    ];
    const id = await enrol({ birthDate: '1990-04-17', consents });
    const nothing = {
      memberId: id,
      unknown: false,
      tier: '',
      since: '',
      birthDate: '',
      consents: [],
      lastPurchase: '',
    };
    const holdsUntil = new Date('2026-03-11T00:00:00Z');
    expect(await snapshot(id)).toEqual({
      ...nothing,
      since: '2026-03-10',
      birthDate: '1990-04-17',
      consents: ['sms'],
      purchases: 0,
      spent: {},
      holdsUntil,
    });
    expect(await snapshot(id, { facts: [] })).toEqual({ ...nothing, purchases: undefined, spent: {}, holdsUntil });
  });

  test('counts sales of before the moment, with what came after them, and not the sale of the moment', async () => {
    const [id, other] = [await enrol({}), await enrol({})];
    const tiers = [
      { code: 'base', name: 'Base', spendFrom: 0n },
      { code: 'gold', name: 'Gold', spendFrom: 1_000n },
    ];
    await membership.rpc.setTiers({ clubId, key: `c:test:${clubId}`, periodDays: 30, tiers, revision: 0 });
    await publish(
      closed('s1', id, 900n, day('2026-01-05')),
      closed('s2', id, 700n, day('2026-03-02')),
      closed('s3', id, 500n, day('2026-03-05')),
      closed('s4', id, 400n, day('2026-03-09')),
      returned('s3', id, 500n, day('2026-03-05')),
      returned('s4', id, 100n, day('2026-03-09')),
    );
    const counters = ['ever', 'this_day', 'this_week', 'this_month', 'this_year', 'last_30_days', 'last_1_days'];
    const all = await eventually(async () => {
      const now = await snapshot(id, { counters });
      return now?.spent.ever === 1_900n ? now : false;
    });
    expect(all).toMatchObject({ tier: 'gold', since: '2026-01-05', purchases: 3, lastPurchase: '2026-03-09' });
    expect((await snapshot(id, { counters }))?.spent).toEqual({
      ever: 1_900n,
      this_day: 0n,
      this_week: 300n,
      this_month: 1_000n,
      this_year: 1_900n,
      last_30_days: 1_000n,
      last_1_days: 300n,
    });
    expect(await snapshot(id, { at: day('2026-03-09') })).toMatchObject({
      tier: 'base',
      purchases: 2,
      lastPurchase: '2026-03-02',
      // From then on the sale of the moment counts.
      holdsUntil: new Date('2026-03-09T12:00:00.001Z'),
    });
    expect(await snapshot(id, { at: day('2026-01-05') })).toMatchObject({ purchases: 0, lastPurchase: '' });

    const moved = { ...SaleCorrected.decode(none), saleId: 's2', correctionId: 'cor_1', soldAt: day('2026-03-02') };
    const amounts = { remainingTotalBefore: 700n, remainingTotal: 700n };
    const corrected = { ...moved, ...amounts, memberIdBefore: id, memberId: other };
    await publish({ $case: 'saleCorrected', value: corrected });
    expect(await eventually(async () => (await snapshot(other))?.purchases === 1 && snapshot(other))).toMatchObject({
      lastPurchase: '2026-03-02',
    });
    expect(await snapshot(id)).toMatchObject({ tier: 'base', purchases: 2, lastPurchase: '2026-03-09' });
  });

  test('is of each moment that is asked for, in the order asked', async () => {
    const [sara, omid] = [await enrol({}), await enrol({})];
    await publish(closed('s5', sara, 100n, day('2026-03-01')));
    await eventually(async () => (await snapshot(sara))?.purchases === 1);
    const members = [
      { memberId: omid, at: day('2026-03-10') },
      { memberId: sara, at: day('2026-03-01') },
      { memberId: 'mem_nobody', at: day('2026-03-01') },
      { memberId: sara, at: undefined },
    ];
    const { snapshots } = await membership.rpc.getMemberSnapshots({ clubId, members, facts: every, counters: [] });
    expect(snapshots.map(({ memberId, unknown, purchases }) => [memberId, unknown, purchases])).toEqual([
      [omid, false, 0],
      [sara, false, 0],
      ['mem_nobody', true, undefined],
      [sara, false, 1],
    ]);
  });

  test('counts weeks and years as the club does', async () => {
    const tehran = (await membership.club('Asia/Tehran', 'IRR')).id;
    clubId = tehran;
    const id = await enrol({});
    // Friday and Saturday: a week begins between them.
    await publish(closed('s6', id, 10n, day('2026-03-06')), closed('s7', id, 20n, day('2026-03-07')));
    const asked = { clubId, members: [], facts: [], counters: [] };
    expect(await membership.rpc.getMemberSnapshots(asked)).toEqual({ snapshots: [], calendar: 'persian' });
    const counters = ['this_week', 'this_year'];
    await eventually(async () => (await snapshot(id, { counters }))?.spent.this_year === 30n);
    expect((await snapshot(id, { counters }))?.spent).toEqual({ this_week: 20n, this_year: 30n });
    expect((await snapshot(id, { counters, at: day('2026-03-21') }))?.spent).toEqual({ this_week: 0n, this_year: 0n });
  });

  test('is none of a member of another club, nor of one who was erased', async () => {
    const id = await enrol({ birthDate: '1990-04-17' });
    const { id: elsewhere } = await membership.club('Europe/London');
    expect(await snapshot(id, { of: elsewhere })).toMatchObject({ unknown: true, birthDate: '', since: '' });
    await membership.rpc.eraseMember({ clubId, memberId: id, key: 'c:test:erase', by: 'admin' });
    expect(await snapshot(id)).toMatchObject({ unknown: true, birthDate: '', since: '' });
  });

  test('is that of after a correction', async () => {
    const id = await enrol({ birthDate: '1990-04-17' });
    const blank = CorrectMemberRequest.decode(none);
    const consents = [{ purpose: 'sms', granted: true, at: undefined }];
    const key = 'c:test:correct';
    await membership.rpc.correctMember({ ...blank, clubId, memberId: id, key, by: 'admin', birthDate: '', consents });
    expect(await snapshot(id)).toMatchObject({ birthDate: '', consents: ['sms'] });
  });

  test('is of at most a thousand members, and of counters that there are', async () => {
    const members = Array.from({ length: 1_001 }, () => ({ memberId: 'mem_1', at: undefined }));
    const ask = (given: object) =>
      membership.rpc.getMemberSnapshots({ clubId, members: [], facts: [], counters: [], ...given });
    await expect(ask({ members })).rejects.toMatchObject({ code: 'too_many' });
    const details = { counter: 'groceries' };
    await expect(ask({ counters: ['groceries'] })).rejects.toMatchObject({ code: 'unknown_counter', details });
    await expect(ask({ clubId: 'clb_none' })).rejects.toMatchObject({ code: 'club_not_found' });
  });
});
