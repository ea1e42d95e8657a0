import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import type { Booking } from '@vafa/contracts/checkout';
import { asking, isProblem } from './asking.ts';
import { fakeServices } from './fake-services.ts';
import { fullServices } from './full-services.ts';
import { openHttpFixture, type HttpFixture } from './http-fixture.ts';

let fixture: HttpFixture;
let booking: Booking | undefined;
let keys: string[] = [];
const ask = asking(() => fixture);
const unknown: Booking = { known: false, takenBack: 0n, restored: 0n, shortfall: 0n };

beforeAll(async () => {
  const { services } = fullServices();
  const returnLines: typeof services.checkout.returnLines = async (request, options) => {
    keys.push(request.key);
    return { ...(await services.checkout.returnLines(request, options)), booking };
  };
  fixture = await openHttpFixture(fakeServices({ ...services, checkout: { ...services.checkout, returnLines } }));
});
afterAll(() => fixture.close());
beforeEach(() => {
  keys = [];
});

const giveBack = async (key: string, quantity = 1) => {
  const answer = await ask('POST', '/v1/sessions/a/returns', { key, body: { lines: [{ position: 1, quantity }] } });
  return {
    ...answer,
    made: answer.body.return as Record<string, unknown>,
    session: answer.body.session as { returns: object[] },
  };
};

test('a return tells what the ledger booked, the session what the rules say', async () => {
  booking = { known: true, takenBack: 1n, restored: 0n, shortfall: 4n };
  const { status, made, session } = await giveBack('known');
  expect(status).toBe(201);
  expect(made).toMatchObject({ booked: true, points_taken_back: 1, points_restored: 0, points_short: 4 });
  expect(session.returns[0]).toMatchObject({ points_taken_back: 2, points_restored: 1 });
  for (const name of ['booked', 'points_short']) expect(session.returns[0]).not.toHaveProperty(name);
  expect((await giveBack('known')).headers['idempotency-replayed']).toBe('true');
  expect(keys).toHaveLength(1);
});

test.each([
  ['late or away', unknown],
  ['of a checkout that does not tell', undefined],
])('a ledger that is %s: the numbers of the rules, not booked', async (name, told) => {
  booking = told;
  expect((await giveBack(name)).made).toMatchObject({
    booked: false,
    points_taken_back: 2,
    points_restored: 1,
    points_short: 0,
  });
});

test('an answer that is not booked is asked for again under its key, until it is', async () => {
  booking = unknown;
  for (const _time of [1, 2]) expect((await giveBack('again')).made).toMatchObject({ booked: false });
  isProblem(await giveBack('again', 2), 422, 'idempotency_key_reused');
  booking = { known: true, takenBack: 2n, restored: 1n, shortfall: 0n };
  const [third, fourth] = [await giveBack('again'), await giveBack('again')];
  expect([third.made, fourth.made]).toMatchObject([{ booked: true }, { booked: true }]);
  expect([third, fourth].map(({ headers }) => headers['idempotency-replayed'])).toEqual([undefined, 'true']);
  expect(keys).toEqual(Array.from({ length: 3 }, () => 'c:admin:returnLines:again'));
});
