import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { request as ask, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { encodeEvent, topics } from '@vafa/contracts';
import { CheckoutEvent, SaleClosed } from '@vafa/contracts/checkout-events';
import { Entry } from '@vafa/contracts/ledger';
import { CommitPosted, LedgerEvent } from '@vafa/contracts/ledger-events';
import { MembershipEvent } from '@vafa/contracts/membership-events';
import { RewardsEvent, VoucherIssued } from '@vafa/contracts/rewards-events';
import type { StreamEvent } from '@vafa/events';
import { eventually } from '@vafa/testing';
import { asking, isProblem } from './asking.ts';
import { signedIn } from './browser.ts';
import { demo, fakeServices, other, sara, shop, smallMembership } from './fake-services.ts';
import { openHttpFixture, type HttpFixture } from './http-fixture.ts';

let fixture: HttpFixture;
const opened = (): HttpFixture => fixture;
const times = { beatMs: 40, lastsMs: 3_600_000 };
const limits = { perCallerMax: 2, max: 4, keptMax: 3, waitingMax: 50, lingerMs: 60_000 };

beforeAll(async () => {
  const services = fakeServices({ membership: smallMembership });
  fixture = await openHttpFixture(services, { liveTimes: times }, undefined, undefined, limits);
  await fixture.app.listen(0, '127.0.0.1');
});
afterAll(() => fixture.close());

let count = 0;
const place = (clubId = demo.id) => ({
  eventId: `evt_${String(++count)}`,
  occurredAt: new Date('2026-02-01T12:00:00Z'),
  clubId,
  documentId: `doc_${String(count)}`,
  epoch: 1,
  sequence: 1n,
});
const eventOf = (of: ReturnType<typeof place>, encoded: { type: string; payload: Uint8Array }): StreamEvent => ({
  id: of.eventId,
  key: of.documentId,
  clubId: of.clubId,
  occurredAt: of.occurredAt,
  epoch: 1,
  sequence: 1n,
  ...encoded,
});
const publish = async (topic: string, event: StreamEvent): Promise<string> => {
  await fixture.stream.publish(topic, [event]);
  return event.id;
};

/** Nothing in it, as it is decoded. */
const nothing = new Uint8Array();

/** A sale of 43.30 that gives 43 points. */
const sell = (sale: Partial<SaleClosed> = {}, clubId?: string): Promise<string> => {
  const at = place(clubId);
  const posting = {
    key: `e:${at.documentId}:r`,
    account: sara.id,
    unit: 'points',
    amount: 43n,
    effectiveAt: at.occurredAt,
    effectId: 'r',
  };
  const value: SaleClosed = {
    ...SaleClosed.decode(nothing),
    branchId: shop.id,
    memberId: sara.id,
    total: 4_330n,
    currency: 'GBP',
    currencyDigits: 2,
    postings: [
      { ...posting, verb: { $case: 'accrue', value: {} } },
      { ...posting, amount: 7n, verb: { $case: 'capture', value: { holdKey: 'h' } } },
    ],
    ...sale,
  };
  const event = encodeEvent(topics.checkout, CheckoutEvent, at, { $case: 'saleClosed', value });
  return publish(topics.checkout, eventOf(at, event));
};

const enrolled = (at: ReturnType<typeof place>, memberId: string): StreamEvent => {
  const value = { memberId, hasPhone: true, hasEmail: false };
  return eventOf(at, encodeEvent(topics.membership, MembershipEvent, at, { $case: 'memberEnrolled', value }));
};
const enrol = (): Promise<string> => publish(topics.membership, enrolled(place(), sara.id));

const redeem = (): Promise<string> => {
  const at = place();
  const value = { ...VoucherIssued.decode(nothing), memberId: sara.id, rewardId: 'rwd_1', points: 1_000n };
  return publish(
    topics.rewards,
    eventOf(at, encodeEvent(topics.rewards, RewardsEvent, at, { $case: 'voucherIssued', value })),
  );
};

const post = (entries: Pick<Entry, 'kind' | 'amount' | 'key'>[]): Promise<string> => {
  const at = place();
  const value = {
    ...CommitPosted.decode(nothing),
    account: { clubId: demo.id, memberId: sara.id, unit: 'points' },
    entries: entries.map((entry) => ({ ...Entry.decode(nothing), ...entry })),
  };
  return publish(
    topics.ledger,
    eventOf(at, encodeEvent(topics.ledger, LedgerEvent, at, { $case: 'commitPosted', value })),
  );
};

interface Look {
  readonly headers?: Record<string, string>;
  readonly path?: string;
}

const port = (): number => (fixture.app.getHttpServer().address() as AddressInfo).port;
const asAdministrator = (): Record<string, string> => ({
  authorization: `Bearer ${fixture.adminKey}`,
  'vafa-club': 'demo',
});

/** Looks on over a connection of its own. */
const look = async ({ headers = asAdministrator(), path = '/v1/events/live' }: Look = {}) => {
  let text = '';
  let isOver = false;
  const answer = await new Promise<IncomingMessage>((resolve, reject) => {
    ask({ host: '127.0.0.1', port: port(), path, headers, agent: false }, resolve).on('error', reject).end();
  });
  answer.setEncoding('utf8').on('data', (part: string) => (text += part));
  answer.on('error', () => undefined).on('close', () => (isOver = true));
  const told = (): string[] => text.split('\n\n').filter((part) => part !== '' && !part.startsWith(':'));
  return {
    answer,
    told,
    ids: () => [...text.matchAll(/^id: (.+)$/gm)].map(([, id]) => id),
    data: () => [...text.matchAll(/^data: (.+)$/gm)].map(([, json = '']) => JSON.parse(json) as object),
    text: () => text,
    isOver: () => isOver,
    leave: async () => {
      const before = fixture.live.size;
      answer.destroy();
      if (!isOver) await eventually(() => fixture.live.size < before);
    },
  };
};

test('what happens in the club is told as it happens, in plain figures, and nothing of another club', async () => {
  const looker = await look();
  expect(looker.answer.statusCode).toBe(200);
  expect(looker.answer.headers).toMatchObject({
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store, no-transform',
    'x-accel-buffering': 'no',
  });
  const common = { at: '2026-02-01T12:00:00.000Z', branch_id: null, reward_id: null, money: null, member_id: sara.id };
  const sale = await sell();
  await eventually(() => looker.ids().length === 1);
  await sell({}, other.id);
  await sell({ historical: true, soldAt: new Date('2026-02-01T11:40:00Z') });
  await post([{ kind: 'accrue', amount: 43n, key: 'e:sal_1:r' }]);
  const batched = await sell({
    historical: true,
    soldAt: new Date('2026-02-01T11:50:00Z'),
    memberId: '',
    postings: [],
  });
  await eventually(() => looker.ids().length === 2);
  const gift = await post([
    { kind: 'accrue', amount: 5n, key: 'survey:1' },
    { kind: 'burn', amount: -3n, key: 'x' },
  ]);
  await eventually(() => looker.ids().length === 3);
  const newcomer = await enrol();
  await eventually(() => looker.ids().length === 4);
  const redeemed = await redeem();
  await eventually(() => looker.ids().length === 5);
  const sold = { ...common, kind: 'sale', branch_id: shop.id, money: { amount: 4330, currency: 'GBP', digits: 2 } };
  expect(looker.data()).toEqual([
    { ...sold, id: sale, points: 43 },
    { ...sold, id: batched, points: 0, member_id: null },
    { ...common, id: gift, kind: 'points', points: 5 },
    { ...common, id: newcomer, kind: 'enrolment', points: null },
    { ...common, id: redeemed, kind: 'redemption', points: 1000, reward_id: 'rwd_1' },
  ]);
  const page = readFileSync(join(import.meta.dirname, '../../../docs/live.md'), 'utf8');
  expect(page).toContain(`\n${looker.told()[1] ?? ''}\n`);
  await eventually(() => looker.text().includes(': beat\n\n'));
  await looker.leave();
  await eventually(() => fixture.live.size === 0);
});

test('who may not see figures is refused; who is bound to a branch is told of it alone', async () => {
  const cookieOf = (browser: { readonly cookies: Map<string, string> }): string =>
    [...browser.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  const { browser: cashier } = await signedIn(opened, { username: 'till', roles: ['cashier'] });
  isProblem(await cashier.ask('GET', '/v1/events/live'), 403, 'role_missing');
  isProblem(await asking(opened)('GET', '/v1/events/live', { token: null }), 401, 'unauthenticated');
  const { browser: lead } = await signedIn(opened, { username: 'lead', roles: ['shift_lead'], branches: ['shop'] });
  const looker = await look({ headers: { cookie: cookieOf(lead) } });
  expect(looker.answer.statusCode).toBe(200);
  await enrol();
  await sell({ branchId: 'brn_elsewhere' });
  const own = await sell();
  await eventually(() => looker.ids().length === 1);
  expect(looker.ids()).toEqual([own]);
  await looker.leave();
});

test('who comes back is told what was missed, or that something was', async () => {
  const first = await look();
  const seen = await sell();
  await eventually(() => first.ids().length === 1);
  await first.leave();
  await sell();
  const missed = await sell();
  const back = await look({ headers: { ...asAdministrator(), 'last-event-id': seen } });
  await eventually(() => back.ids().includes(missed));
  expect(back.ids()).not.toContain(seen);
  expect(back.text()).not.toContain('event: gap');
  await back.leave();
  // Three are kept: the one that was seen is not among them any more.
  const again = await look();
  for (let sale = 0; sale < 4; sale++) await sell();
  await eventually(() => again.ids().length === 4);
  await again.leave();
  const late = await look({ path: `/v1/events/live?after=${seen}` });
  await eventually(() => late.text().includes('event: gap\ndata: {}\n\n'));
  expect(late.ids()).toEqual([]);
  await late.leave();
});

test('one caller has so many connections, and one that left gives its place', async () => {
  const [one, two] = [await look(), await look()];
  const refused = await asking(opened)('GET', '/v1/events/live');
  isProblem(refused, 429, 'too_many_requests');
  expect(refused.headers['retry-after']).toBe('10');
  await one.leave();
  const three = await look();
  expect(three.answer.statusCode).toBe(200);
  await two.leave();
  await three.leave();
});

test('a reader that does not read is cut off, and others are told on', async () => {
  const slow = await look();
  const quick = await look();
  slow.answer.pause();
  const gone = () => fixture.live.size === 1;
  for (let round = 0; round < 400 && !gone(); round++) {
    const at = place();
    const event = enrolled(at, `mem_${'x'.repeat(20_000)}`);
    await fixture.stream.publish(
      topics.membership,
      Array.from({ length: 20 }, (_none, number) => ({
        ...event,
        id: `${at.eventId}_${String(number)}`,
      })),
    );
    await eventually(() => gone() || quick.text().includes(`id: ${at.eventId}_19\n`));
  }
  expect(gone()).toBe(true);
  const last = await enrol();
  await eventually(() => quick.text().includes(`id: ${last}\n`));
  await quick.leave();
  slow.answer.destroy();
}, 600_000);

test('it ends with the sign-in, with the key, and keeps neither open', async () => {
  const { browser, id } = await signedIn(opened, { username: 'ana', roles: ['analyst'] });
  const cookie = [...browser.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  const looker = await look({ headers: { cookie } });
  const made = await asking(opened)('POST', '/v1/api-keys', { body: { name: 'figures', verbs: ['summary:read'] } });
  const key = made.body as { id: string; secret: string };
  const program = await look({ headers: { authorization: `Bearer ${key.secret}` } });
  expect(program.answer.statusCode).toBe(200);
  await eventually(() => looker.text().split(': beat').length > 3);
  expect(looker.isOver()).toBe(false);
  await fixture.signIns.endAll(id);
  expect((await asking(opened)('DELETE', `/v1/api-keys/${key.id}`)).status).toBeLessThan(300);
  fixture.clock.advance(2_000);
  for (const each of [looker, program]) {
    await eventually(() => each.isOver());
    expect(each.told().at(-1)).toBe('event: end\ndata: {"reason":"sign_in_ended"}');
  }
});

test('who asks for the head alone takes no place', async () => {
  const answer = await fixture.app.inject({ method: 'HEAD', url: '/v1/events/live', headers: asAdministrator() });
  expect({ status: answer.statusCode, body: answer.body }).toEqual({ status: 200, body: '' });
  await eventually(() => fixture.live.size === 0);
});

test('the gateway stops while somebody looks on, even one who reads nothing', async () => {
  const own = await openHttpFixture(fakeServices({ membership: smallMembership }));
  const before = fixture;
  fixture = own;
  try {
    await own.app.listen(0, '127.0.0.1');
    const [reads, sleeps] = [await look(), await look()];
    sleeps.answer.pause();
    await own.close();
    await eventually(() => reads.isOver());
    expect(reads.told().at(-1)).toBe('event: end\ndata: {"reason":"stopping"}');
    sleeps.answer.destroy();
  } finally {
    fixture = before;
  }
});
