import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { num, type Rest } from '../src/rest.ts';
import { RunningClub } from '../src/running-club.ts';
import { until } from '../src/until.ts';

const withinMs = 300_000;
let club: RunningClub;
let rest: Rest;

beforeAll(async () => {
  club = await RunningClub.start({ empty: true });
  const admin = club.rest();
  const body = { code: 'shop', name: 'Shop', currency: 'GBP', time_zone: 'Europe/London' };
  await admin.call('createClub', { body });
  rest = admin.of('shop');
  await rest.call('createBranch', { body: { code: 'oxford', name: 'Oxford' } });
  const tiers = [
    { code: 'base', name: 'Base', spend_from: 0 },
    { code: 'gold', name: 'Gold', spend_from: 5_000 },
  ];
  await rest.call('setTiers', { body: { period_days: 365, tiers } });
}, 600_000);
afterAll(() => club.remove());

const effects = [{ kind: 'off_sale', off: { percent: 10 } }];
const line = { sku: 'tea', quantity: 10, unit_price: '6.00' };

/** `applies`, or why not. */
const attempt = async (memberId: string, ...conditions: object[]): Promise<string> => {
  const body = { lines: [line], member_id: memberId, promotion: { terms: { conditions, effects } } };
  const { promotions } = await rest.call('tryPromotions', { body });
  const [tried] = promotions;
  return tried?.applied ? 'applies' : (tried?.reason ?? '');
};

const sell = async (name: string, memberId: string): Promise<void> => {
  const path = { session_id: name };
  const sold = { branch: 'oxford', till: '1', receipt: name, member_id: memberId };
  await rest.call('putSession', { path, body: { ...sold, lines: [{ ...line, description: 'Tea' }] } });
  await rest.call('closeSession', { path, body: {} });
};

const becomes = (memberId: string, answer: string, condition: object): Promise<string> =>
  until(`${JSON.stringify(condition)} is ${answer}`, withinMs, async () => {
    const now = await attempt(memberId, condition);
    return now === answer ? now : undefined;
  });

const goLive = async (code: string, conditions: object[], percent: number): Promise<void> => {
  const terms = { conditions, effects: [{ kind: 'off_sale', off: { percent } }] };
  await rest.call('createPromotion', { body: { code, name: code, terms } });
  await rest.call('submitPromotion', { path: { code }, body: { revision: 1 } });
  await rest.call('approvePromotion', { path: { code }, body: { revision: 2 } });
  await rest.call('publishPromotion', { path: { code }, body: {} });
};

/** What comes off at the till now, by promotion, and why others give nothing. */
const atTill = async (memberId: string): Promise<Record<string, number | string>> => {
  const sold = { branch: 'oxford', till: '1', receipt: 'try', lines: [{ ...line, description: 'Tea' }] };
  const body = { ...sold, ...(memberId !== '' && { member_id: memberId }) };
  const dry = { dry: 'true' } as const;
  const session = await rest.call('putSession', { path: { session_id: 'try' }, query: dry, body });
  return {
    ...Object.fromEntries(session.rejections.map(({ rule_code, code }) => [rule_code, code])),
    ...Object.fromEntries((session.lines[0]?.discounts ?? []).map(({ code, amount }) => [code, num(amount.amount)])),
  };
};

/** A birth date whose anniversary is so many days from today. */
const bornIn = (days: number): string => `1996-${new Date(Date.now() + days * 86_400_000).toISOString().slice(5, 10)}`;

