import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { encodeEvent, topics } from '@vafa/contracts';
import { CheckoutEvent, SaleClosed, SaleReturned } from '@vafa/contracts/checkout-events';
import { eventually } from '@vafa/testing';
import { enrolment, RunningMembership } from './running-membership.ts';

let membership: RunningMembership;

beforeAll(async () => {
  membership = await RunningMembership.open();
});
afterAll(() => membership.close());

const enrol = async (clubId: string, given: Parameters<typeof enrolment>[1]) => {
  const { member } = await membership.rpc.enrolMember(enrolment(clubId, given));
  if (member === undefined) throw new Error('no member');
  return member;
};

describe('one person with one number is one member', () => {
  test.each([
    ['PHP', 'Asia/Manila', '09171234567', '+639171234567'],
    ['NGN', 'Africa/Lagos', '09012345678', '+2349012345678'],
    ['EUR', 'Europe/Berlin', '+49(0)30901820', '+4930901820'],
    ['IRR', 'Asia/Tehran', '۰۹۱۲ ۱۲۳ ۴۵۶۷', '0098 (0)912 1234567'],
  ])('%s %s: %s is %s', async (currency, zone, first, second) => {
    const { id } = await membership.club(zone, currency);
    const member = await enrol(id, { name: 'A', phone: first });
    await expect(enrol(id, { name: 'B', phone: second })).rejects.toMatchObject({
      code: 'identity_taken',
      details: { kind: 'phone' },
    });
    for (const value of [first, second, member.phone])
      expect(await membership.find(id, { $case: 'phone', value })).toEqual([member.id]);
  });

  test("the club's country is the one it was given, not that of its zone", async () => {
    const abroad = await membership.club('Europe/Berlin', 'EUR', 'IR');
    expect(abroad.country).toBe('IR');
    expect((await enrol(abroad.id, { phone: '09121234567' })).phone).toBe('+989121234567');
    const nowhere = await membership.club('UTC');
    expect(nowhere.country).toBe('');
    await expect(enrol(nowhere.id, { phone: '09121234567' })).rejects.toMatchObject({ code: 'invalid_phone' });
  });

  test('an address of any script is one in both its forms, and is shown as it was written', async () => {
    const { id } = await membership.club('Europe/Berlin');
    expect((await enrol(id, { email: 'Info@Bücher.example' })).email).toBe('info@bücher.example');
    await expect(enrol(id, { email: 'info@xn--bcher-kva.example' })).rejects.toMatchObject({
      code: 'identity_taken',
      details: { kind: 'email' },
    });
  });

  test('external ids and cards are one in the digits of every script', async () => {
    const { id: clubId } = await membership.club('Asia/Tehran', 'IRR');
    const { memberIds } = await membership.rpc.ensureMembers({
      clubId,
      externalIds: ['۵۰۰۱', '5001', ' ٥٠٠١\u200f', '５００１'],
    });
    expect(new Set(memberIds).size).toBe(1);
    expect(await membership.find(clubId, { $case: 'externalId', value: '۵۰۰۱' })).toEqual([memberIds[0]]);
    const card = await enrol(clubId, { cardNumber: '۶۰۳۷ ۰۰۰۱' });
    expect(await membership.find(clubId, { $case: 'cardNumber', value: '6037–0001' })).toEqual([card.id]);
    await expect(enrol(clubId, { externalId: '٥٠٠١' })).rejects.toMatchObject({ code: 'identity_taken' });
  });

  test('a branch is one in the digits of every script', async () => {
    const { id: clubId } = await membership.club('Asia/Tehran', 'IRR');
    const { branches } = await membership.rpc.ensureBranches({
      clubId,
      branches: ['شعبه ۵', 'شعبه  5', '\u200fشعبه\u00a0٥ '].map((code) => ({ code, name: '' })),
    });
    expect(new Set(branches.map(({ id }) => id)).size).toBe(1);
    expect((await membership.rpc.getBranch({ clubId, idOrCode: 'شعبه ۵' })).branch?.code).toBe('شعبه 5');
  });
});

