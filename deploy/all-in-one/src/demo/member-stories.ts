import { setTimeout as wait } from 'node:timers/promises';
import { amount, ApiProblem, figure, type Money, type RestApi } from '@vafa/cli';
import { giftBox, makeSurvey } from './demo-club.ts';

interface Named {
  readonly id: string;
  readonly code: string;
}
interface List<T> {
  readonly items: readonly T[];
}
interface Session {
  readonly total: Money;
  readonly points_value: Money;
  readonly points: number;
}
interface Entry {
  readonly reason: string;
  readonly reference: string;
}

/** External ids of three of the sample's best members. */
const [redeemer, payer, complainer] = ['18102', '15061', '16029'];
const branch = 'United Kingdom';
const complaint = {
  subject: 'A lantern arrived broken',
  text: 'One of the two lanterns of my last order was broken when I opened the box.',
};
const sale = {
  branch,
  till: 'till-1',
  receipt: 'DEMO-1',
  lines: [
    { sku: '22423', description: 'REGENCY CAKESTAND 3 TIER', quantity: 2, unit_price: '12.75' },
    { sku: '85123A', description: 'WHITE HANGING HEART T-LIGHT HOLDER', quantity: 6, unit_price: '2.55' },
  ],
};
const pointsToPayWith = 300;
const postedWithinMs = 30_000;

const memberId = async (api: RestApi, externalId: string | undefined): Promise<string> => {
  const { items } = await api.get<List<Named>>(`/v1/members?external_id=${externalId ?? ''}`);
  if (!items[0]) throw new ApiProblem(404, 'member_not_found', `no member ${externalId ?? ''}`);
  return items[0].id;
};

const redeemAReward = async (api: RestApi): Promise<string> => {
  const rewards = await api.get<List<Named>>('/v1/rewards?page_size=200');
  const reward = rewards.items.find(({ code }) => code === giftBox.code);
  const redeemed = await api.post<{ voucher: { code: string } }>(
    '/v1/redemptions',
    { member_id: await memberId(api, redeemer), reward_id: reward?.id },
    'demo-redemption',
  );
  await api.post(`/v1/vouchers/${redeemed.voucher.code}/use`, { branch }, 'demo-voucher-use');
  return `member ${redeemer} redeemed “${giftBox.name}” for ${figure(giftBox.price_points)} points and used the voucher`;
};

const isThere = async (api: RestApi, path: string): Promise<boolean> => {
  try {
    await api.get(path);
    return true;
  } catch (error) {
    if (error instanceof ApiProblem && error.status === 404) return false;
    throw error;
  }
};

const payWithPoints = async (api: RestApi): Promise<string> => {
  const path = '/v1/sessions/demo-1';
  // A session that is held or closed takes no basket any more.
  if (!(await isThere(api, path))) await api.put(path, { ...sale, member_id: await memberId(api, payer) });
  await api.post(`${path}/hold`, { points: pointsToPayWith }, 'demo-hold');
  const closed = await api.post<Session>(`${path}/close`, {}, 'demo-close');
  const { total, points_value: paid, points } = closed;
  return `member ${payer} bought for ${amount(total)}, paid ${amount(paid)} of it with ${pointsToPayWith} points and earned ${points}`;
};

const answerTheSurvey = async (api: RestApi): Promise<string> => {
  const survey = await makeSurvey(api);
  const answers = [
    { question_id: 'recommend', score: 9 },
    { question_id: 'why', text: 'Lovely things, and they know what I like.' },
  ];
  await api.post(
    `/v1/surveys/${survey}/responses`,
    { member_id: await memberId(api, payer), answers },
    'demo-response',
  );
  return `member ${payer} answered the survey (9 of 10) for 25 points`;
};

const complain = async (api: RestApi): Promise<string> => {
  const { promised_by } = await api.post<{ promised_by: string }>(
    '/v1/complaints',
    { member_id: await memberId(api, complainer), ...complaint },
    'demo-complaint',
  );
  return `member ${complainer} complained; an answer is promised by ${promised_by.slice(0, 16).replace('T', ' ')} UTC`;
};

/** The points of the sale and of the survey are posted by reaction: the summary waits for them. */
const untilPosted = async (api: RestApi): Promise<void> => {
  const path = `/v1/members/${await memberId(api, payer)}`;
  const end = Date.now() + postedWithinMs;
  while (Date.now() < end) {
    const { items } = await api.get<List<Entry>>(`${path}/statement?page_size=20`);
    const accounts = await api.get<List<{ held: number }>>(`${path}/accounts`);
    if (items.some(({ reason }) => reason === 'survey') && accounts.items.every(({ held }) => held === 0)) return;
    await wait(50);
  }
};

/** Whether the last of the stories has been told, by this start or an earlier one. */
export const areStoriesTold = async (api: RestApi): Promise<boolean> => {
  const { items } = await api.get<List<{ subject: string }>>('/v1/complaints?page_size=200');
  return items.some(({ subject }) => subject === complaint.subject);
};

/** A few members do what invoices do not hold. Fixed keys: telling a story again changes nothing. */
export const tellStories = async (api: RestApi): Promise<string[]> => {
  const told: string[] = [];
  for (const tell of [redeemAReward, payWithPoints, answerTheSurvey, complain]) {
    try {
      told.push(await tell(api));
    } catch (error) {
      if (!(error instanceof ApiProblem) || error.status >= 500) throw error;
      // What somebody did to the club since may stand in the way of one story; it is no reason to end the others.
      told.push(`one story could not be told: ${error.message} (${error.code})`);
    }
  }
  await untilPosted(api);
  return told;
};