test('what a trial knows of a member is what the club knows', async () => {
  const consents = [{ purpose: 'sms', granted: true }];
  const { id } = await rest.call('enrolMember', { body: { name: 'Sara', birth_date: bornIn(0), consents } });
  const { id: other } = await rest.call('enrolMember', { body: { name: 'Omid', birth_date: bornIn(30) } });
  const birthday = { kind: 'occasion', occasion: 'birthday', days_before: 2, days_after: 2 };
  expect(await attempt(id, birthday, { kind: 'consent', to: 'sms' })).toBe('applies');
  expect(await attempt(other, birthday)).toBe('outside_occasion');
  expect(await attempt(other, { kind: 'consent', to: 'sms' })).toBe('no_consent');

  const second = { kind: 'purchase_number', is: [2] };
  const gold = { kind: 'tier', in: ['gold'] };
  const spent = { kind: 'spent', counter: 'this_day', at_least: 6_000 };
  expect(await attempt(id, second)).toBe('other_purchase_number');
  expect(await attempt(id, gold)).toBe('other_tier');
  expect(await attempt(id, spent)).toBe('spent_too_little');
  await sell('first', id);
  for (const condition of [second, gold, spent]) await becomes(id, 'applies', condition);
  expect(await attempt(other, second)).toBe('other_purchase_number');

  const back = { lines: [{ position: 1, quantity: 10 }], receipt: 'back' };
  await rest.call('returnLines', { path: { session_id: 'first' }, body: back });
  await becomes(id, 'other_purchase_number', second);
  await becomes(id, 'other_tier', gold);

  await rest.call('eraseMember', { path: { member_id: id } });
  const gone = await until('the member is forgotten', withinMs, async () => {
    const body = { lines: [line], member_id: id, promotion: { terms: { conditions: [birthday], effects } } };
    const answer = await rest.request('POST', '/v1/promotions/try', { body });
    return answer.status === 404 ? answer : undefined;
  });
  expect(gone.body).toMatchObject({ code: 'member_not_found' });
});

test('what nobody knows of members is not published', async () => {
  const terms = { conditions: [{ kind: 'segment', in: ['loyal'] }], effects };
  await rest.call('createPromotion', { body: { code: 'loyal', name: 'Loyal', terms } });
  await rest.call('submitPromotion', { path: { code: 'loyal' }, body: { revision: 1 } });
  await rest.call('approvePromotion', { path: { code: 'loyal' }, body: { revision: 2 } });
  expect(await rest.request('POST', '/v1/promotions/loyal/publish')).toMatchObject({
    status: 409,
    body: { code: 'facts_unknown', details: { '/terms/conditions/0': 'fact_unknown' } },
  });
});

test('a till gives what the member is due, and tells why not', async () => {
  await goLive('second', [{ kind: 'purchase_number', is: [2] }], 10);
  await goLive('golden', [{ kind: 'tier', in: ['gold'] }], 5);
  await goLive('birthday', [{ kind: 'occasion', occasion: 'birthday', days_before: 1, days_after: 1 }], 20);
  const { id: sara } = await rest.call('enrolMember', { body: { name: 'Sara', birth_date: bornIn(0) } });
  const { id: omid } = await rest.call('enrolMember', { body: { name: 'Omid', birth_date: bornIn(30) } });
  // What is of another tier is not even asked, and tells nothing.
  const no = { second: 'other_purchase_number', birthday: 'outside_occasion' };
  expect(await atTill('')).toEqual({ second: 'no_member', birthday: 'no_member' });
  expect(await atTill(omid)).toEqual(no);
  expect(await atTill(sara)).toEqual({ ...no, birthday: 1_200 });

  await sell('omid-1', omid);
  const second = await until('his second purchase', withinMs, async () => {
    const now = await atTill(omid);
    return now.second === no.second ? undefined : now;
  });
  // Of 60.00 both take their share of what is left: by code, 5 % and then 10 %.
  expect(second).toEqual({ birthday: no.birthday, golden: 300, second: 570 });
  await sell('omid-2', omid);
  const third = await until('his third purchase', withinMs, async () => {
    const now = await atTill(omid);
    return now.second === no.second ? now : undefined;
  });
  expect(third).toEqual({ ...no, golden: 300 });
  expect(await atTill(sara)).toEqual({ ...no, birthday: 1_200 });

  const corrected = { path: { member_id: sara }, body: { birth_date: bornIn(30), reason: 'misread' } };
  await rest.call('correctMember', corrected);
  expect(
    await until('another birthday', withinMs, async () => {
      const now = await atTill(sara);
      return now.birthday === no.birthday ? now : undefined;
    }),
  ).toEqual(no);
});
