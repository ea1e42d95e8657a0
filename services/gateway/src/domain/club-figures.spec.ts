import { describe, expect, test } from '@jest/globals';
import { bestMembers, liabilityOf } from './club-figures.ts';

describe('liability', () => {
  test.each([
    [5_028_491n, 10_000n, 5_028_491n],
    [1n, 5_000n, 1n],
    [1n, 4_999n, 0n],
    [3n, 5_000n, 2n],
    [0n, 10_000n, 0n],
    [-3n, 10_000n, -3n],
  ])('%d points at %d/10,000 cost %d', (outstanding, cost, liability) => {
    expect(liabilityOf(outstanding, cost)).toBe(liability);
  });
});

describe('best members', () => {
  const member = (externalId: string, points: bigint) => ({ memberId: `mem_${externalId}`, externalId, points });

  test('are ordered by points, then by external id as text, those without one last', () => {
    const members = [member('2', 5n), member('', 7n), member('10', 5n), member('9', 7n), member('1', 6n)];
    expect(bestMembers(members, 4).map(({ externalId }) => externalId)).toEqual(['9', '', '1', '10']);
  });
});
