import { VoucherStatus } from '@vafa/contracts/rewards';
import { newId } from '@vafa/kernel';
import { eventually } from '@vafa/testing';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { nothingTold, RewardsWorld, type RewardsClient } from './rewards-world.ts';
import { idPrefixes } from '../src/domain/ids.ts';

let world: RewardsWorld;
let rewards: RewardsClient;
let replica: RewardsClient;

beforeAll(async () => {
  world = await RewardsWorld.open();
  [rewards, replica] = [await world.start(), await world.start()];
});
afterEach(() => {
  world.ledger.trouble = 'none';
});
afterAll(() => world.close());

const refusal = (code: string, kind = 'conflict') => expect.objectContaining({ kind, code });
const issue = async () => {
  const clubId = world.club();
  const reward = await world.reward(rewards, clubId);
  const memberId = world.member(80n);
  const { voucher } = await rewards.redeem({
    clubId,
    key: world.key(),
    memberId,
    rewardId: reward.id,
    timeZone: 'Europe/London',
  });
  if (!voucher) throw new Error('no voucher was answered');
  const cancel = {
    clubId,
    key: world.key(),
    redemptionId: voucher.redemptionId,
    reason: 'ordered twice',
    person: 'key_1',
  };
  const use = { clubId, key: world.key(), code: voucher.code, branchId: 'brn_a', ...nothingTold };
  return { clubId, memberId, voucher, cancel, use };
};
const eventsOf = (clubId: string) => world.told.filter((event) => event.clubId === clubId).map(({ event }) => event);

describe('cancelling a redemption', () => {
  test('gives the points back once, ends the voucher and tells others', async () => {
    const { clubId, memberId, voucher, cancel, use } = await issue();
    const answer = await rewards.cancelRedemption(cancel);
    expect(answer).toEqual({
      voucher: {
        ...voucher,
        status: VoucherStatus.VOUCHER_STATUS_CANCELLED,
        cancelledAt: world.clock.now(),
        cancelReason: 'ordered twice',
      },
      points: 50n,
      available: 80n,
    });
    world.clock.advance(1_000);
    expect(await replica.cancelRedemption(cancel)).toEqual(answer);
    expect(world.ledger.balance(memberId)).toBe(80n);
    await expect(rewards.useVoucher(use)).rejects.toEqual(refusal('voucher_cancelled'));
    expect((await rewards.getVoucher({ clubId, code: voucher.code })).voucher).toEqual(answer.voucher);
    const value = { redemptionId: voucher.redemptionId, rewardId: voucher.rewardId, memberId, points: 50n };
    await eventually(() => expect(eventsOf(clubId)).toContainEqual({ $case: 'voucherCancelled', value }));
    expect(eventsOf(clubId).map(({ $case }) => $case)).toEqual(['voucherIssued', 'voucherCancelled']);
  });

  test('is refused for a used voucher, for what was cancelled or never was, and without a reason', async () => {
    const { cancel, use } = await issue();
    await expect(rewards.cancelRedemption({ ...cancel, reason: ' ' })).rejects.toEqual(
      refusal('invalid_reason', 'invalid'),
    );
    await expect(rewards.cancelRedemption({ ...cancel, redemptionId: newId(idPrefixes.redemption) })).rejects.toEqual(
      refusal('redemption_not_found', 'not_found'),
    );
    await expect(rewards.cancelRedemption({ ...cancel, clubId: world.club() })).rejects.toEqual(
      refusal('redemption_not_found', 'not_found'),
    );
    await rewards.useVoucher(use);
    await expect(rewards.cancelRedemption(cancel)).rejects.toEqual(refusal('voucher_used'));
    const other = await issue();
    await rewards.cancelRedemption(other.cancel);
    await expect(rewards.cancelRedemption({ ...other.cancel, key: world.key() })).rejects.toEqual(
      refusal('redemption_cancelled'),
    );
    await expect(rewards.cancelRedemption({ ...other.cancel, reason: 'another' })).rejects.toEqual(
      refusal('key_reused'),
    );
  });

  test.each(['down', 'answers lost'] as const)(
    'that a ledger interrupts which is %s goes on with the same key, once, and the voucher is not used meanwhile',
    async (trouble) => {
      const { memberId, cancel, use } = await issue();
      world.ledger.trouble = trouble;
      await expect(rewards.cancelRedemption(cancel)).rejects.toEqual(expect.objectContaining({ kind: 'unavailable' }));
      await expect(replica.useVoucher(use)).rejects.toEqual(refusal('voucher_cancelled'));
      world.ledger.trouble = 'none';
      expect(await replica.cancelRedemption(cancel)).toMatchObject({ points: 50n, available: 80n });
      expect(world.ledger.balance(memberId)).toBe(80n);
    },
  );

  test('that nobody asks for again is finished by the next start', async () => {
    const { clubId, memberId, cancel } = await issue();
    world.ledger.trouble = 'answers lost';
    await expect(rewards.cancelRedemption(cancel)).rejects.toEqual(expect.objectContaining({ kind: 'unavailable' }));
    world.ledger.trouble = 'none';
    world.clock.advance(10_001);
    await world.start();
    await eventually(() =>
      expect(eventsOf(clubId).map(({ $case }) => $case)).toEqual(['voucherIssued', 'voucherCancelled']),
    );
    expect(world.ledger.balance(memberId)).toBe(80n);
  });

  test('and using the voucher at once: one of both happens', async () => {
    for (let round = 0; round < 5; round++) {
      const { memberId, cancel, use } = await issue();
      const [cancelled, used] = await Promise.allSettled([rewards.cancelRedemption(cancel), replica.useVoucher(use)]);
      expect([cancelled.status, used.status].sort()).toEqual(['fulfilled', 'rejected']);
      expect(world.ledger.balance(memberId)).toBe(cancelled.status === 'fulfilled' ? 80n : 30n);
    }
  });
});

