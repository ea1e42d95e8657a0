import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { topics } from '@vafa/contracts';
import { MembershipEvent } from '@vafa/contracts/membership-events';
import type { Club } from '@vafa/contracts/membership';
import { enrolment, RunningMembership } from './running-membership.ts';

let membership: RunningMembership;
let club: Club;
let keys = 0;

beforeAll(async () => {
  membership = await RunningMembership.open();
});
afterAll(() => membership.close());

const page = readFileSync(join(import.meta.dirname, '../../../docs/members.md'), 'utf8');
const example = JSON.parse(/PATCH \/v1\/clubs\/\{code\}\n(.*)\n/.exec(page)?.[1] ?? '') as {
  country: string;
  reason: string;
};

const change = async (given: {
  name?: string;
  country?: string;
  reason?: string;
  key?: string;
  idOrCode?: string;
  revision?: number;
}): Promise<Club> => {
  const { club: changed } = await membership.rpc.changeClub({
    idOrCode: club.id,
    key: `c:test:change:${String(++keys)}`,
    by: 'admin',
    revision: 0,
    reason: '',
    name: undefined,
    country: undefined,
    brandColour: undefined,
    logoText: undefined,
    displayUnit: undefined,
    calendar: undefined,
    ...given,
  });
  if (changed === undefined) throw new Error('no club');
  return changed;
};
const enrol = (phone: string) => membership.rpc.enrolMember(enrolment(club.id, { phone }));

describe("a club's country", () => {
  test('as in docs/members.md: numbers that come are read by it, those that are stored stay', async () => {
    club = await membership.club('Etc/UTC');
    expect(club).toMatchObject({ country: '', changes: [] });
    await expect(enrol('09171234567')).rejects.toMatchObject({ code: 'invalid_phone' });
    const before = await enrol('+447911123456');
    expect(await change(example)).toMatchObject({
      ...club,
      revision: 2,
      country: 'PH',
      changes: [{ at: membership.clock.now(), by: 'admin', fields: ['country'], reason: example.reason }],
    });
    expect((await enrol('09171234567')).member).toMatchObject({ phone: '+639171234567' });
    expect(await membership.find(club.id, { $case: 'phone', value: '+447911123456' })).toEqual([before.member?.id]);
    expect(await membership.find(club.id, { $case: 'phone', value: '09171234567' })).toHaveLength(1);
  });

  test('is changed once per key, however late it is repeated', async () => {
    const key = 'c:test:once';
    await change({ country: 'DE', key });
    await change({ country: 'FR' });
    expect(await change({ country: 'DE', key })).toMatchObject({ country: 'FR' });
  });

  test('what is the same already is no change', async () => {
    const { changes } = await change({ country: 'FR', name: club.name });
    expect(changes.map(({ fields }) => fields)).toEqual([['country'], ['country'], ['country']]);
  });

  test('nothing else changes, the latest 20 changes are kept, and each is told', async () => {
    for (let n = 0; n < 25; n++) await change({ name: `Name ${String(n)}` });
    const { club: found } = await membership.rpc.getClub({ idOrCode: club.code });
    const { revision: _first, ...made } = club;
    expect(found).toMatchObject({ ...made, name: 'Name 24', country: 'FR', changes: expect.any(Array) });
    expect(found?.changes.map(({ fields }) => fields)).toEqual(Array.from({ length: 20 }, () => ['name']));
    const told: string[][] = [];
    const consumption = await membership.stream.consume({
      topic: topics.membership,
      group: 'test',
      handle: (events) => {
        for (const { payload, clubId } of events) {
          const { event } = MembershipEvent.decode(payload);
          if (event?.$case === 'clubChanged' && clubId === club.id) told.push(event.value.fields);
        }
        return Promise.resolve();
      },
    });
    while (told.length < 28) await new Promise(setImmediate);
    await consumption.stop();
    expect(told).toHaveLength(28);
  });

  test('whoever repeats the making of the club is told the club', async () => {
    const { club: made } = await membership.rpc.createClub({
      key: `c:test:${club.code}`,
      code: club.code,
      name: club.code,
      currency: 'EUR',
      timeZone: 'Etc/UTC',
      pointCost: 10_000n,
      country: '',
    });
    expect(made).toMatchObject({ id: club.id, name: 'Name 24', country: 'FR' });
  });

  test.each([
    [{ country: 'ZZ' }, 'invalid_club'],
    [{ country: '' }, 'invalid_club'],
    [{ country: 'gb' }, 'invalid_club'],
    [{ name: ' ' }, 'invalid_club'],
    [{ name: 'a\nb' }, 'invalid_club'],
    [{ country: 'GB', reason: 'x'.repeat(201) }, 'invalid_club'],
    [{ country: 'GB', idOrCode: 'nobody' }, 'club_not_found'],
  ])('%j is refused: %s', async (given, code) => {
    await expect(change(given)).rejects.toMatchObject({ code });
  });
});

test('a set of tiers that is sent again under its key leaves the one that came after it', async () => {
  const { id: clubId } = await membership.club('Europe/London');
  const set = (key: string, name: string, revision = 0) =>
    membership.rpc.setTiers({ clubId, key, periodDays: 30, tiers: [{ code: 'base', name, spendFrom: 0n }], revision });
  await set('c:test:first', 'First');
  await set('c:test:second', 'Second');
  // With the revision goes the set that has it: who saves by it has seen what it saves over.
  expect(await set('c:test:first', 'First')).toMatchObject({ tiers: [{ name: 'Second' }], revision: 3 });
  expect((await membership.rpc.getTiers({ clubId })).tiers).toMatchObject([{ name: 'Second' }]);
  expect((await membership.rpc.getTiers({ clubId })).revision).toBe(3);
});

test('nobody sets tiers over a set that they have not seen, and a repeat is not refused', async () => {
  const { id: clubId } = await membership.club('Europe/London');
  const set = (key: string, name: string, revision: number) =>
    membership.rpc.setTiers({ clubId, key, periodDays: 30, tiers: [{ code: 'base', name, spendFrom: 0n }], revision });
  const { revision } = await membership.rpc.getTiers({ clubId });
  expect(await set('c:test:ours', 'Ours', revision)).toMatchObject({ revision: revision + 1 });
  const refused = { code: 'tiers_changed', details: { revision: String(revision + 1) } };
  await expect(set('c:test:theirs', 'Theirs', revision)).rejects.toMatchObject(refused);
  await set('c:test:ours', 'Ours', revision);
  expect((await membership.rpc.getTiers({ clubId })).tiers).toMatchObject([{ name: 'Ours' }]);
  const all = await Promise.allSettled(['a', 'b', 'c'].map((each) => set(`c:test:${each}`, each, revision + 1)));
  expect(all.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
});

test('nobody changes a club over a change that they have not seen; what is so already is no change', async () => {
  const { revision } = await change({ name: `Seen ${String(keys)}` });
  const now = await change({ name: `Then ${String(keys)}`, revision });
  expect(now.revision).toBe(revision + 1);
  await expect(change({ name: 'Late', revision })).rejects.toMatchObject({ code: 'club_changed' });
  expect(await change({ name: now.name, revision })).toMatchObject({ name: now.name, revision: now.revision });
});
