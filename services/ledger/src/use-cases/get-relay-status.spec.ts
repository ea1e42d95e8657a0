import { describe, expect, test } from '@jest/globals';
import { GetRelayStatus } from './get-relay-status.ts';

describe('the status of the relay', () => {
  test('is how many were written and are not published', async () => {
    const unpublished = ['first', 'second'];
    const status = new GetRelayStatus({ count: async () => unpublished.length });
    expect(await status.execute()).toBe(2);
    unpublished.pop();
    expect(await status.execute()).toBe(1);
  });
});
