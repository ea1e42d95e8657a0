import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { OccasionKind } from '@vafa/contracts/membership';
import { dayMs } from '@vafa/kernel';
import { enrolment, RunningMembership } from './running-membership.ts';

let membership: RunningMembership;
beforeAll(async () => {
  membership = await RunningMembership.open();
});
afterAll(() => membership.close());

const { OCCASION_KIND_BIRTHDAY: birthday, OCCASION_KIND_JOINING: joining } = OccasionKind;

test('occasions of a member are told by the days of the club, and tell no date', async () => {
  const { rpc, clock } = membership;
  const { id: clubId } = await membership.club('Europe/London', 'GBP');
  const { member } = await rpc.enrolMember(enrolment(clubId, { name: 'Sara', birthDate: '1990-03-08' }));
  const memberId = member?.id ?? '';
  expect(await rpc.getOccasions({ clubId, memberId })).toEqual({ occasions: [{ kind: birthday, inDays: -2 }] });
  clock.advance(363 * dayMs);
  const told = await rpc.getOccasions({ clubId, memberId });
  expect(told.occasions).toHaveLength(2);
  expect(told.occasions).toEqual(
    expect.arrayContaining([
      { kind: birthday, inDays: 0 },
      { kind: joining, inDays: 2 },
    ]),
  );
  clock.advance(90 * dayMs);
  expect(await rpc.getOccasions({ clubId, memberId })).toEqual({ occasions: [] });
  await expect(rpc.getOccasions({ clubId, memberId: 'mem_none' })).rejects.toMatchObject({ code: 'member_not_found' });
  const other = await membership.club('Asia/Tehran', 'IRR');
  await expect(rpc.getOccasions({ clubId: other.id, memberId })).rejects.toMatchObject({ code: 'member_not_found' });
});
