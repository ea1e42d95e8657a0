import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { nothingTold, RewardsWorld, tea, type RewardsClient } from './rewards-world.ts';

let world: RewardsWorld;
let rewards: RewardsClient;

beforeAll(async () => {
  world = await RewardsWorld.open();
  rewards = await world.start();
});
afterAll(() => world.close());

const refusal = (code: string, kind = 'invalid') => expect.objectContaining({ kind, code });

describe('the catalogue', () => {
  test('takes a reward once per key', async () => {
    const [clubId, key] = [world.club(), world.key()];
    const first = await rewards.createReward({ clubId, key, reward: tea() });
    expect(first.reward).toEqual(
      tea({ id: first.reward?.id, clubId, createdAt: world.clock.now(), changedAt: world.clock.now() }),
    );
    expect(await rewards.createReward({ clubId, key, reward: tea({ name: ' A cup of tea ' }) })).toEqual(first);
    await expect(rewards.createReward({ clubId, key, reward: tea({ pricePoints: 51n }) })).rejects.toEqual(
      refusal('key_reused', 'conflict'),
    );
    await expect(rewards.createReward({ clubId, key, reward: tea({ code: 'cup' }) })).rejects.toEqual(
      refusal('key_reused', 'conflict'),
    );
    expect((await rewards.listRewards({ clubId, page: undefined })).rewards).toEqual([first.reward]);
  });

  test('holds a code once in a club, and again in another', async () => {
    const clubId = world.club();
    const keys = Array.from({ length: 10 }, () => world.key());
    const answers = await Promise.allSettled(keys.map((key) => rewards.createReward({ clubId, key, reward: tea() })));
    expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    for (const answer of answers)
      if (answer.status === 'rejected') expect(answer.reason).toEqual(refusal('reward_code_taken', 'conflict'));
    const loser = keys[answers.findIndex(({ status }) => status === 'rejected')] ?? '';
    await expect(rewards.createReward({ clubId, key: loser, reward: tea() })).rejects.toEqual(
      refusal('reward_code_taken', 'conflict'),
    );
    expect((await world.reward(rewards, world.club())).code).toBe('tea');
  });

  test('refuses what is wrong field by field and stores nothing', async () => {
    const clubId = world.club();
    const wrong = rewards.createReward({
      clubId,
      key: world.key(),
      reward: tea({ code: '', pricePoints: 0n, voucherDays: -1 }),
    });
    const details = { code: expect.any(String), price_points: expect.any(String), voucher_days: expect.any(String) };
    await expect(wrong).rejects.toEqual(expect.objectContaining({ code: 'invalid_reward', details }));
    await expect(rewards.createReward({ clubId, key: world.key(), reward: undefined })).rejects.toEqual(
      refusal('invalid_reward'),
    );
    await expect(rewards.createReward({ clubId, key: '', reward: tea() })).rejects.toEqual(refusal('key_missing'));
    expect((await rewards.listRewards({ clubId, page: undefined })).rewards).toEqual([]);
  });

  test('changes by the version that was seen, once per key; what is not said stays', async () => {
    const clubId = world.club();
    const reward = await world.reward(rewards, clubId);
    const change = {
      clubId,
      key: world.key(),
      rewardId: reward.id,
      version: 1,
      name: undefined,
      description: 'Two\nlines',
      pricePoints: 80n,
      voucherDays: undefined,
      open: undefined,
    };
    world.clock.advance(1_000);
    const changed = await rewards.changeReward(change);
    expect(changed.reward).toEqual({
      ...reward,
      description: 'Two\nlines',
      pricePoints: 80n,
      version: 2,
      changedAt: world.clock.now(),
    });
    expect(await rewards.changeReward(change)).toEqual(changed);
    await expect(rewards.changeReward({ ...change, pricePoints: 81n })).rejects.toEqual(
      refusal('key_reused', 'conflict'),
    );
    await expect(rewards.changeReward({ ...change, key: world.key() })).rejects.toMatchObject({
      code: 'reward_changed',
      details: { version: '2' },
    });
    await expect(rewards.changeReward({ ...change, key: world.key(), version: 2, pricePoints: 0n })).rejects.toEqual(
      refusal('invalid_reward'),
    );
    await expect(rewards.changeReward({ ...change, key: world.key(), clubId: world.club() })).rejects.toEqual(
      refusal('reward_not_found', 'not_found'),
    );
    const closed = await rewards.changeReward({
      ...change,
      key: world.key(),
      version: 2,
      description: undefined,
      pricePoints: undefined,
      open: false,
    });
    expect(closed.reward).toMatchObject({ version: 3, open: false, pricePoints: 80n, description: 'Two\nlines' });
    expect((await rewards.listRewards({ clubId, page: undefined })).rewards).toEqual([closed.reward]);
  });

  test('a change counts for redemptions to come: price paid and version stay with a voucher, and a closed reward leaves it good', async () => {
    const clubId = world.club();
    const reward = await world.reward(rewards, clubId);
    const memberId = world.member(500n);
    const redeem = () => rewards.redeem({ clubId, key: world.key(), memberId, rewardId: reward.id, timeZone: 'UTC' });
    const before = await redeem();
    const change = (version: number, terms: object) =>
      rewards.changeReward({
        clubId,
        key: world.key(),
        rewardId: reward.id,
        name: undefined,
        description: undefined,
        pricePoints: undefined,
        voucherDays: undefined,
        open: undefined,
        version,
        ...terms,
      });
    await change(1, { pricePoints: 80n, name: 'A pot of tea' });
    expect([before.points, (await redeem()).points]).toEqual([50n, 80n]);
    await change(2, { open: false });
    await expect(redeem()).rejects.toEqual(refusal('reward_closed', 'refused'));
    const used = await rewards.useVoucher({
      clubId,
      key: world.key(),
      code: before.voucher?.code ?? '',
      branchId: 'brn_a',
      ...nothingTold,
    });
    expect(used.voucher).toMatchObject({ points: 50n, rewardVersion: 1, rewardName: 'A cup of tea' });
    expect(used.reward).toMatchObject({ version: 3, name: 'A pot of tea', pricePoints: 80n, open: false });
  });

  test('is listed by code, page by page', async () => {
    const clubId = world.club();
    for (const code of ['c', 'a', 'e', 'b', 'd']) await world.reward(rewards, clubId, { code });
    const codes: string[] = [];
    for (let pageToken = '', pages = 0; pages === 0 || (pageToken !== '' && pages < 9); pages++) {
      const page = await rewards.listRewards({ clubId, page: { pageSize: 2, pageToken } });
      expect(page.rewards.length).toBeLessThanOrEqual(2);
      codes.push(...page.rewards.map(({ code }) => code));
      pageToken = page.nextPageToken;
    }
    expect(codes).toEqual(['a', 'b', 'c', 'd', 'e']);
    await expect(rewards.listRewards({ clubId, page: { pageSize: 2, pageToken: 'x' } })).rejects.toEqual(
      refusal('invalid_page_token'),
    );
    await expect(rewards.listRewards({ clubId, page: { pageSize: 201, pageToken: '' } })).rejects.toEqual(
      refusal('invalid_page_size'),
    );
  });
});
