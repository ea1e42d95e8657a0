import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { decodeEvent, topics } from '@vafa/contracts';
import { CorrectMemberRequest, type Member } from '@vafa/contracts/membership';
import { MembershipEvent, type MemberCorrected } from '@vafa/contracts/membership-events';
import { eventually } from '@vafa/testing';
import { PersonVault } from '../src/adapters/crypto/person-vault.ts';
import type { Identity } from '../src/domain/member.ts';
import { enrolment, RunningMembership } from './running-membership.ts';

type StoredClaim = { _id: string; owner: string; key: string; at?: Date };

let membership: RunningMembership;
let clubId: string;
let keys = 0;

beforeAll(async () => {
  membership = await RunningMembership.open();
  clubId = (await membership.club('Asia/Tehran', 'IRR')).id;
});
afterAll(() => membership.close());

const enrol = async (given: Parameters<typeof enrolment>[1]): Promise<Member> =>
  (await membership.rpc.enrolMember(enrolment(clubId, given))).member as Member;

const correct = async (memberId: string, given: Partial<CorrectMemberRequest>): Promise<Member> => {
  const request = {
    ...CorrectMemberRequest.decode(new Uint8Array()),
    clubId,
    memberId,
    key: `c:test:correct:${String(++keys)}`,
    by: 'key_1',
    ...given,
  };
  return (await membership.rpc.correctMember(request)).member as Member;
};

const byPhone = (value: string): Promise<string[]> => membership.find(clubId, { $case: 'phone', value });

