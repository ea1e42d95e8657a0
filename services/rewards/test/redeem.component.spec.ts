import { VoucherStatus } from '@vafa/contracts/rewards';
import { newId } from '@vafa/kernel';
import { eventually } from '@vafa/testing';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { nothingTold, RewardsWorld, type RewardsClient } from './rewards-world.ts';
import { idPrefixes } from '../src/domain/ids.ts';

let world: RewardsWorld;
let rewards: RewardsClient;

beforeAll(async () => {
  world = await RewardsWorld.open();
  rewards = await world.start();
});
afterEach(() => {
  world.ledger.trouble = 'none';
  world.ledger.refusal = '';
});
afterAll(() => world.close());

const refusal = (code: string, kind = 'refused') => expect.objectContaining({ kind, code });
const order = async (points: bigint, changes: Parameters<RewardsWorld['reward']>[2] = {}) => {
  const clubId = world.club();
  const reward = await world.reward(rewards, clubId, changes);
  return { clubId, key: world.key(), memberId: world.member(points), rewardId: reward.id, timeZone: 'UTC' };
};
const eventsOf = (clubId: string) => world.told.filter((event) => event.clubId === clubId).map(({ event }) => event);

describe('redeeming', () => {
  test('burns the price once and issues a voucher', async () => {
    const asked = await order(80n);
    const answer = await rewards.redeem(asked);
    expect(answer).toMatchObject({ points: 50n, available: 30n });
    expect(answer.voucher).toMatchObject({
      rewardId: asked.rewardId,
      memberId: asked.memberId,
      status: VoucherStatus.VOUCHER_STATUS_ISSUED,
    });
    expect(answer.voucher).toMatchObject({
      issuedAt: world.clock.now(),
      expiresAt: new Date('2026-04-10T00:00:00Z'),
      points: 50n,
      rewardVersion: 1,
      rewardName: 'A cup of tea',
    });
    expect(answer.voucher?.code).toMatch(/^[0-9A-HJKMNP-TV-Z]{6}(-[0-9A-HJKMNP-TV-Z]{6}){2}$/);
    const id = answer.voucher?.redemptionId ?? '';
    const account = { clubId: asked.clubId, memberId: asked.memberId, unit: 'points' };
    expect(world.ledger.commands.at(-1)).toMatchObject({
      key: `e:burn:${id}`,
      reason: 'reward',
      reference: id,
      cause: id,
      account,
      effectiveAt: world.clock.now(),
    });
    const issued = {
      redemptionId: id,
      rewardId: asked.rewardId,
      memberId: asked.memberId,
      points: 50n,
      rewardVersion: 1,
    };
    await eventually(() => expect(eventsOf(asked.clubId)).toEqual([{ $case: 'voucherIssued', value: issued }]));
    await eventually(async () => expect((await rewards.getRelayStatus({})).status?.unrelayed).toBe(0n));
  });

  test('the same key answers the same, at once or in parallel, also when the voucher is used since', async () => {
    const asked = await order(500n);
    const answers = await Promise.all(Array.from({ length: 8 }, () => rewards.redeem(asked)));
    for (const answer of answers) expect(answer).toEqual(answers[0]);
    await rewards.useVoucher({
      clubId: asked.clubId,
      key: world.key(),
      code: answers[0]?.voucher?.code ?? '',
      branchId: '',
      ...nothingTold,
    });
    expect(await rewards.redeem(asked)).toEqual(answers[0]);
    expect(world.ledger.balance(asked.memberId)).toBe(450n);
    await eventually(() =>
      expect(eventsOf(asked.clubId).map(({ $case }) => $case)).toEqual(['voucherIssued', 'voucherUsed']),
    );
  });

  test('the same key for another member or reward is key_reused', async () => {
    const asked = await order(500n);
    await rewards.redeem(asked);
    const other = await world.reward(rewards, asked.clubId, { code: 'cup' });
    await expect(rewards.redeem({ ...asked, memberId: world.member(500n) })).rejects.toEqual(
      refusal('key_reused', 'conflict'),
    );
    await expect(rewards.redeem({ ...asked, rewardId: other.id })).rejects.toEqual(refusal('key_reused', 'conflict'));
    expect(world.ledger.balance(asked.memberId)).toBe(450n);
  });

  test('with too few points is refused for good under that key', async () => {
    const asked = await order(49n);
    await expect(rewards.redeem(asked)).rejects.toEqual(refusal('balance_too_low'));
    world.ledger.give(asked.memberId, 500n);
    await expect(rewards.redeem(asked)).rejects.toEqual(refusal('balance_too_low'));
    expect((await rewards.redeem({ ...asked, key: world.key() })).available).toBe(450n);
    expect(eventsOf(asked.clubId).length).toBeLessThanOrEqual(1);
  });

  test('a refusal that only the ledger knows reaches the caller', async () => {
    world.ledger.refusal = 'account_closed';
    await expect(rewards.redeem(await order(100n))).rejects.toEqual(refusal('account_closed'));
  });

  test('bad orders are refused and burn nothing', async () => {
    const asked = await order(100n);
    const before = world.ledger.commands.length;
    await expect(rewards.redeem({ ...asked, rewardId: newId(idPrefixes.reward) })).rejects.toEqual(
      refusal('reward_not_found', 'not_found'),
    );
    await expect(rewards.redeem({ ...asked, clubId: world.club() })).rejects.toEqual(
      refusal('reward_not_found', 'not_found'),
    );
    await expect(rewards.redeem({ ...asked, memberId: 'sara' })).rejects.toEqual(refusal('invalid_id', 'invalid'));
    await expect(rewards.redeem({ ...asked, key: world.key(), timeZone: 'Mars/Base' })).rejects.toEqual(
      refusal('invalid_time_zone', 'invalid'),
    );
    await expect(rewards.redeem({ ...asked, key: '' })).rejects.toEqual(refusal('key_missing', 'invalid'));
    const closed = await world.reward(rewards, asked.clubId, { code: 'closed', open: false });
    await expect(rewards.redeem({ ...asked, rewardId: closed.id })).rejects.toEqual(refusal('reward_closed'));
    expect(world.ledger.commands).toHaveLength(before);
  });
});

describe('a redemption that was interrupted', () => {
  test.each(['down', 'answers lost'] as const)(
    'by a ledger that is %s goes on with the same key and burns once',
    async (trouble) => {
      const asked = await order(80n);
      world.ledger.trouble = trouble;
      await expect(rewards.redeem(asked)).rejects.toEqual(expect.objectContaining({ kind: 'unavailable' }));
      world.ledger.trouble = 'none';
      expect(await rewards.redeem(asked)).toMatchObject({ points: 50n, available: 30n });
      expect(world.ledger.balance(asked.memberId)).toBe(30n);
      await eventually(() => expect(eventsOf(asked.clubId)).toHaveLength(1));
    },
  );

  test('is finished by the next start when it is older than ten seconds, and its voucher is the same', async () => {
    const asked = await order(80n);
    world.ledger.trouble = 'answers lost';
    await expect(rewards.redeem(asked)).rejects.toEqual(expect.objectContaining({ kind: 'unavailable' }));
    world.ledger.trouble = 'none';
    world.clock.advance(10_001);
    await world.start();
    await eventually(() => expect(eventsOf(asked.clubId)).toHaveLength(1));
    const burns = world.ledger.commands.length;
    expect((await rewards.redeem(asked)).available).toBe(30n);
    expect(world.ledger.commands).toHaveLength(burns);
    expect(world.ledger.balance(asked.memberId)).toBe(30n);
  });
});
