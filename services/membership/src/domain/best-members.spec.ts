import { expect, test } from '@jest/globals';
import { bestMembers } from './best-members.ts';

const member = (externalId: string, amount: bigint) => ({ memberId: `mem_${externalId}`, externalId, amount });
const members = [member('2', 5n), member('', 7n), member('10', 5n), member('9', 7n), member('1', 6n)];

test('the best members are ordered by amount, then by external id as text, those without one last', () => {
  expect(bestMembers(members, 4).map(({ externalId }) => externalId)).toEqual(['9', '', '1', '10']);
});

test.each([0, -1])('of %d members nobody is the best', (count) => {
  expect(bestMembers(members, count)).toEqual([]);
});
