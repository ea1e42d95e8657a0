import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { decodeEvent, topics } from '@vafa/contracts';
import type { Branch, ChangeBranchRequest } from '@vafa/contracts/membership';
import { MembershipEvent } from '@vafa/contracts/membership-events';
import type { Consumption } from '@vafa/events';
import { eventually } from '@vafa/testing';
import { RunningMembership } from './running-membership.ts';

let membership: RunningMembership;
let reading: Consumption;
let branch: Branch;
let keys = 0;
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
beforeEach(async () => {
  const { id: clubId } = await membership.club('Europe/London');
  const [made] = (await membership.rpc.ensureBranches({ clubId, branches: [{ code: 'soho', name: 'Soho' }] })).branches;
  if (made === undefined) throw new Error('no branch');
  branch = made;
});

const change = async (given: Partial<ChangeBranchRequest>): Promise<Branch | undefined> => {
  const key = `c:test:${String(++keys)}`;
  const request = { clubId: branch.clubId, idOrCode: branch.id, key, by: 'admin', reason: '', revision: 0, ...given };
  return (await membership.rpc.changeBranch({ name: undefined, closed: undefined, ...request })).branch;
};
const found = async (): Promise<Branch | undefined> =>
  (await membership.rpc.getBranch({ clubId: branch.clubId, idOrCode: 'soho' })).branch;

describe('a branch', () => {
  test('is closed and opened again by its code or id; lists and imports go on to find it', async () => {
    expect(branch).toMatchObject({ closed: false, changes: [] });
    const reason = 'the lease ended';
    const closed = await change({ idOrCode: 'soho', closed: true, reason, by: 'key_1' });
    const first = { at: membership.clock.now(), by: 'key_1', fields: ['closed'], reason };
    expect(closed).toEqual({ ...branch, closed: true, changes: [first], revision: 2 });
    expect(await found()).toEqual(closed);
    const { clubId } = branch;
    const ensured = await membership.rpc.ensureBranches({ clubId, branches: [{ code: 'soho', name: 'Another' }] });
    expect(ensured.branches).toEqual([closed]);
    expect((await membership.rpc.listBranches({ clubId, page: undefined })).branches).toEqual([closed]);
    expect(await change({ closed: false, name: 'Old Soho' })).toMatchObject({
      closed: false,
      name: 'Old Soho',
      changes: [{ fields: ['name', 'closed'] }, first],
    });
  });

  test('is changed once per key, however late it is repeated', async () => {
    await change({ closed: true, key: 'c:test:once' });
    await change({ closed: false });
    expect(await change({ closed: true, key: 'c:test:once' })).toMatchObject({ closed: false });
  });

  test('tells all of it with each change, as GetFacts does; what is the same already is told to nobody', async () => {
    await change({ closed: true });
    await change({ closed: true, name: 'Soho' });
    await change({ name: 'Old Soho', by: 'key_2' });
    const ofBranch = () => told.filter(({ documentId }) => documentId === branch.id);
    await eventually(() => ofBranch().length === 3);
    const facts = { clubId: branch.clubId, code: 'soho', name: 'Soho', closed: true };
    expect(ofBranch().map(({ sequence, event }) => [sequence, event])).toEqual([
      [1n, expect.objectContaining({ $case: 'branchCreated' })],
      [2n, { $case: 'branchChanged', value: { fields: ['closed'], by: 'admin', facts } }],
      [3n, { $case: 'branchChanged', value: { fields: ['name'], by: 'key_2', facts: { ...facts, name: 'Old Soho' } } }],
    ]);
    expect((await membership.rpc.getFacts({ documentIds: [branch.id] })).facts).toEqual([
      {
        documentId: branch.id,
        epoch: 1,
        sequence: 3n,
        of: { $case: 'branch', value: { ...facts, name: 'Old Soho' } },
      },
    ]);
  });

  test.each([
    ['an empty name', { name: ' ' }, 'invalid_branch'],
    ['a long reason', { closed: true, reason: 'x'.repeat(201) }, 'invalid_branch'],
    ['a code that no branch has', { closed: true, idOrCode: 'nowhere' }, 'branch_not_found'],
  ])('with %s is not changed', async (_what, given, code) => {
    await expect(change(given)).rejects.toMatchObject({ code });
    expect(await found()).toEqual(branch);
  });

  test('of another club is not found', async () => {
    const { id: clubId } = await membership.club('Europe/London');
    await expect(change({ clubId, closed: true })).rejects.toMatchObject({ code: 'branch_not_found' });
    expect(await found()).toEqual(branch);
  });
});

test('nobody changes a branch over a change that they have not seen', async () => {
  const changed = await change({ closed: true, revision: branch.revision });
  expect(changed?.revision).toBe(branch.revision + 1);
  await expect(change({ name: 'Late', revision: branch.revision })).rejects.toMatchObject({ code: 'branch_changed' });
  expect(await change({ name: 'Seen', revision: branch.revision + 1 })).toMatchObject({ name: 'Seen', closed: true });
});
