import type { Client, NewSurvey } from '@vafa/client';

export const demoClub = {
  code: 'demo',
  name: 'Demo club',
  currency: 'GBP',
  time_zone: 'Europe/London',
  point_cost: 10_000,
};

export const giftBox = { code: 'gift-box', name: 'A gift box', price_points: 500, voucher_days: 365 };

const rewards = [
  { code: 'tea-towels', name: 'A set of tea towels', price_points: 300, voucher_days: 365 },
  { code: 'afternoon-tea', name: 'Afternoon tea for two', price_points: 1_500, voucher_days: 90 },
  giftBox,
];

const pounds = { code: 'pounds', name: 'One point for each whole pound', points: 1, per_amount: 100 };

const tiers = {
  period_days: 365,
  tiers: [
    { code: 'bronze', name: 'Bronze', spend_from: 0 },
    { code: 'silver', name: 'Silver', spend_from: 50_000 },
    { code: 'gold', name: 'Gold', spend_from: 200_000 },
  ],
};

const survey: NewSurvey = {
  code: 'after-the-sale',
  title: 'How was your visit?',
  questions: [
    { id: 'recommend', kind: 'nps', text: 'How likely are you to recommend us to a friend?', required: true },
    { id: 'why', kind: 'free', text: 'What is the main reason?', required: false },
  ],
  points: 25,
  ask_after_sale: true,
};

const isMade = async (api: Client): Promise<boolean> => {
  const clubs = await api.items('listClubs');
  if (!clubs.some(({ code }) => code === demoClub.code)) return false;
  // The last thing that is made.
  const made = await api.items('listRewards');
  return made.some(({ code }) => code === giftBox.code);
};

/** Makes the club with its rule, tiers, survey and rewards, unless it is there; every step may be repeated. */
export const makeDemoClub = async (api: Client): Promise<void> => {
  if (await isMade(api)) return;
  await api.call('createClub', { body: demoClub, key: 'demo-club' });
  await api.call('publishEarningRule', { body: pounds, key: 'demo-rule-pounds' });
  await api.call('setTiers', { body: tiers, key: 'demo-tiers' });
  await makeSurvey(api);
  for (const reward of rewards) await api.call('createReward', { body: reward, key: `demo-reward-${reward.code}` });
};

/** Makes the survey unless it is there; answers its id. */
export const makeSurvey = async (api: Client): Promise<string> => {
  const made = await api.items('listSurveys');
  const known = made.find(({ code }) => code === survey.code);
  return (known ?? (await api.call('createSurvey', { body: survey, key: 'demo-survey' }))).id;
};
