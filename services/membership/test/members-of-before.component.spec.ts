import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Club } from '@vafa/contracts/membership';
import { eventually } from '@vafa/testing';
import { PersonVault } from '../src/adapters/crypto/person-vault.ts';
import { nobody, type Identity, type Person } from '../src/domain/member.ts';
import { enrolment, RunningMembership } from './running-membership.ts';

type StoredClaim = { _id: string; owner: string; key: string; at?: Date };
type StoredBranch = Record<string, unknown> & { _id: string };

let membership: RunningMembership;
let vault: PersonVault;
let manila: Club;

/** A member as the version before wrote it: with its own prefixes, no form, no revision, claims without a moment. */
const writeFormer = async (
  club: Club,
  id: string,
  person: Partial<Person>,
  prefixes: readonly string[],
  externalId: string,
  identities: readonly Identity[],
): Promise<void> => {
  const { key, values } = vault.seal(club.id, id, { ...nobody, ...person });
  const place = { clubId: club.id, format: 1, version: 1, epoch: 1, sequence: 0, keys: [], outbox: [] };
  const state = {
    externalId,
    personKey: key,
    person: values,
    nameIndex: prefixes.map((prefix) => vault.nameIndex(club.id, prefix)),
    consents: [],
    enrolledAt: new Date('2025-01-01T00:00:00Z'),
  };
  await membership.db.collection<{ _id: string } & typeof state>('members').insertOne({ _id: id, ...place, ...state });
  for (const identity of identities)
    await membership.db
      .collection<StoredClaim>('identities')
      .insertOne({ _id: vault.index(club.id, identity), owner: id, key: id });
};

const isRenewed = (): Promise<boolean> =>
  membership.db
    .collection('members')
    .countDocuments({ nameForm: { $exists: false } })
    .then((left) => left === 0);

const jose = 'mem_01k00000000000000000000001';
const wrong = 'mem_01k00000000000000000000002';
const contested = 'mem_01k00000000000000000000003';
const holder = 'mem_01k00000000000000000000004';
const broken = 'mem_01k00000000000000000000005';

beforeAll(async () => {
  membership = await RunningMembership.open();
  vault = new PersonVault(membership.masterKey);
  manila = await membership.club('Asia/Manila', 'PHP');
  await membership.stop();
  await writeFormer(manila, jose, { name: 'José O’Brien' }, ['jo', 'jos', 'josé', 'brien'], '۵۰۰۱', [
    { kind: 'external_id', value: '۵۰۰۱' },
  ]);
  await writeFormer(manila, wrong, { name: 'Maria', phone: '+989171234567' }, ['ma'], '', [
    { kind: 'phone', value: '+989171234567' },
  ]);
  await writeFormer(manila, contested, { name: 'Contested' }, [], '۶', [{ kind: 'external_id', value: '۶' }]);
  await writeFormer(manila, holder, { name: 'Holder' }, [], '6', [{ kind: 'external_id', value: '6' }]);
  await writeFormer(manila, broken, { name: 'Broken' }, [], '', []);
  await membership.db
    .collection<{ _id: string }>('members')
    .updateOne({ _id: broken }, { $set: { person: Buffer.from('no cipher text at all, but some bytes') } });
  await membership.db.collection('clubs').updateOne({ code: manila.code }, { $unset: { country: '' } });
  await membership.db.collection<StoredBranch>('branches').insertOne({
    _id: 'brn_old',
    clubId: manila.id,
    format: 1,
    version: 1,
    epoch: 1,
    sequence: 0,
    keys: [],
    outbox: [],
    code: 'شعبه ۵',
    name: 'Five',
  });
  await membership.start();
  await eventually(
    async () => (await membership.db.collection('members').countDocuments({ nameForm: { $exists: false } })) === 1,
  );
});
afterAll(() => membership.close());

const find = (criterion: Parameters<RunningMembership['find']>[1]): Promise<string[]> =>
  membership.find(manila.id, criterion);

