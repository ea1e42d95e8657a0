import { dayMs } from '@vafa/kernel';
import type { Rest } from '../rest.ts';

const branch = 'mirdamad';
/** 1,000 toman. */
const thousand = 1_000_000;

export const saraPhone = '09123456789';
export const saraCard = '6219861000123456';
export const longName = 'سیده‌فاطمه‌الزهرا موسوی‌نژاد اصفهانی‌پور کهنموییان بختیاری‌زادگان Aleksandra-Konstantinopolskaya';

const enrol = async (rest: Rest, name: string, phone: string, card?: string): Promise<string> =>
  (await rest.call('enrolMember', { body: { name, phone, ...(card !== undefined && { card }) } })).id;

type Say = (fa: string, en: string) => string;

/** What the members bought before, so that they have points and a tier. */
const sellBefore = async (rest: Rest, memberId: string, say: Say): Promise<void> => {
  const sales = [40, 12, 3].map((days, at) => ({
    branch,
    till: '9',
    receipt: `before-${memberId}-${String(at)}`,
    member_id: memberId,
    at: new Date(Date.now() - days * dayMs).toISOString(),
    lines: [{ sku: 'R5', description: say('برنج هاشمی', 'Hashemi rice'), quantity: 2, unit_price: '61000000' }],
  }));
  await rest.call('submitSales', { body: { items: sales } });
};

/**
 * A shop in Tehran with a till to pair: rules, tiers, a reward, and members who have bought before. It counts in rials
 * and shows tomans. Its names are Persian, or English for pictures in English.
 */
export const makeTillClub = async (admin: Rest, { code = 'golestan', isPersian = true } = {}): Promise<Rest> => {
  const say: Say = (fa, en) => (isPersian ? fa : en);
  await admin.call('createClub', {
    body: {
      code,
      name: say('فروشگاه گلستان', 'Golestan shop'),
      currency: 'IRR',
      time_zone: 'Asia/Tehran',
      // A point costs and pays 200 toman.
      point_cost: 2_000_000_000,
      country: 'IR',
    },
  });
  if (!isPersian) await admin.call('changeClub', { path: { club_code: code }, body: { calendar: 'gregorian' } });
  const rest = admin.of(code);
  await rest.call('createBranch', { body: { code: branch, name: say('شعبهٔ میرداماد', 'Mirdamad branch') } });
  await rest.call('setTiers', {
    body: {
      period_days: 365,
      tiers: [
        { code: 'bronze', name: say('برنزی', 'Bronze'), spend_from: 0 },
        { code: 'silver', name: say('نقره‌ای', 'Silver'), spend_from: 10_000 * thousand },
        { code: 'gold', name: say('طلایی', 'Gold'), spend_from: 30_000 * thousand },
        { code: 'diamond', name: say('الماس', 'Diamond'), spend_from: 80_000 * thousand },
      ],
    },
  });
  const from = { valid_from: new Date(Date.now() - 400 * dayMs).toISOString() };
  const rule = { points: 1, per_amount: 10 * thousand, ...from };
  await rest.call('publishEarningRule', {
    body: { code: 'every', name: say('امتیاز خرید', 'Points for purchases'), ...rule },
  });
  await rest.call('publishEarningRule', {
    body: { code: 'tea', name: say('امتیاز دو برابر چای', 'Double points on tea'), ...rule, skus: ['TEA'] },
  });
  await rest.call('publishEarningRule', {
    body: {
      code: 'large',
      name: say('امتیاز خرید بزرگ', 'Points for large purchases'),
      ...rule,
      minimum_total: 5_000 * thousand,
    },
  });
  const sara = await enrol(rest, say('سارا کاویانی', 'Sara Kaviani'), saraPhone, saraCard);
  await enrol(rest, say('سارا احمدی', 'Sara Ahmadi'), '09121112233');
  await enrol(rest, longName, '09351234567');
  await sellBefore(rest, sara, say);
  const reward = await rest.call('createReward', {
    body: { code: 'gift-wrap', name: say('بستهٔ کادویی یلدا', 'Yalda gift box'), price_points: 100, voucher_days: 30 },
  });
  await redeem(rest, sara, reward.id);
  return rest;
};

const redeem = async (rest: Rest, memberId: string, rewardId: string): Promise<void> => {
  for (let left = 60; ; left--) {
    const { items } = await rest.call('getMemberAccounts', { path: { member_id: memberId } });
    if (Number(items[0]?.available ?? 0) >= 100) break;
    if (left === 0) throw new Error('the sales of before gave no points');
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
  await rest.call('redeemReward', { body: { member_id: memberId, reward_id: rewardId } });
};

let tillsBefore = 2;

/**
 * A code by which a till of that shop is paired; each has a number of its own. Devices that follow each other under one
 * number within seconds draw the same receipts: the club refuses these, and the till draws anew.
 */
export const tillCode = async (rest: Rest, till = String(++tillsBefore)): Promise<string> =>
  (await rest.call('createTillCode', { body: { branch, till } })).code;

/** A voucher of hers, fresh. Its code is hers: a till sees the end of it only. */
export const voucherOfSara = async (rest: Rest): Promise<string> => {
  const { items } = await rest.call('findMembers', { query: { phone: saraPhone } });
  const [reward] = (await rest.call('listRewards')).items;
  const order = { member_id: items[0]?.id ?? '', reward_id: reward?.id ?? '' };
  return (await rest.call('redeemReward', { body: order })).voucher.code;
};

/** Sales of the shop that are closed. */
export const salesOf = async (rest: Rest): Promise<number> => Number((await rest.call('getSummary')).sales);