test("a member's vouchers are listed newest first, page by page, with how they stand, and nobody else's", async () => {
  const clubId = world.club();
  const reward = await world.reward(rewards, clubId, { pricePoints: 1n, voucherDays: 1 });
  const memberId = world.member(10n);
  const redeem = async (member: string) =>
    (await rewards.redeem({ clubId, key: world.key(), memberId: member, rewardId: reward.id, timeZone: 'UTC' }))
      .voucher;
  const expired = await redeem(memberId);
  world.clock.advance(3 * 86_400_000);
  const [used, cancelled] = [await redeem(memberId), await redeem(memberId)];
  world.clock.advance(1_000);
  const issued = await redeem(memberId);
  await redeem(world.member(10n));
  await expect(redeem(world.member(0n))).rejects.toEqual(refusal('balance_too_low', 'refused'));
  await rewards.useVoucher({
    clubId,
    key: world.key(),
    code: used?.code ?? '',
    branchId: 'brn_a',
    till: '1',
    receipt: '5',
    saleId: '',
  });
  await rewards.cancelRedemption({
    clubId,
    key: world.key(),
    redemptionId: cancelled?.redemptionId ?? '',
    reason: 'no',
    person: 'admin',
  });
  const found: [string, VoucherStatus][] = [];
  for (let pageToken = '', pages = 0; pages === 0 || (pageToken !== '' && pages < 9); pages++) {
    const page = await replica.listVouchers({ clubId, memberId, page: { pageSize: 1, pageToken } });
    found.push(...page.vouchers.map(({ code, status }): [string, VoucherStatus] => [code, status]));
    pageToken = page.nextPageToken;
  }
  expect(found).toHaveLength(4);
  expect(found[0]).toEqual([issued?.code, VoucherStatus.VOUCHER_STATUS_ISSUED]);
  expect(found.slice(1, 3)).toEqual(
    expect.arrayContaining([
      [used?.code, VoucherStatus.VOUCHER_STATUS_USED],
      [cancelled?.code, VoucherStatus.VOUCHER_STATUS_CANCELLED],
    ]),
  );
  expect(found[3]).toEqual([expired?.code, VoucherStatus.VOUCHER_STATUS_EXPIRED]);
  expect((await rewards.listVouchers({ clubId: world.club(), memberId, page: undefined })).vouchers).toEqual([]);
  await expect(rewards.listVouchers({ clubId, memberId, page: { pageSize: 1, pageToken: 'x' } })).rejects.toEqual(
    refusal('invalid_page_token', 'invalid'),
  );
});
