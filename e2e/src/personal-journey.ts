import type { Basket } from '@vafa/client';
import type { Rest } from './rest.ts';
import { pointsOf } from './figures.ts';
import { until } from './until.ts';

const withinMs = 300_000;

/**
 * What the member of the journey tells of herself, and writes; none of it may appear anywhere but in answers and
 * databases.
 */
const personal = {
  name: 'Sara Ahmadi',
  phone: '+98 912 345 6789',
  email: 'sara.ahmadi@example.org',
  card: '6219000123',
  birthDate: '1990-04-17',
  complaint: 'It was cold in Vanak',
} as const;

/** Any of these in a text gives her away. */
export const personalTraces: readonly RegExp[] = [
  /9123456789/,
  /Sara/i,
  /Ahmadi/i,
  /sara\.ahmadi/i,
  /6219000123/,
  /1990-04-17/,
  /Vanak/,
];

/** W3C traceparent under which the sale of the journey is closed. */
export interface Journey {
  readonly traceparent: string;
}

const basket = (receipt: string, member: string): Basket => ({
  branch: 'bazaar',
  till: '1',
  receipt,
  member_id: member,
  lines: [{ sku: 'TEA-1', description: 'Tea', quantity: 80, unit_price: '12.50' }],
});

const pointsReach = (rest: Rest, member: string, wanted: number): Promise<boolean> =>
  until(`${wanted} points`, withinMs, async () =>
    (await pointsOf(rest, member)).available === wanted ? true : undefined,
  );

/** Makes the club with a rule and a reward; answers the reward's id. */
const openClub = async (rest: Rest): Promise<string> => {
  await rest.call('createClub', {
    body: {
      code: rest.club,
      name: 'Traced club',
      currency: 'GBP',
      time_zone: 'Europe/London',
      point_cost: 10_000,
    },
  });
  await rest.call('publishEarningRule', {
    body: {
      code: 'pounds',
      name: 'One point for each whole pound',
      points: 1,
      per_amount: 100,
    },
  });
  return (
    await rest.call('createReward', {
      body: { code: 'gift-box', name: 'A gift box', price_points: 500, voucher_days: 365 },
    })
  ).id;
};

/**
 * In a club of its own a member joins, buys under the given trace, pays with points and redeems a reward. The member
 * complains, and is refused this and that.
 */
export const journey = async (rest: Rest, { traceparent }: Journey): Promise<void> => {
  const gift = await openClub(rest);
  await rest.call('createBranch', { body: { code: 'bazaar', name: 'Grand Bazaar' } });
  const { name, phone, email, card, birthDate } = personal;
  const member = (
    await rest.call('enrolMember', {
      body: {
        name,
        phone,
        email,
        card,
        birth_date: birthDate,
        consents: [{ purpose: 'sms', granted: true }],
      },
    })
  ).id;
  for (const query of [{ phone: '+989123456789' }, { card: personal.card }, { q: 'ahma' }])
    await rest.call('findMembers', { query });
  await rest.call('putSession', { path: { session_id: 'first' }, body: basket('R-1', member) });
  await rest.request('POST', '/v1/sessions/first/close', { body: {}, headers: { traceparent } });
  await pointsReach(rest, member, 1000);
  await rest.call('putSession', { path: { session_id: 'second' }, body: basket('R-2', member) });
  await rest.call('holdSession', { path: { session_id: 'second' }, body: { points: 200 } });
  await rest.call('closeSession', { path: { session_id: 'second' }, body: {} });
  await pointsReach(rest, member, 1800);
  const redeemed = await rest.call('redeemReward', { body: { member_id: member, reward_id: gift } });
  await rest.call('useVoucher', { path: { code: redeemed.voucher.code }, body: { branch: 'bazaar' } });
  await rest.call('openComplaint', {
    body: {
      member_id: member,
      subject: personal.complaint,
      text: `${personal.complaint}, ${phone}`,
    },
  });
  await rest.request('POST', '/v1/members', { body: { name, phone: 'phone of Sara', email } });
  await rest.request('POST', '/v1/members', { body: { name, phone, card } });
  await rest.request('GET', `/v1/members/${encodeURIComponent(phone)}`);
  await rest.request('POST', '/v1/sessions/second/hold', { body: { points: 9_999_999 } });
};
