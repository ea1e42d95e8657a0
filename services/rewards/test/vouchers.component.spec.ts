import { VoucherStatus } from '@vafa/contracts/rewards';
import { openDatabase } from '@vafa/mongo';
import { eventually } from '@vafa/testing';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { nothingTold, RewardsWorld, type RewardsClient } from './rewards-world.ts';

let world: RewardsWorld;
let rewards: RewardsClient;
let replica: RewardsClient;

beforeAll(async () => {
  world = await RewardsWorld.open();
  [rewards, replica] = [await world.start(), await world.start()];
});
afterAll(() => world.close());

const refusal = (code: string, kind: string) => expect.objectContaining({ kind, code });
const issue = async (changes: Parameters<RewardsWorld['reward']>[2] = {}) => {
  const clubId = world.club();
  const reward = await world.reward(rewards, clubId, changes);
  const memberId = world.member(1_000n);
  const { voucher } = await rewards.redeem({
    clubId,
    key: world.key(),
    memberId,
    rewardId: reward.id,
    timeZone: 'UTC',
  });
  if (!voucher) throw new Error('no voucher was answered');
  return { clubId, reward, memberId, voucher, code: voucher.code };
};

describe('using a voucher', () => {
  test('works once, tells who and where, and answers the same key the same', async () => {
    const { clubId, reward, memberId, voucher, code } = await issue();
    const asked = { clubId, key: world.key(), code, branchId: 'brn_oxford', till: '2', receipt: '77', saleId: 'sal_1' };
    const first = await rewards.useVoucher(asked);
    const used = {
      ...voucher,
      status: VoucherStatus.VOUCHER_STATUS_USED,
      usedAt: world.clock.now(),
      usedAtBranchId: 'brn_oxford',
      usedAtTill: '2',
      usedForReceipt: '77',
      usedForSaleId: 'sal_1',
    };
    expect(first).toEqual({ voucher: used, reward });
    world.clock.advance(1_000);
    expect(await replica.useVoucher(asked)).toEqual(first);
    expect(await replica.getVoucher({ clubId, code })).toEqual(first);
    await expect(replica.useVoucher({ ...asked, key: world.key() })).rejects.toEqual(
      refusal('voucher_used', 'conflict'),
    );
    const fact = {
      redemptionId: voucher.redemptionId,
      rewardId: reward.id,
      memberId,
      branchId: 'brn_oxford',
      till: '2',
      receipt: '77',
      saleId: 'sal_1',
    };
    const told = () => world.told.filter((event) => event.clubId === clubId).map(({ event }) => event);
    await eventually(() => expect(told()).toContainEqual({ $case: 'voucherUsed', value: fact }));
  });

  test('of fifty tills at once just one succeeds', async () => {
    const { clubId, code } = await issue();
    const till = (at: number) =>
      (at % 2 ? rewards : replica).useVoucher({
        clubId,
        key: world.key(),
        code,
        branchId: `brn_${at}`,
        ...nothingTold,
      });
    const answers = await Promise.allSettled(Array.from({ length: 50 }, (_, at) => till(at)));
    const winner = answers.findIndex(({ status }) => status === 'fulfilled');
    expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    for (const answer of answers)
      if (answer.status === 'rejected') expect(answer.reason).toEqual(refusal('voucher_used', 'conflict'));
    expect((await rewards.getVoucher({ clubId, code })).voucher?.usedAtBranchId).toBe(`brn_${winner}`);
    await eventually(() =>
      expect(world.told.filter((event) => event.clubId === clubId && event.event.$case === 'voucherUsed')).toHaveLength(
        1,
      ),
    );
  });

  test('takes the code as people write it', async () => {
    const { clubId, code } = await issue();
    const persian = code
      .replace(/\d/g, (digit) => String.fromCharCode(0x6f0 + Number(digit)))
      .toLowerCase()
      .replaceAll('-', '  ');
    expect((await rewards.getVoucher({ clubId, code: persian })).voucher?.code).toBe(code);
    expect(
      (
        await rewards.useVoucher({
          clubId,
          key: world.key(),
          code: code.replaceAll('0', 'o').replaceAll('1', 'l'),
          branchId: '',
          ...nothingTold,
        })
      ).voucher?.code,
    ).toBe(code);
  });

  test('after its days is refused, before its end it is not', async () => {
    const [early, late, endless] = [
      await issue({ voucherDays: 1 }),
      await issue({ voucherDays: 1 }),
      await issue({ voucherDays: 0 }),
    ];
    // Issued in the morning of the 10th, they end with the 11th.
    world.clock.advance(new Date('2026-03-12T00:00:00Z').getTime() - world.clock.now().getTime() - 1);
    await rewards.useVoucher({
      clubId: early.clubId,
      key: world.key(),
      code: early.code,
      branchId: '',
      ...nothingTold,
    });
    world.clock.advance(1);
    await expect(
      rewards.useVoucher({ clubId: late.clubId, key: world.key(), code: late.code, branchId: '', ...nothingTold }),
    ).rejects.toEqual(refusal('voucher_expired', 'refused'));
    expect((await rewards.getVoucher({ clubId: late.clubId, code: late.code })).voucher?.status).toBe(
      VoucherStatus.VOUCHER_STATUS_EXPIRED,
    );
    expect(endless.voucher.expiresAt).toBeUndefined();
    await rewards.useVoucher({
      clubId: endless.clubId,
      key: world.key(),
      code: endless.code,
      branchId: '',
      ...nothingTold,
    });
  });

  test('a key that used one voucher does not use another, nor the same elsewhere', async () => {
    const { clubId, reward, memberId, code } = await issue();
    const { voucher: other } = await rewards.redeem({
      clubId,
      key: world.key(),
      memberId,
      rewardId: reward.id,
      timeZone: 'UTC',
    });
    const key = world.key();
    await rewards.useVoucher({ clubId, key, code, branchId: 'brn_a', ...nothingTold });
    await expect(rewards.useVoucher({ clubId, key, code, branchId: 'brn_b', ...nothingTold })).rejects.toEqual(
      refusal('key_reused', 'conflict'),
    );
    await expect(
      rewards.useVoucher({ clubId, key, code: other?.code ?? '', branchId: 'brn_a', ...nothingTold }),
    ).rejects.toEqual(refusal('key_reused', 'conflict'));
    expect((await rewards.getVoucher({ clubId, code: other?.code ?? '' })).voucher?.status).toBe(
      VoucherStatus.VOUCHER_STATUS_ISSUED,
    );
  });

  test('an unknown, mistyped or foreign code is not found', async () => {
    const { clubId, code } = await issue();
    const mistyped = `${code.slice(0, -1)}${code.endsWith('Z') ? 'Y' : 'Z'}`;
    for (const wrong of [mistyped, '000000-000000-000000', '', '{"$gt": ""}']) {
      await expect(
        rewards.useVoucher({ clubId, key: world.key(), code: wrong, branchId: '', ...nothingTold }),
      ).rejects.toEqual(refusal('voucher_not_found', 'not_found'));
      await expect(rewards.getVoucher({ clubId, code: wrong })).rejects.toEqual(
        refusal('voucher_not_found', 'not_found'),
      );
    }
    await expect(
      rewards.useVoucher({ clubId: world.club(), key: world.key(), code, branchId: '', ...nothingTold }),
    ).rejects.toEqual(refusal('voucher_not_found', 'not_found'));
    await expect(rewards.useVoucher({ clubId, key: '', code, branchId: '', ...nothingTold })).rejects.toEqual(
      refusal('key_missing', 'invalid'),
    );
  });
});

test('codes are in no event and readable in no document', async () => {
  const { clubId, code } = await issue();
  await rewards.useVoucher({ clubId, key: world.key(), code, branchId: '', ...nothingTold });
  await eventually(() => expect(world.told.filter((event) => event.clubId === clubId)).toHaveLength(2));
  const connection = await openDatabase(world.engine.uri, world.database);
  const documents = await Promise.all(
    ['rewards', 'redemptions', 'command_keys'].map((name) => connection.collection(name).find().toArray()),
  );
  await connection.close();
  const stored = JSON.stringify(documents, (_name, value: unknown) =>
    typeof value === 'bigint' ? String(value) : value,
  );
  expect(stored).toContain(clubId);
  for (const form of [code, code.replaceAll('-', '')]) {
    expect(stored).not.toContain(form);
    expect(world.payloads.some((payload) => payload.includes(form))).toBe(false);
  }
});
