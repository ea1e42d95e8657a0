import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { decodeEvent, encodeEvent, topics } from '@vafa/contracts';
import { CheckoutEvent, SaleClosed, SaleCorrected, SaleReturned } from '@vafa/contracts/checkout-events';
import { EnrolMemberRequest, MembershipServiceService, type Club } from '@vafa/contracts/membership';
import { MembershipEvent } from '@vafa/contracts/membership-events';
import type { StreamEvent } from '@vafa/events';
import type { EventStream } from '@vafa/events';
import { connectGrpc, type RunningService } from '@vafa/grpc';
import { eventually, freeSocket, openTestEngine, openTestStream, type TestEngine } from '@vafa/testing';
import { MongoClient } from 'mongodb';
import { openDatabase } from '@vafa/mongo';
import { modelsOf } from '../src/adapters/mongo/models.ts';
import { MongoSpendFacts } from '../src/adapters/mongo/mongo-spend-facts.ts';
import { membershipService } from '../src/membership.module.ts';

const grpcUrl = freeSocket();
let stream: EventStream;
const rpc = connectGrpc(MembershipServiceService, grpcUrl);
let engine: TestEngine;
let database: string;
let service: RunningService;
let club: Club;

const request = (given: Partial<EnrolMemberRequest>): EnrolMemberRequest => ({
  ...EnrolMemberRequest.decode(new Uint8Array()),
  clubId: club.id,
  ...given,
});
const terms = {
  code: 'tehran',
  name: 'باشگاه',
  currency: 'IRR',
  timeZone: 'Asia/Tehran',
  pointCost: 10_000n,
  country: '',
};

beforeAll(async () => {
  engine = await openTestEngine();
  stream = await openTestStream(engine);
  database = engine.database('membership');
  service = await membershipService.start({
    grpcUrl,
    mongodbUri: engine.uri,
    database,
    stream,
    masterKey: randomBytes(32),
  });
  club = (await rpc.createClub({ key: 'c:test:club', ...terms })).club as Club;
});

afterAll(async () => {
  rpc.close();
  await service.stop();
  await stream.close();
  await engine.close();
});

describe('clubs and branches', () => {
  test('the same key gives the same club, another one is told that the code is taken', async () => {
    expect((await rpc.createClub({ key: 'c:test:club', ...terms })).club).toEqual(club);
    await expect(rpc.createClub({ key: 'c:test:club', ...terms, name: 'Other' })).rejects.toMatchObject({
      code: 'key_reused',
    });
    await expect(rpc.createClub({ key: 'c:test:other', ...terms })).rejects.toMatchObject({
      kind: 'conflict',
      code: 'club_exists',
    });
    await expect(rpc.createClub({ key: 'c:test:bad', ...terms, code: '$gt' })).rejects.toMatchObject({
      code: 'invalid_club',
    });
  });

  test('stores the digits of its currency; what ISO 4217 does not count in is no currency of a club', async () => {
    expect(club.currencyDigits).toBe(2);
    const made = async (currency: string) =>
      (await rpc.createClub({ ...terms, key: `c:test:${currency}`, code: currency.toLowerCase(), currency })).club
        ?.currencyDigits;
    expect([await made('JPY'), await made('IQD'), await made('CLF')]).toEqual([0, 3, 4]);
    for (const none of ['XAU', 'XTS', 'DEM', 'ZZZ'])
      await expect(made(none)).rejects.toMatchObject({ code: 'invalid_club', details: { field: 'currency' } });
  });

  test('keeps the digits it was made with; one of before gets those of the table once', async () => {
    const connection = await openDatabase(engine.uri, database);
    const { collection } = modelsOf(connection).clubs;
    const { _id } = (await collection.findOne({ code: 'jpy' })) ?? {};
    await collection.updateOne({ _id }, { $set: { currencyDigits: 2 } });
    await collection.updateOne({ code: 'iqd' }, { $unset: { currencyDigits: '' } });
    const digits = async (code: string) => (await rpc.getClub({ idOrCode: code })).club?.currencyDigits;
    expect([await digits('jpy'), await digits('iqd')]).toEqual([2, 3]);
    await membershipService.prepare({ mongodbUri: engine.uri, database });
    expect((await collection.findOne({ code: 'iqd' }))?.currencyDigits).toBe(3);
    expect(await digits('jpy')).toBe(2);
    await connection.close();
  });

  test('is found by id and code', async () => {
    expect((await rpc.getClub({ idOrCode: 'tehran' })).club?.id).toBe(club.id);
    expect((await rpc.getClub({ idOrCode: club.id })).club?.code).toBe('tehran');
    await expect(rpc.getClub({ idOrCode: 'nowhere' })).rejects.toMatchObject({
      kind: 'not_found',
      code: 'club_not_found',
    });
  });

  test('branches are created once, whoever asks at the same time', async () => {
    const asked = {
      clubId: club.id,
      branches: ['United Kingdom', 'EIRE', 'United Kingdom'].map((code) => ({ code, name: '' })),
    };
    const answers = await Promise.all(Array.from({ length: 8 }, () => rpc.ensureBranches(asked)));
    const ids = answers.map(({ branches }) => branches.map(({ id }) => id).join());
    expect(new Set(ids).size).toBe(1);
    const [uk, eire, again] = answers[0]?.branches ?? [];
    expect([uk?.name, eire?.code, again?.id]).toEqual(['United Kingdom', 'EIRE', uk?.id]);
    expect((await rpc.getBranch({ clubId: club.id, idOrCode: 'EIRE' })).branch).toEqual(eire);
    expect((await rpc.listBranches({ clubId: club.id, page: undefined })).branches.map(({ code }) => code)).toEqual([
      'EIRE',
      'United Kingdom',
    ]);
    await expect(rpc.getBranch({ clubId: club.id, idOrCode: 'Mars' })).rejects.toMatchObject({
      code: 'branch_not_found',
    });
    await expect(rpc.ensureBranches({ clubId: club.id, branches: [{ code: 'a\nb', name: '' }] })).rejects.toMatchObject(
      { code: 'invalid_branch' },
    );
  });
});