describe('a correction', () => {
  test('changes what it names, keeps the rest, and frees what is not used any more', async () => {
    const sara = await enrol({
      name: 'سارا',
      phone: '09121110001',
      email: 'sara@example.org',
      cardNumber: '1',
      externalId: 'C-1',
      birthDate: '1990-05-01',
      consents: [{ purpose: 'sms', granted: true, at: undefined }],
    });
    const after = await correct(sara.id, {
      name: 'سارا احمدی',
      phone: '09121110002',
      externalId: '۷۷',
      consents: [{ purpose: 'email', granted: true, at: undefined }],
      reason: 'دو رقم جابه‌جا',
    });
    expect(after).toMatchObject({
      id: sara.id,
      name: 'سارا احمدی',
      phone: '+989121110002',
      email: 'sara@example.org',
      cardNumber: '1',
      externalId: '77',
      birthDate: '1990-05-01',
      revision: 2,
      enrolledAt: sara.enrolledAt,
    });
    expect(after.consents.map(({ purpose }) => purpose)).toEqual(['sms', 'email']);
    expect([await byPhone('09121110001'), await byPhone('09121110002')]).toEqual([[], [sara.id]]);
    expect(await membership.find(clubId, { $case: 'externalId', value: 'C-1' })).toEqual([]);
    expect(await membership.find(clubId, { $case: 'name', value: 'احم' })).toEqual([sara.id]);
    const other = await enrol({ phone: '09121110001', externalId: 'C-1' });
    await expect(correct(sara.id, { phone: '09121110001' })).rejects.toMatchObject({
      code: 'identity_taken',
      details: { kind: 'phone' },
    });
    expect(await byPhone('09121110001')).toEqual([other.id]);
    expect((await correct(sara.id, { email: '', birthDate: '' })).email).toBe('');
    expect((await enrol({ email: 'SARA@example.org' })).email).toBe('sara@example.org');
  });

  test.each([
    ['a member that is not there', 'mem_none', { name: 'A' }, 'member_not_found'],
    ['a phone that is none', undefined, { phone: '12' }, 'invalid_phone'],
    ['an address that is none', undefined, { email: 'x' }, 'invalid_email'],
    ['a name that turns around', undefined, { name: '\u202egnp.exe' }, 'invalid_member'],
    ['a name with a NUL', undefined, { name: 'a\u0000b' }, 'invalid_member'],
    ['a name of 10,000 letters', undefined, { name: 'x'.repeat(10_000) }, 'invalid_member'],
    ['nothing that says who it is', undefined, { name: '', phone: '' }, 'invalid_member'],
    ['another revision', undefined, { name: 'A', revision: 7 }, 'member_changed'],
  ])('of or to %s is refused and changes nothing', async (_what, id, given, code) => {
    const member = await enrol({ name: 'Reza' });
    await expect(correct(id ?? member.id, given)).rejects.toMatchObject({ code });
    expect((await membership.rpc.getMember({ clubId, memberId: member.id })).member).toEqual(member);
  });

  test('of a refused identity gives up what it had claimed with it', async () => {
    await enrol({ phone: '09121110010' });
    const member = await enrol({ name: 'Ali' });
    await expect(correct(member.id, { cardNumber: '5555', phone: '09121110010' })).rejects.toMatchObject({
      code: 'identity_taken',
    });
    expect((await enrol({ cardNumber: '5555' })).cardNumber).toBe('5555');
  });

  test('is done once under its key, whatever comes after it', async () => {
    const member = await enrol({ name: 'A' });
    const first = { key: 'c:test:once', name: 'B' };
    await correct(member.id, first);
    await correct(member.id, { name: 'C' });
    expect((await correct(member.id, first)).name).toBe('C');
    await correct(member.id, { key: 'c:test:nothing', name: 'C' });
    await correct(member.id, { name: 'D' });
    expect(await correct(member.id, { key: 'c:test:nothing', name: 'C' })).toMatchObject({ name: 'D', revision: 4 });
    await expect(correct(member.id, { ...first, name: 'X' })).rejects.toMatchObject({ code: 'key_reused' });
  });

  test('of ten at once that saw the same revision, one is done', async () => {
    const member = await enrol({ name: 'A' });
    const tries = Array.from({ length: 10 }, (_, i) =>
      correct(member.id, { revision: 1, name: `A${String(i)}` }).then(
        () => 'done',
        (error: { code: string }) => error.code,
      ),
    );
    const answers = await Promise.all(tries);
    expect(answers.filter((answer) => answer === 'done')).toHaveLength(1);
    expect(answers.filter((answer) => answer === 'member_changed')).toHaveLength(9);
    const { corrections } = await membership.rpc.listCorrections({ clubId, memberId: member.id, page: undefined });
    expect(corrections).toMatchObject([{ revision: 2, fields: ['name'] }]);
  });

  test('of ten fields of ten callers loses none', async () => {
    const member = await enrol({ name: 'A' });
    await Promise.all([
      correct(member.id, { name: 'B' }),
      correct(member.id, { phone: '09121110020' }),
      correct(member.id, { email: 'b@example.org' }),
      correct(member.id, { cardNumber: '909' }),
      correct(member.id, { birthDate: '1980-01-01' }),
    ]);
    expect((await membership.rpc.getMember({ clubId, memberId: member.id })).member).toMatchObject({
      name: 'B',
      phone: '+989121110020',
      email: 'b@example.org',
      cardNumber: '909',
      birthDate: '1980-01-01',
      revision: 6,
    });
  });

  test('that is refused leaves what another correction of the member has claimed', async () => {
    await enrol({ cardNumber: '4040' });
    const member = await enrol({ name: 'Two hands' });
    const tries = await Promise.all(
      Array.from({ length: 10 }, (_, i) =>
        correct(member.id, { phone: '09121110070', cardNumber: i % 2 === 0 ? '4040' : '' }).then(
          () => true,
          () => false,
        ),
      ),
    );
    expect(tries).toContain(true);
    expect(await byPhone('09121110070')).toEqual([member.id]);
    await expect(enrol({ phone: '09121110070' })).rejects.toMatchObject({ code: 'identity_taken' });
  });

  test('of one member has an end, like its document', async () => {
    const member = await enrol({ name: 'Often' });
    await membership.db
      .collection<{ _id: string; keys: string[] }>('members')
      .updateOne({ _id: member.id }, { $set: { keys: Array.from({ length: 2_000 }, (_, i) => `k${String(i)}`) } });
    await expect(correct(member.id, { name: 'Once more' })).rejects.toMatchObject({ code: 'too_many_corrections' });
    const consents = (from: number) =>
      Array.from({ length: 30 }, (_, i) => ({
        purpose: `p_${'abcdefghij'.charAt(i % 10)}${'x'.repeat(from + Math.floor(i / 10))}`,
        granted: true,
        at: undefined,
      }));
    const many = await enrol({ name: 'Many', consents: consents(0) });
    await expect(correct(many.id, { consents: consents(10) })).rejects.toMatchObject({ code: 'invalid_member' });
  });

  test('of ten members to one phone at once gives it to one', async () => {
    const members = await Promise.all(Array.from({ length: 10 }, (_, i) => enrol({ name: `Race ${String(i)}` })));
    const answers = await Promise.all(
      members.map(({ id }) =>
        correct(id, { phone: '09121110030' }).then(
          () => id,
          () => '',
        ),
      ),
    );
    expect(answers.filter((answer) => answer !== '')).toEqual(await byPhone('09121110030'));
  });
});