describe('names', () => {
  test('are found as people type them, and shown as they were written', async () => {
    const { id } = await membership.club('Europe/Istanbul');
    const ask = async (value: string): Promise<string[]> =>
      (
        await membership.rpc.findMembers({ clubId: id, criterion: { $case: 'name', value }, page: undefined })
      ).members.map(({ name }) => name);
    const asked = [
      ['José García', 'jose'],
      ['İbrahim Yıldız', 'yildiz'],
      ['IŞIK Demir', 'ışık'],
      ["Siobhán O'Brien", 'obrien'],
      ['علی\u200cرضا محمدی', 'علیرضا'],
      ['مُحَمَّد حَسَن', 'محمد حسن'],
      ['أحمد الكعبي', 'احمد'],
      ['王小明', '王'],
    ] as const;
    for (const [name] of asked) await enrol(id, { name });
    for (const [name, typed] of asked) expect(await ask(typed)).toEqual([name]);
    expect(await ask('jo')).toEqual(['José García']);
    for (const nobody of ['josef', "'", '\u202e', '\u0000', 'x'.repeat(10_000), '$gt', '.*'])
      expect(await ask(nobody)).toEqual([]);
  });

  test('that only begin alike are not found, and pages go on behind them', async () => {
    const { id } = await membership.club('Europe/London', 'GBP');
    for (let each = 0; each < 6; each++)
      await enrol(id, { name: each % 2 === 0 ? `Konstantinopolos ${String(each)}` : `Konstantinov ${String(each)}` });
    const names: string[] = [];
    for (let pageToken: string | undefined = ''; pageToken !== undefined; ) {
      const answer: Awaited<ReturnType<typeof membership.rpc.findMembers>> = await membership.rpc.findMembers({
        clubId: id,
        criterion: { $case: 'name', value: 'konstantinov' },
        page: { pageSize: 2, pageToken },
      });
      expect(answer.members.length).toBeLessThanOrEqual(2);
      names.push(...answer.members.map(({ name }) => name));
      pageToken = answer.nextPageToken === '' ? undefined : answer.nextPageToken;
    }
    expect(names).toEqual(['Konstantinov 1', 'Konstantinov 3', 'Konstantinov 5']);
  });
});

describe('member since', () => {
  test('is the first purchase, in whatever order sales and returns become known', async () => {
    const club = await membership.club('Europe/London', 'GBP');
    const member = await enrol(club.id, { name: 'Sara' });
    const since = async () =>
      (await membership.rpc.getMember({ clubId: club.id, memberId: member.id })).member?.memberSince;
    expect(member.memberSince).toEqual(member.enrolledAt);
    const publish = (id: string, event: NonNullable<CheckoutEvent['event']>) => {
      const place = {
        eventId: `evt_${id}`,
        occurredAt: new Date(),
        clubId: club.id,
        documentId: id,
        epoch: 1,
        sequence: 1n,
      };
      const { eventId, documentId, ...envelope } = place;
      return membership.stream.publish(topics.checkout, [
        { ...envelope, id: eventId, key: documentId, ...encodeEvent(topics.checkout, CheckoutEvent, place, event) },
      ]);
    };
    const sold = (saleId: string, soldAt: string) =>
      publish(saleId, {
        $case: 'saleClosed',
        value: {
          ...SaleClosed.decode(new Uint8Array()),
          saleId,
          memberId: member.id,
          total: 100n,
          soldAt: new Date(soldAt),
        },
      });
    await sold('sal_2', '2025-06-01T10:00:00Z');
    await eventually(async () => (await since())?.toISOString() === '2025-06-01T10:00:00.000Z');
    await publish('ret_1', {
      $case: 'saleReturned',
      value: {
        ...SaleReturned.decode(new Uint8Array()),
        saleId: 'sal_0',
        returnId: 'ret_1',
        memberId: member.id,
        amount: 5n,
        returnedAt: new Date('2019-01-01T00:00:00Z'),
      },
    });
    await sold('sal_3', '2027-01-01T10:00:00Z');
    await sold('sal_1', '2024-02-29T10:00:00Z');
    await eventually(async () => (await since())?.toISOString() === '2024-02-29T10:00:00.000Z');
    const [listed] = (
      await membership.rpc.findMembers({
        clubId: club.id,
        criterion: { $case: 'name', value: 'sara' },
        page: undefined,
      })
    ).members;
    expect(listed).toMatchObject({ enrolledAt: member.enrolledAt, memberSince: new Date('2024-02-29T10:00:00Z') });
  });
});