describe('members', () => {
  const sara = {
    key: 'c:till:1',
    name: 'سارا کريمي',
    phone: '۰۹۱۲ ۱۲۳ ۴۵۶۷',
    email: 'Sara@Example.com',
    cardNumber: '6037 0001',
    externalId: 'S-1',
    birthDate: '1990-05-01',
    consents: [{ purpose: 'sms', granted: true, at: undefined }],
  };

  test('is enrolled once, and found by everything that identifies', async () => {
    const { member } = await rpc.enrolMember(request(sara));
    expect(member).toMatchObject({
      name: sara.name,
      phone: '+989121234567',
      email: 'sara@example.com',
      cardNumber: '60370001',
      externalId: 'S-1',
    });
    expect((await rpc.enrolMember(request(sara))).member).toEqual(member);
    const find = async (criterion: Parameters<typeof rpc.findMembers>[0]['criterion']): Promise<string[]> =>
      (await rpc.findMembers({ clubId: club.id, criterion, page: undefined })).members.map(({ id }) => id);
    expect(await find({ $case: 'phone', value: '00989121234567' })).toEqual([member?.id]);
    expect(await find({ $case: 'cardNumber', value: '6037-0001' })).toEqual([member?.id]);
    expect(await find({ $case: 'externalId', value: 'S-1' })).toEqual([member?.id]);
    expect(await find({ $case: 'name', value: 'کری سا' })).toEqual([member?.id]);
    expect(await find({ $case: 'name', value: 'زهرا' })).toEqual([]);
    expect(await find({ $case: 'phone', value: '+447911123456' })).toEqual([]);
    expect((await rpc.getMember({ clubId: club.id, memberId: member?.id ?? '' })).member).toEqual(member);
  });

  test.each([
    ['another body under a used key', { ...sara, name: 'Zahra' }, 'key_reused'],
    [
      'a phone that another member has',
      { ...sara, key: 'c:till:2', externalId: '', email: '', cardNumber: '' },
      'identity_taken',
    ],
    ['no phone number', { ...sara, key: 'c:till:3', phone: '12' }, 'invalid_phone'],
    ['no e-mail address', { ...sara, key: 'c:till:4', email: 'x' }, 'invalid_email'],
    ['nobody', { key: 'c:till:5' }, 'invalid_member'],
    ['no key', { name: 'A' }, 'key_missing'],
  ])('%s is refused', async (_name, given, code) => {
    const before = await rpc.getMembershipSummary({ clubId: club.id });
    await expect(rpc.enrolMember(request(given))).rejects.toMatchObject({ code });
    expect(await rpc.getMembershipSummary({ clubId: club.id })).toEqual(before);
  });

  test('what a refused enrolment had claimed is free again', async () => {
    await expect(
      rpc.enrolMember(request({ key: 'c:till:6', cardNumber: '7777', phone: '09121234567' })),
    ).rejects.toMatchObject({ code: 'identity_taken' });
    expect((await rpc.enrolMember(request({ key: 'c:till:7', cardNumber: '7777' }))).member?.cardNumber).toBe('7777');
  });

  test('of ten that claim one phone at once, one gets it', async () => {
    const tries = Array.from({ length: 10 }, (_, i) =>
      rpc.enrolMember(request({ key: `c:race:${String(i)}`, phone: '09350000000' })).then(
        () => 'enrolled',
        (error: { code: string }) => error.code,
      ),
    );
    const answers = await Promise.all(tries);
    expect(answers.filter((answer) => answer === 'enrolled')).toHaveLength(1);
    expect(answers.filter((answer) => answer === 'identity_taken')).toHaveLength(9);
  });

  test('unknown external ids are enrolled, known ones are answered, concurrent callers agree', async () => {
    const externalIds = [...Array.from({ length: 1_000 - 1 }, (_, i) => String(i)), 'S-1'];
    const answers = await Promise.all([1, 2, 3].map(() => rpc.ensureMembers({ clubId: club.id, externalIds })));
    expect(new Set(answers.map(({ memberIds }) => memberIds.join())).size).toBe(1);
    const [{ memberIds } = { memberIds: [] }] = answers;
    expect(new Set(memberIds).size).toBe(1_000);
    expect((await rpc.getExternalIds({ clubId: club.id, memberIds: memberIds.slice(0, 3) })).externalIds).toEqual([
      '0',
      '1',
      '2',
    ]);
    const members = memberIds.slice(8, 11).map((memberId, place) => ({ memberId, amount: place === 0 ? 9n : 7n }));
    expect((await rpc.rankMembers({ clubId: club.id, members, count: 2 })).members).toEqual([
      { ...members[0], externalId: '8' },
      { ...members[2], externalId: '10' },
    ]);
    await expect(
      rpc.rankMembers({
        clubId: club.id,
        members: Array.from({ length: 1_001 }, () => ({ memberId: 'm', amount: 1n })),
        count: 1,
      }),
    ).rejects.toMatchObject({ code: 'too_many' });
    expect(
      (await rpc.findMembers({ clubId: club.id, criterion: { $case: 'externalId', value: 'S-1' }, page: undefined }))
        .members[0]?.id,
    ).toBe(memberIds.at(-1));
    await expect(rpc.ensureMembers({ clubId: club.id, externalIds: [''] })).rejects.toMatchObject({
      code: 'invalid_member',
    });
    await expect(
      rpc.ensureMembers({ clubId: club.id, externalIds: Array.from({ length: 1_001 }, String) }),
    ).rejects.toMatchObject({ code: 'too_many' });
  });

  test('an external id whose enrolment broke off after its claim is healed', async () => {
    const client = await MongoClient.connect(engine.uri);
    const { memberIds } = await rpc.ensureMembers({ clubId: club.id, externalIds: ['broken'] });
    await client
      .db(database)
      .collection<{ _id: string }>('members')
      .deleteOne({ _id: memberIds[0] ?? '' });
    expect((await rpc.ensureMembers({ clubId: club.id, externalIds: ['broken'] })).memberIds).toEqual(memberIds);
    expect((await rpc.getMember({ clubId: club.id, memberId: memberIds[0] ?? '' })).member?.externalId).toBe('broken');
    await client.close();
  });

  test('members are listed page by page', async () => {
    const first = await rpc.findMembers({
      clubId: club.id,
      criterion: undefined,
      page: { pageSize: 200, pageToken: '' },
    });
    const second = await rpc.findMembers({
      clubId: club.id,
      criterion: undefined,
      page: { pageSize: 200, pageToken: first.nextPageToken },
    });
    expect(new Set([...first.members, ...second.members].map(({ id }) => id)).size).toBe(400);
    await expect(
      rpc.findMembers({ clubId: club.id, criterion: undefined, page: { pageSize: 0, pageToken: 'x' } }),
    ).rejects.toMatchObject({ code: 'invalid_page_token' });
  });

  test('another club sees nothing of them', async () => {
    const { club: other } = await rpc.createClub({ key: 'c:test:second', ...terms, code: 'second' });
    const { members } = await rpc.findMembers({
      clubId: other?.id ?? '',
      criterion: { $case: 'phone', value: '09121234567' },
      page: undefined,
    });
    expect(members).toEqual([]);
    const [mine] = (
      await rpc.findMembers({ clubId: club.id, criterion: { $case: 'phone', value: '09121234567' }, page: undefined })
    ).members;
    await expect(rpc.getMember({ clubId: other?.id ?? '', memberId: mine?.id ?? '' })).rejects.toMatchObject({
      code: 'member_not_found',
    });
  });

  test('nothing personal lies in the database or in an event', async () => {
    const client = await MongoClient.connect(engine.uri);
    const collections = await client.db(database).listCollections().toArray();
    const documents = await Promise.all(
      collections.map(({ name }) => client.db(database).collection(name).find().toArray()),
    );
    await client.close();
    const events: StreamEvent[] = [];
    const reading = await stream.consume({
      topic: topics.membership,
      group: 'reader',
      handle: (batch) => Promise.resolve(void events.push(...batch)),
    });
    await eventually(() =>
      events.some((event) => decodeEvent(MembershipEvent, event.payload).event.$case === 'memberEnrolled'),
    );
    await reading.stop();
    const text =
      JSON.stringify(documents, (_key, value: unknown) => (typeof value === 'bigint' ? String(value) : value)) +
      events.map((event) => Buffer.from(event.payload).toString('latin1')).join();
    for (const secret of ['9121234567', 'example.com', '60370001', 'کریمی', 'كريمي', '1990-05-01'])
      expect(text).not.toContain(secret);
  });
});

