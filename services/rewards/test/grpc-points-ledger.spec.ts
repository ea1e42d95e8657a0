import type { Outcome, PostRequest } from '@vafa/contracts/ledger';
import { expect, test } from '@jest/globals';
import { GrpcPointsLedger } from '../src/adapters/ledger/grpc-points-ledger.ts';

const at = new Date('2026-03-01T10:00:00Z');
const order = { redemptionId: 'rdm_1', clubId: 'clb_a', memberId: 'mem_sara', points: 50n, at };
const outcome = (changes: Partial<Outcome>): Outcome => ({
  key: 'e:burn:rdm_1',
  refusal: '',
  message: '',
  repeated: false,
  entry: undefined,
  available: 7n,
  held: 0n,
  pending: 0n,
  booked: 50n,
  shortfall: 0n,
  ...changes,
});
const answering = (...outcomes: Outcome[]) => {
  const asked: PostRequest[] = [];
  const ledger = new GrpcPointsLedger({
    post: (request) => {
      asked.push(request);
      return Promise.resolve({ outcomes });
    },
  });
  return { ledger, asked };
};

test('the same redemption is the same command, whenever it is asked for', async () => {
  const { ledger, asked } = answering(outcome({}));
  expect([await ledger.burn(order), await ledger.burn(order)]).toEqual(Array(2).fill({ burned: true, available: 7n }));
  expect(asked[1]).toEqual(asked[0]);
  expect(asked[0]?.commands).toHaveLength(1);
});

test('a refusal by state ends the redemption', async () => {
  expect(await answering(outcome({ refusal: 'balance_too_low' })).ledger.burn(order)).toEqual({
    burned: false,
    refusal: 'balance_too_low',
  });
});

test.each(['key_reused', 'invalid'])('%s is a defect and never told to the member as a refusal', async (refusal) => {
  await expect(answering(outcome({ refusal })).ledger.burn(order)).rejects.toEqual(
    expect.objectContaining({ kind: 'internal', code: 'burn_not_understood' }),
  );
});

test('an answer without an outcome is a defect', async () => {
  await expect(answering().ledger.burn(order)).rejects.toEqual(
    expect.objectContaining({ kind: 'internal', code: 'no_outcome' }),
  );
});

test('a burn is given back by its own reversal, as what has happened, and always by the same command', async () => {
  const { ledger, asked } = answering(outcome({ key: 'e:unburn:rdm_1', booked: 50n, available: 57n }));
  const { points: _points, ...back } = order;
  expect([await ledger.giveBack(back), await ledger.giveBack(back)]).toEqual(
    Array(2).fill({ points: 50n, available: 57n }),
  );
  expect(asked[1]).toEqual(asked[0]);
  expect(asked[0]?.commands).toMatchObject([
    {
      key: 'e:unburn:rdm_1',
      finished: true,
      reason: 'reward_cancelled',
      verb: { $case: 'reverse', value: { entryKey: 'e:burn:rdm_1', amount: 0n } },
    },
  ]);
  await expect(answering(outcome({ refusal: 'key_reused' })).ledger.giveBack(back)).rejects.toEqual(
    expect.objectContaining({ code: 'burn_not_understood' }),
  );
});