describe('the history of corrections', () => {
  test('says who, when, which fields and why, newest first, page by page, and never a value', async () => {
    const member = await enrol({ name: 'Zahra', phone: '09121110040' });
    await correct(member.id, { phone: '09121110041', by: 'key_a', reason: 'typed wrong at the till' });
    await correct(member.id, { name: 'Zahra K', email: 'z@example.org', by: 'key_b' });
    await correct(member.id, { birthDate: '1970-01-01', by: 'admin' });
    const list = (pageSize: number, pageToken: string) =>
      membership.rpc.listCorrections({ clubId, memberId: member.id, page: { pageSize, pageToken } });
    const first = await list(2, '');
    expect(first.corrections).toEqual([
      { revision: 4, at: membership.clock.now(), by: 'admin', fields: ['birth_date'], reason: '' },
      { revision: 3, at: membership.clock.now(), by: 'key_b', fields: ['name', 'email'], reason: '' },
    ]);
    const second = await list(2, first.nextPageToken);
    expect(second.corrections).toMatchObject([
      { revision: 2, by: 'key_a', fields: ['phone'], reason: 'typed wrong at the till' },
    ]);
    expect(second.nextPageToken).toBe('');
    const stored = JSON.stringify(await membership.db.collection('corrections').find().toArray());
    for (const value of ['9121110041', 'typed wrong', 'Zahra', 'example.org', '1970'])
      expect(stored).not.toContain(value);
  });

  test('is told on the topic without any value', async () => {
    const events: MemberCorrected[] = [];
    const payloads: string[] = [];
    const handle = (batch: readonly { payload: Uint8Array }[]): Promise<void> => {
      for (const { payload } of batch) {
        payloads.push(Buffer.from(payload).toString('latin1'));
        const { event } = decodeEvent(MembershipEvent, payload);
        if (event.$case === 'memberCorrected') events.push(event.value);
      }
      return Promise.resolve();
    };
    const member = await enrol({ name: 'Told' });
    await correct(member.id, { name: 'Toldo', reason: 'because' });
    const reading = await membership.stream.consume({ topic: topics.membership, group: 'reader', handle });
    await eventually(() => events.some(({ memberId }) => memberId === member.id));
    await reading.stop();
    expect(events.filter(({ memberId }) => memberId === member.id)).toEqual([
      { memberId: member.id, revision: 2, fields: ['name'], by: 'key_1' },
    ]);
    for (const value of ['Toldo', 'because', '9121110041']) expect(payloads.join()).not.toContain(value);
  });
});

describe('a claim that a crash left behind', () => {
  const left = async (identity: Identity, owner: string, at: Date | undefined): Promise<void> => {
    const _id = new PersonVault(membership.masterKey).index(clubId, identity);
    await membership.db.collection<StoredClaim>('identities').insertOne({ _id, owner, key: owner, ...(at && { at }) });
  };

  test.each([
    ['of an enrolment that was never written', () => Promise.resolve('mem_never')],
    ['of a correction that was never written', async () => (await enrol({ name: 'Never' })).id],
  ])('%s finds nobody, is kept for a while and then taken over by one', async (what, owner) => {
    const phone = what.includes('enrolment') ? '09121110050' : '09121110051';
    await left({ kind: 'phone', value: `+98${phone.slice(1)}` }, await owner(), membership.clock.now());
    expect(await byPhone(phone)).toEqual([]);
    await expect(enrol({ phone })).rejects.toMatchObject({ code: 'identity_taken' });
    membership.clock.advance(15 * 60_000);
    const answers = await Promise.all(
      Array.from({ length: 5 }, () =>
        enrol({ phone }).then(
          ({ id }) => id,
          () => '',
        ),
      ),
    );
    expect(answers.filter((id) => id !== '')).toEqual(await byPhone(phone));
  });

  test('of before claims had a moment is taken over too, once it was seen for that long', async () => {
    await left({ kind: 'card', value: '808' }, 'mem_old', undefined);
    await expect(enrol({ cardNumber: '808' })).rejects.toMatchObject({ code: 'identity_taken' });
    membership.clock.advance(15 * 60_000);
    expect((await enrol({ cardNumber: '808' })).cardNumber).toBe('808');
  });

  test('of an external id leads an import to its own member', async () => {
    const member = await enrol({ externalId: 'now' });
    await left({ kind: 'external_id', value: 'left' }, member.id, membership.clock.now());
    membership.clock.advance(15 * 60_000);
    const { memberIds } = await membership.rpc.ensureMembers({ clubId, externalIds: ['left', 'now', 'left'] });
    expect(memberIds[1]).toBe(member.id);
    expect(memberIds[0]).not.toBe(member.id);
    expect(await membership.find(clubId, { $case: 'externalId', value: 'left' })).toEqual([memberIds[0]]);
    expect((await membership.rpc.ensureMembers({ clubId, externalIds: ['left'] })).memberIds).toEqual([memberIds[0]]);
  });

  test('that its owner still holds is never taken, however old', async () => {
    const member = await enrol({ phone: '09121110060' });
    membership.clock.advance(365 * 86_400_000);
    await expect(enrol({ phone: '09121110060' })).rejects.toMatchObject({ code: 'identity_taken' });
    expect(await byPhone('09121110060')).toEqual([member.id]);
  });
});