describe('tiers', () => {
  const publish = async (events: readonly Parameters<typeof envelope>[0][]): Promise<void> =>
    stream.publish(topics.checkout, events.map(envelope));
  const envelope = ({ id, event }: { id: string; event: NonNullable<CheckoutEvent['event']> }): StreamEvent => {
    const place = { eventId: id, occurredAt: new Date(), clubId: club.id, documentId: 'sal_1', epoch: 1, sequence: 1n };
    return {
      id,
      key: 'sal_1',
      clubId: club.id,
      occurredAt: place.occurredAt,
      epoch: 1,
      sequence: 1n,
      ...encodeEvent(topics.checkout, CheckoutEvent, place, event),
    };
  };

  test('follow from sales and returns, each counted once however often it is told', async () => {
    const tiers = [
      { code: 'base', name: 'Base', spendFrom: 0n },
      { code: 'gold', name: 'Gold', spendFrom: 10_000n },
    ];
    await expect(
      rpc.setTiers({ clubId: club.id, key: 'c:test:none', periodDays: 365, tiers: [], revision: 0 }),
    ).rejects.toMatchObject({ code: 'invalid_tiers' });
    expect(await rpc.setTiers({ clubId: club.id, key: 'c:test:tiers', periodDays: 365, tiers, revision: 0 })).toEqual({
      periodDays: 365,
      tiers,
      revision: 2,
    });
    expect(await rpc.getTiers({ clubId: club.id })).toEqual({ periodDays: 365, tiers, revision: 2 });
    const { memberIds } = await rpc.ensureMembers({ clubId: club.id, externalIds: ['tiered'] });
    const memberId = memberIds[0] ?? '';
    const sale = (saleId: string, total: bigint, soldAt: Date) => ({
      id: `evt_${saleId}`,
      event: {
        $case: 'saleClosed' as const,
        value: { ...SaleClosed.decode(new Uint8Array()), saleId, memberId, total, soldAt },
      },
    });
    const longAgo = new Date(Date.now() - 400 * 86_400_000);
    const sold = [sale('sal_1', 11_000n, new Date()), sale('sal_2', 90_000n, longAgo)];
    await publish([...sold, ...sold]);
    const tier = () => rpc.getMemberTier({ clubId: club.id, memberId, at: undefined });
    expect(await eventually(async () => ((await tier()).spend > 0n ? tier() : false))).toMatchObject({
      spend: 11_000n,
      tier: { code: 'gold' },
      next: undefined,
      missing: 0n,
      lastSoldAt: sold[0]?.event.value.soldAt,
    });
    const returned = {
      id: 'evt_r',
      event: {
        $case: 'saleReturned' as const,
        value: {
          ...SaleReturned.decode(new Uint8Array()),
          saleId: 'sal_1',
          returnId: 'ret_1',
          memberId,
          amount: 4_000n,
          returnedAt: new Date(),
        },
      },
    };
    await publish([returned, returned]);
    await eventually(async () => (await tier()).spend === 7_000n);
    expect(await tier()).toMatchObject({ tier: { code: 'base' }, next: { code: 'gold' }, missing: 3_000n });
    expect((await rpc.getMembershipSummary({ clubId: club.id })).withSale).toBe(1n);
    await expect(rpc.getMemberTier({ clubId: club.id, memberId: 'mem_none', at: undefined })).rejects.toMatchObject({
      code: 'member_not_found',
    });
    await eventually(async () => (await rpc.getRelayStatus({})).status?.unrelayed === 0n);
  });

  test('count a return where its sale counted, and a sale that was put right with whom and when it is', async () => {
    const { memberIds } = await rpc.ensureMembers({ clubId: club.id, externalIds: ['first', 'second'] });
    const [first = '', second = ''] = memberIds;
    const [today, longAgo] = [new Date(), new Date(Date.now() - 400 * 86_400_000)];
    const before = (await rpc.getMembershipSummary({ clubId: club.id })).withSale;
    const sold = (saleId: string, soldAt: Date) => ({
      id: `evt_${saleId}`,
      event: {
        $case: 'saleClosed' as const,
        value: { ...SaleClosed.decode(new Uint8Array()), saleId, memberId: first, total: 5_000n, soldAt },
      },
    });
    const returned = {
      id: 'evt_old',
      event: {
        $case: 'saleReturned' as const,
        value: {
          ...SaleReturned.decode(new Uint8Array()),
          saleId: 'sal_old',
          returnId: 'ret_1',
          memberId: first,
          amount: 2_000n,
          returnedAt: today,
          soldAt: longAgo,
        },
      },
    };
    const corrected = (correctionId: string, changes: Partial<SaleCorrected>) => {
      const value = {
        ...SaleCorrected.decode(new Uint8Array()),
        saleId: 'sal_new',
        correctionId,
        memberIdBefore: first,
        memberId: first,
        soldAt: today,
        ...changes,
      };
      return { id: `evt_${correctionId}`, event: { $case: 'saleCorrected' as const, value } };
    };
    const spend = async (memberId: string): Promise<bigint> =>
      (await rpc.getMemberTier({ clubId: club.id, memberId, at: undefined })).spend;
    const more = corrected('cor_1', { remainingTotalBefore: 5_000n, remainingTotal: 7_000n });
    await publish([sold('sal_old', longAgo), sold('sal_new', today), returned, more, more]);
    await eventually(async () => (await spend(first)) === 7_000n);
    const moved = corrected('cor_2', { memberId: second, remainingTotalBefore: 7_000n, remainingTotal: 7_000n });
    await publish([moved, moved]);
    await eventually(async () => (await spend(second)) === 7_000n);
    expect(await spend(first)).toBe(0n);
    const lastSold = async (memberId: string) =>
      (await rpc.getMemberTier({ clubId: club.id, memberId, at: undefined })).lastSoldAt;
    expect([await lastSold(first), await lastSold(second)]).toEqual([longAgo, today]);
    const since = async (memberId: string) => (await rpc.getMember({ clubId: club.id, memberId })).member?.memberSince;
    expect(await since(first)).toEqual(longAgo);
    await publish([
      corrected('cor_3', {
        saleId: 'sal_old',
        memberId: second,
        remainingTotalBefore: 3_000n,
        remainingTotal: 3_000n,
        soldAt: longAgo,
      }),
    ]);
    await eventually(async () => (await since(second))?.getTime() === longAgo.getTime());
    expect((await since(first))?.getTime()).toBeGreaterThan(today.getTime() - 60_000);
    expect(await lastSold(first)).toBeUndefined();
    expect((await rpc.getMembershipSummary({ clubId: club.id })).withSale).toBe(before + 1n);
  });

  test('spend beyond 2^53 is exact', async () => {
    const connection = await openDatabase(engine.uri, database);
    const memberId =
      (await rpc.enrolMember({ ...request({ externalId: 'rich' }), key: 'c:test:rich' })).member?.id ?? '';
    const at = new Date(Date.now() - 86_400_000);
    const facts = Array.from({ length: 10_000 }, (_, place) => ({
      id: `sale:rich:${String(place)}`,
      clubId: club.id,
      memberId,
      kind: 'sale' as const,
      at,
      amount: 10n ** 12n - BigInt(place % 2),
    }));
    await new MongoSpendFacts(modelsOf(connection).facts).record(facts);
    expect(await rpc.getMemberTier({ clubId: club.id, memberId, at: undefined })).toMatchObject({
      spend: 10n ** 16n - 5_000n,
    });
    await connection.close();
  });
});
