import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { decodeEvent, topics } from '@vafa/contracts';
import { CorrectMemberRequest } from '@vafa/contracts/membership';
import { MembershipEvent } from '@vafa/contracts/membership-events';
import type { Fact } from '@vafa/contracts/membership-facts';
import type { Consumption } from '@vafa/events';
import { eventually } from '@vafa/testing';
import { enrolment, RunningMembership } from './running-membership.ts';

let membership: RunningMembership;
let reading: Consumption;
const told: MembershipEvent[] = [];

beforeAll(async () => {
  membership = await RunningMembership.open();
  const handle = (events: readonly { readonly payload: Uint8Array }[]) => {
    told.push(...events.map(({ payload }) => decodeEvent(MembershipEvent, payload)));
    return Promise.resolve();
  };
  reading = await membership.stream.consume({ topic: topics.membership, group: 'test', handle });
});
afterAll(async () => {
  await reading.stop();
  await membership.close();
});

const tiers = [
  { code: 'base', name: 'Base', spendFrom: 0n },
  { code: 'gold', name: 'Gold', spendFrom: 10_000n },
];
const eventsOf = (id: string) => told.filter(({ documentId }) => documentId === id);
const askFor = async (...documentIds: string[]): Promise<Fact[]> =>
  (await membership.rpc.getFacts({ documentIds })).facts;

/** What an event says of a fact, as GetFacts would. */
const toFact = ({ documentId, epoch, sequence, event }: MembershipEvent): Fact => {
  const facts = event && 'facts' in event.value ? event.value.facts : undefined;
  const $case = event?.$case.startsWith('branch') ? 'branch' : 'club';
  return { documentId, epoch, sequence, of: { $case, value: facts } as Fact['of'] };
};

test('each event of a club tells all of it, with its place; GetFacts answers the same', async () => {
  const club = await membership.club('Asia/Tehran', 'IRR');
  const made = (await askFor(club.id))[0];
  const { code, name, currency, currencyDigits, timeZone, pointCost, pointValue, country } = club;
  const terms = { code, name, currency, currencyDigits, timeZone, pointCost, pointValue, country, calendar: 'persian' };
  expect(made).toEqual({
    documentId: club.id,
    epoch: 1,
    sequence: 1n,
    of: { $case: 'club', value: { ...terms, tierPeriodDays: 0, tiers: [] } },
  });
  const change = { idOrCode: club.id, key: 'c:test:named', by: 'admin', reason: '', revision: 0 };
  await membership.rpc.changeClub({ ...change, name: 'Another', country: undefined });
  await membership.rpc.setTiers({ clubId: club.id, key: 'c:test:tiers', periodDays: 30, tiers, revision: 0 });
  await membership.rpc.setTiers({ clubId: club.id, key: 'c:test:tiers', periodDays: 30, tiers, revision: 0 });
  const [now] = await askFor(club.id);
  expect(now).toMatchObject({ sequence: 3n, of: { value: { ...terms, name: 'Another', tierPeriodDays: 30, tiers } } });
  await eventually(() => eventsOf(club.id).length === 3);
  expect(eventsOf(club.id).map(({ event }) => event?.$case)).toEqual(['clubCreated', 'clubChanged', 'tiersSet']);
  expect(eventsOf(club.id).map(toFact)).toEqual([
    made,
    { ...now, sequence: 2n, of: { $case: 'club', value: { ...terms, name: 'Another', tierPeriodDays: 0, tiers: [] } } },
    now,
  ]);
});

test('a branch tells its club, code and name; what is not there is left out', async () => {
  const { id: clubId } = await membership.club('Europe/London');
  const { branches } = await membership.rpc.ensureBranches({ clubId, branches: [{ code: 'soho', name: 'Soho' }] });
  const id = branches[0]?.id ?? '';
  const facts = await askFor(id, 'brn_none', clubId, 'nothing');
  expect(facts.map(({ documentId }) => documentId).toSorted()).toEqual([id, clubId].toSorted());
  const branch = facts.find(({ documentId }) => documentId === id);
  expect(branch).toEqual({
    documentId: id,
    epoch: 1,
    sequence: 1n,
    of: { $case: 'branch', value: { clubId, code: 'soho', name: 'Soho', closed: false } },
  });
  await eventually(() => eventsOf(id).length === 1);
  expect(eventsOf(id).map(toFact)).toEqual([branch]);
  const tooMany = Array.from({ length: 1_001 }, (_none, index) => String(index));
  await expect(askFor(...tooMany)).rejects.toMatchObject({ code: 'too_many' });
});

test('a member is told as one of the club, with the place of the last event and nothing of the person', async () => {
  const { id: clubId } = await membership.club('Europe/London');
  const person = { name: 'Sara Ahmadi', phone: '+447911123456', birthDate: '1990-04-17' };
  const { member } = await membership.rpc.enrolMember(enrolment(clubId, person));
  const { memberIds } = await membership.rpc.ensureMembers({ clubId, externalIds: ['4711'] });
  const [id = '', bare = ''] = [member?.id, memberIds[0]];
  const fact = (documentId: string, sequence: bigint): Fact => ({
    documentId,
    epoch: 1,
    sequence,
    of: { $case: 'member', value: { clubId } },
  });
  const sorted = (facts: Fact[]) => facts.toSorted((a, b) => (a.documentId < b.documentId ? -1 : 1));
  expect(sorted(await askFor(id, bare, 'mem_none'))).toEqual(sorted([fact(id, 1n), fact(bare, 1n)]));
  const blank = CorrectMemberRequest.decode(new Uint8Array());
  await membership.rpc.correctMember({ ...blank, clubId, memberId: id, key: 'c:test:sara', by: 'admin', name: 'Sara' });
  expect(await askFor(id)).toEqual([fact(id, 2n)]);
  await eventually(() => eventsOf(id).length === 2 && eventsOf(bare).length === 1);
  for (const event of [...eventsOf(id), ...eventsOf(bare)]) expect(event).toMatchObject({ clubId, epoch: 1 });
});

test('a point pays what it costs, unless the club says otherwise', async () => {
  const terms = { name: 'Club', currency: 'GBP', timeZone: 'Europe/London', pointCost: 4_000n, country: '' };
  const make = async (code: string, pointValue?: bigint) =>
    (await membership.rpc.createClub({ ...terms, key: `c:test:${code}`, code, pointValue })).club;
  expect(await make('alike')).toMatchObject({ pointCost: 4_000n, pointValue: 4_000n });
  expect(await make('dearer', 10_000n)).toMatchObject({ pointCost: 4_000n, pointValue: 10_000n });
  expect(await make('nothing', 0n)).toMatchObject({ pointValue: 0n });
  expect(await make('dearer', 10_000n)).toMatchObject({ code: 'dearer' });
  await expect(make('dearer', 20_000n)).rejects.toMatchObject({ code: 'key_reused' });
  await expect(make('below', -1n)).rejects.toMatchObject({ code: 'invalid_club', details: { field: 'point_value' } });
});

test('a club that was stored before it had a point value is told with what a point costs', async () => {
  const { id } = await membership.club('Europe/London');
  await membership.db.collection<{ _id: string }>('clubs').updateOne({ _id: id }, { $unset: { pointValue: '' } });
  expect((await askFor(id))[0]).toMatchObject({ of: { value: { pointCost: 10_000n, pointValue: 10_000n } } });
});
