import { setTimeout as wait } from 'node:timers/promises';
import { amount, figure } from '@vafa/cli';
import { ApiProblem, type Client } from '@vafa/client';
import { giftBox, makeSurvey } from './demo-club.ts';

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

const memberId = async (api: Client, externalId: string | undefined): Promise<string> => {
  const { items } = await api.call('findMembers', { query: { external_id: externalId ?? '' } });
  if (!items[0]) throw new ApiProblem(404, 'member_not_found', `no member ${externalId ?? ''}`);
  return items[0].id;
};

const redeemAReward = async (api: Client): Promise<string> => {
  const rewards = await api.items('listRewards');
  const reward = rewards.find(({ code }) => code === giftBox.code);
  const redeemed = await api.call('redeemReward', {
    body: { member_id: await memberId(api, redeemer), reward_id: reward?.id ?? '' },
    key: 'demo-redemption',
  });
  await api.call('useVoucher', { path: { code: redeemed.voucher.code }, body: { branch }, key: 'demo-voucher-use' });
  return `member ${redeemer} redeemed “${giftBox.name}” for ${figure(giftBox.price_points)} points and used the voucher`;
};

const isThere = async (api: Client, path: { readonly session_id: string }): Promise<boolean> => {
  try {
    await api.call('getSession', { path });
    return true;
  } catch (error) {
    if (error instanceof ApiProblem && error.status === 404) return false;
    throw error;
  }
};

const payWithPoints = async (api: Client): Promise<string> => {
  const path = { session_id: 'demo-1' };
  // A session that is held or closed takes no basket any more.
  if (!(await isThere(api, path)))
    await api.call('putSession', { path, body: { ...sale, member_id: await memberId(api, payer) } });
  await api.call('holdSession', { path, body: { points: pointsToPayWith }, key: 'demo-hold' });
  const closed = await api.call('closeSession', { path, body: {}, key: 'demo-close' });
  const { total, points_value: paid, points } = closed;
  return `member ${payer} bought for ${amount(total)}, paid ${amount(paid)} of it with ${pointsToPayWith} points and earned ${points}`;
};

const answerTheSurvey = async (api: Client): Promise<string> => {
  const survey = await makeSurvey(api);
  const answers = [
    { question_id: 'recommend', score: 9 },
    { question_id: 'why', text: 'Lovely things, and they know what I like.' },
  ];
  await api.call('answerSurvey', {
    path: { survey_id: survey },
    body: { member_id: await memberId(api, payer), answers },
    key: 'demo-response',
  });
  return `member ${payer} answered the survey (9 of 10) for 25 points`;
};

const complain = async (api: Client): Promise<string> => {
  const { promised_by } = await api.call('openComplaint', {
    body: { member_id: await memberId(api, complainer), ...complaint },
    key: 'demo-complaint',
  });
  return `member ${complainer} complained; an answer is promised by ${promised_by.slice(0, 16).replace('T', ' ')} UTC`;
};

/** The points of the sale and of the survey are posted by reaction: the summary waits for them. */
const untilPosted = async (api: Client): Promise<void> => {
  const path = { member_id: await memberId(api, payer) };
  const end = Date.now() + postedWithinMs;
  while (Date.now() < end) {
    const { items } = await api.call('getMemberStatement', { path, query: { page_size: 20 } });
    const accounts = await api.call('getMemberAccounts', { path });
    if (items.some(({ reason }) => reason === 'survey') && accounts.items.every(({ held }) => held === 0)) return;
    await wait(50);
  }
};

/** Whether the last of the stories has been told, by this start or an earlier one. */
export const areStoriesTold = async (api: Client): Promise<boolean> => {
  const told = await api.items('listComplaints');
  return told.some(({ subject }) => subject === complaint.subject);
};

/** A few members do what invoices do not hold. Fixed keys: telling a story again changes nothing. */
export const tellStories = async (api: Client): Promise<string[]> => {
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