describe('members of before', () => {
  test.each(['jose', 'JOSÉ', 'obrien', 'o brien'])(
    'are found by %s as soon as their prefixes are made anew',
    async (value) => {
      expect(await find({ $case: 'name', value })).toEqual([jose]);
    },
  );

  test.each(['۵۰۰۱', '5001', '٥٠٠١'])(
    'are found by their external id as %s, and nobody becomes a second one',
    async (value) => {
      expect(await find({ $case: 'externalId', value })).toEqual([jose]);
      expect((await membership.rpc.ensureMembers({ clubId: manila.id, externalIds: [value] })).memberIds).toEqual([
        jose,
      ]);
      await expect(membership.rpc.enrolMember(enrolment(manila.id, { externalId: value }))).rejects.toMatchObject({
        code: 'identity_taken',
      });
    },
  );

  test('whose phone became a number of Iran are found by what was typed, and corrected once', async () => {
    for (const value of ['09171234567', '+989171234567'])
      expect(await find({ $case: 'phone', value })).toEqual([wrong]);
    await expect(membership.rpc.enrolMember(enrolment(manila.id, { phone: '09171234567' }))).rejects.toMatchObject({
      code: 'identity_taken',
    });
    const request = {
      clubId: manila.id,
      memberId: wrong,
      key: 'c:test:phone',
      by: 'admin',
      reason: '',
      revision: 0,
      phone: '09171234567',
      name: undefined,
      email: undefined,
      cardNumber: undefined,
      externalId: undefined,
      birthDate: undefined,
      consents: [],
    };
    expect((await membership.rpc.correctMember(request)).member?.phone).toBe('+639171234567');
    for (const value of ['09171234567', '+639171234567'])
      expect(await find({ $case: 'phone', value })).toEqual([wrong]);
    const iranian = await membership.rpc.enrolMember(enrolment(manila.id, { phone: '+98 917 123 4567' }));
    expect(await find({ $case: 'phone', value: '+989171234567' })).toEqual([iranian.member?.id]);
    expect(await find({ $case: 'phone', value: '09171234567' })).toEqual([wrong]);
  });

  test('whose external ids are one now stay two, each found by what it was', async () => {
    expect(await find({ $case: 'externalId', value: '6' })).toEqual([holder]);
    expect((await membership.rpc.getMember({ clubId: manila.id, memberId: contested })).member?.externalId).toBe('۶');
  });

  test('that cannot be read keep nobody else from being renewed', async () => {
    expect(
      await membership.db.collection<{ _id: string }>('members').findOne({ _id: broken, nameForm: { $exists: true } }),
    ).toBeNull();
  });

  test('are renewed only once: a second start leaves them as they are', async () => {
    // Whoever has stopped has published and acknowledged what it wrote.
    await membership.stop();
    const before = await membership.db
      .collection('members')
      .find({ nameForm: { $exists: true } })
      .sort({ _id: 1 })
      .toArray();
    await membership.start();
    expect((await membership.rpc.getMember({ clubId: manila.id, memberId: jose })).member?.name).toBe('José O’Brien');
    expect(
      await membership.db
        .collection('members')
        .find({ nameForm: { $exists: true } })
        .sort({ _id: 1 })
        .toArray(),
    ).toEqual(before);
  });

  test('of another form of prefixes are renewed as well, as after a new table', async () => {
    await membership.stop();
    await membership.db
      .collection<{ _id: string }>('members')
      .updateOne({ _id: jose }, { $set: { nameForm: '0-another', nameIndex: [] } });
    await membership.start();
    await eventually(async () => (await find({ $case: 'name', value: 'jose' })).length === 1);
    expect(await isRenewed()).toBe(false);
  });

  test('clubs of before have the country of their zone, stored', async () => {
    expect((await membership.rpc.getClub({ idOrCode: manila.code })).club?.country).toBe('PH');
    expect(await membership.db.collection('clubs').findOne({ code: manila.code, country: 'PH' })).not.toBeNull();
  });

  test('branches of before keep their code and are found by its one form', async () => {
    const { branches } = await membership.rpc.ensureBranches({
      clubId: manila.id,
      branches: [
        { code: 'شعبه 5', name: '' },
        { code: 'شعبه ۵', name: '' },
      ],
    });
    expect(branches.map(({ id, code }) => [id, code])).toEqual([
      ['brn_old', 'شعبه ۵'],
      ['brn_old', 'شعبه ۵'],
    ]);
    expect((await membership.rpc.getBranch({ clubId: manila.id, idOrCode: 'شعبه ٥' })).branch?.id).toBe('brn_old');
  });
});
