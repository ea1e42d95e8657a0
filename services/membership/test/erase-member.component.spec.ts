import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { topics } from '@vafa/contracts';
import { CorrectMemberRequest, type Member } from '@vafa/contracts/membership';
import { MembershipEvent } from '@vafa/contracts/membership-events';
import { enrolment, RunningMembership } from './running-membership.ts';

let membership: RunningMembership;
let clubId: string;
let keys = 0;

beforeAll(async () => {
  membership = await RunningMembership.open();
  clubId = (await membership.club('Asia/Tehran', 'IRR')).id;
});
afterAll(() => membership.close());

const sara = {
  name: 'سارا کاویانی',
  phone: '09121110001',
  email: 'sara@example.org',
  cardNumber: '6041001288310',
  externalId: 'C-1',
  consents: [{ purpose: 'sms', granted: true, at: undefined }],
};
const enrol = async (): Promise<Member> => (await membership.rpc.enrolMember(enrolment(clubId, sara))).member as Member;
const erase = (memberId: string, key = `c:test:erase:${String(++keys)}`) =>
  membership.rpc.eraseMember({ clubId, memberId, key, by: memberId });
const notFound = expect.objectContaining({ code: 'member_not_found' }) as unknown;

describe('a member who leaves', () => {
  test('is not found by anything, and nothing that was said of the person can be read', async () => {
    const { id } = await enrol();
    await membership.rpc.correctMember({
      ...CorrectMemberRequest.decode(new Uint8Array()),
      clubId,
      memberId: id,
      key: 'c:test:correct',
      by: 'key_1',
      reason: 'a reason with a name in it',
      name: 'سارا',
    });
    await erase(id);
    const asked = { clubId, memberId: id };
    await expect(membership.rpc.getMember(asked)).rejects.toEqual(notFound);
    await expect(membership.rpc.getMemberTier({ ...asked, at: undefined })).rejects.toEqual(notFound);
    await expect(membership.rpc.listCorrections({ ...asked, page: undefined })).rejects.toEqual(notFound);
    for (const criterion of [
      { $case: 'phone', value: sara.phone },
      { $case: 'cardNumber', value: sara.cardNumber },
      { $case: 'externalId', value: sara.externalId },
      { $case: 'name', value: 'سارا' },
      undefined,
    ] as const)
      expect(await membership.find(clubId, criterion)).toEqual([]);
    expect(await membership.rpc.getFacts({ documentIds: [id] })).toEqual({ facts: [] });
    expect(await membership.rpc.getMembershipSummary({ clubId })).toMatchObject({ enrolled: 0n });
    const stored = await membership.db.collection<{ _id: string }>('members').findOne({ _id: id });
    expect(stored).toMatchObject({ externalId: '', nameIndex: [], consents: [] });
    expect(Object.keys(stored ?? {})).not.toEqual(expect.arrayContaining(['person']));
    expect(Object.keys(stored ?? {})).not.toEqual(expect.arrayContaining(['personKey']));
  });

  test('frees phone, card and external id for whoever comes', async () => {
    const first = await enrol();
    await erase(first.id);
    const again = await enrol();
    expect(again.id).not.toBe(first.id);
    expect(await membership.find(clubId, { $case: 'phone', value: sara.phone })).toEqual([again.id]);
    expect(await membership.rpc.ensureMembers({ clubId, externalIds: [sara.externalId] })).toEqual({
      memberIds: [again.id],
    });
    await erase(again.id);
  });

  test('does so once per key; another command finds nobody', async () => {
    const { id } = await enrol();
    await Promise.all([erase(id, 'c:test:same'), erase(id, 'c:test:same')]);
    await erase(id, 'c:test:same');
    await expect(erase(id)).rejects.toEqual(notFound);
    await expect(erase('mem_nobody')).rejects.toEqual(notFound);
    const { id: elsewhere } = await membership.club('Asia/Tehran', 'IRR');
    const other = await enrol();
    await expect(
      membership.rpc.eraseMember({ clubId: elsewhere, memberId: other.id, key: 'c:test:elsewhere', by: 'admin' }),
    ).rejects.toEqual(notFound);
    await erase(other.id);
  });

  test('is told by an event that names nobody', async () => {
    const { id } = await enrol();
    const told = new Promise<{ memberId: string; by: string }>((resolve) => {
      void membership.stream.consume({
        topic: topics.membership,
        group: 'test',
        handle: (events) => {
          for (const { payload } of events) {
            const { event } = MembershipEvent.decode(payload);
            if (event?.$case === 'memberErased' && event.value.memberId === id) resolve(event.value);
          }
          return Promise.resolve();
        },
      });
    });
    await erase(id);
    expect(await told).toEqual({ memberId: id, by: id });
  });
});

describe("a club's look", () => {
  test('is stored, told with the club, and taken away by empty text', async () => {
    const { id: idOrCode } = await membership.club('Asia/Tehran', 'IRR');
    expect((await membership.rpc.getClub({ idOrCode })).club).toMatchObject({
      brandColour: '',
      logoText: '',
      displayUnit: 2,
      calendar: 1,
    });
    const change = (given: object) =>
      membership.rpc.changeClub({
        idOrCode,
        key: `c:test:look:${String(++keys)}`,
        by: 'admin',
        reason: '',
        revision: 0,
        name: undefined,
        country: undefined,
        brandColour: undefined,
        logoText: undefined,
        displayUnit: undefined,
        calendar: undefined,
        ...given,
      });
    const look = { brandColour: '#1d5c45', logoText: 'ن', displayUnit: 1, calendar: 2 };
    expect((await change(look)).club).toMatchObject(look);
    expect((await membership.rpc.getClub({ idOrCode })).club).toMatchObject(look);
    expect((await change({ brandColour: '' })).club).toMatchObject({ ...look, brandColour: '' });
    await expect(change({ brandColour: 'green' })).rejects.toMatchObject({ code: 'invalid_club' });
  });
});
