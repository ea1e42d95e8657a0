import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { RewardsWorld, tea, type RewardsClient } from './rewards-world.ts';

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
    expect(first.reward).toEqual(tea({ id: first.reward?.id, clubId, createdAt: world.clock.now() }));
    expect(await rewards.createReward({ clubId, key, reward: tea({ name: ' A cup of tea ' }) })).toEqual(first);
    await expect(rewards.createReward({ clubId, key, reward: tea({ pricePoints: 51n }) })).rejects.toEqual(refusal('key_reused', 'conflict'));
    await expect(rewards.createReward({ clubId, key, reward: tea({ code: 'cup' }) })).rejects.toEqual(refusal('key_reused', 'conflict'));
    expect((await rewards.listRewards({ clubId, page: undefined })).rewards).toEqual([first.reward]);
  });

  test('holds a code once in a club, and again in another', async () => {
    const clubId = world.club();
    const keys = Array.from({ length: 10 }, () => world.key());
    const answers = await Promise.allSettled(keys.map((key) => rewards.createReward({ clubId, key, reward: tea() })));
    expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    for (const answer of answers) if (answer.status === 'rejected') expect(answer.reason).toEqual(refusal('reward_code_taken', 'conflict'));
    const loser = keys[answers.findIndex(({ status }) => status === 'rejected')] ?? '';
    await expect(rewards.createReward({ clubId, key: loser, reward: tea() })).rejects.toEqual(refusal('reward_code_taken', 'conflict'));
    expect((await world.reward(rewards, world.club())).code).toBe('tea');
  });

  test('refuses what is wrong field by field and stores nothing', async () => {
    const clubId = world.club();
    const wrong = rewards.createReward({ clubId, key: world.key(), reward: tea({ code: '', pricePoints: 0n, voucherDays: -1 }) });
    const details = { code: expect.any(String), price_points: expect.any(String), voucher_days: expect.any(String) };
    await expect(wrong).rejects.toEqual(expect.objectContaining({ code: 'invalid_reward', details }));
    await expect(rewards.createReward({ clubId, key: world.key(), reward: undefined })).rejects.toEqual(refusal('invalid_reward'));
    await expect(rewards.createReward({ clubId, key: '', reward: tea() })).rejects.toEqual(refusal('key_missing'));
    expect((await rewards.listRewards({ clubId, page: undefined })).rewards).toEqual([]);
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
    await expect(rewards.listRewards({ clubId, page: { pageSize: 2, pageToken: 'x' } })).rejects.toEqual(refusal('invalid_page_token'));
    await expect(rewards.listRewards({ clubId, page: { pageSize: 201, pageToken: '' } })).rejects.toEqual(refusal('invalid_page_size'));
  });
});
