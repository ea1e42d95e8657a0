import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { DomainError } from '@vafa/kernel';
import { createHash } from 'node:crypto';
import { ratesDefault } from '../src/adapters/http/limits.ts';
import { asking, isProblem, type Answer } from './asking.ts';
import { fullServices } from './full-services.ts';
import { openHttpFixture, type HttpFixture } from './http-fixture.ts';

let fixture: HttpFixture;
let small: HttpFixture;
const ask = asking(() => fixture);
const { services } = fullServices();
let looks = 0;
let reads = 0;
const good = 'ABC123-DEF456-GHJ789';

beforeAll(async () => {
  const getVoucher = ((request: { code: string }) => {
    looks++;
    return request.code === good
      ? services.rewards.getVoucher(request as never)
      : Promise.reject(new DomainError('not_found', 'voucher_not_found', 'the club has no such voucher'));
  }) as typeof services.rewards.getVoucher;
  fixture = await openHttpFixture({
    ...services,
    rewards: Object.assign(Object.create(services.rewards) as typeof services.rewards, { getVoucher }),
  });
  small = await openHttpFixture(services, {
    rates: { ...ratesDefault, perKey: { perSecond: 10, burst: 30 }, perAddress: { perSecond: 100, burst: 200 } },
  });
  const byHash = fixture.collections.apiKeys.findOne.bind(fixture.collections.apiKeys) as (
    ...given: unknown[]
  ) => unknown;
  Object.assign(fixture.collections.apiKeys, {
    findOne: (...given: unknown[]) => {
      reads++;
      return byHash(...given);
    },
  });
});
beforeEach(() => {
  for (const { clock } of [fixture, small]) clock.advance(3_600_000);
  looks = 0;
  reads = 0;
});
afterAll(async () => {
  await small.close();
  await fixture.close();
});

const times = async (count: number, work: (place: number) => Promise<Answer>): Promise<Answer[]> => {
  const answers: Answer[] = [];
  for (let place = 0; place < count; place++) answers.push(await work(place));
  return answers;
};
const countOf = (answers: readonly Answer[], wanted: number): number =>
  answers.filter(({ status }) => status === wanted).length;
const keyOf = async (name: string): Promise<string> =>
  String((await ask('POST', '/v1/api-keys', { body: { name, verbs: ['*'] } })).body.secret);

describe('who asks too often is told when to ask again', () => {
  test('with one key; another is not touched', async () => {
    const askSmall = asking(() => small);
    const made = await askSmall('POST', '/v1/api-keys', { body: { name: 'loud', verbs: ['*'] } });
    const asLoud = () => askSmall('GET', '/v1/tiers', { token: String(made.body.secret), club: null });
    const answers = await times(40, asLoud);
    expect([countOf(answers, 200), countOf(answers, 429)]).toEqual([30, 10]);
    const last = answers.at(-1) as Answer;
    isProblem(last, 429, 'too_many_requests');
    expect(Number(last.headers['retry-after'])).toBe(1);
    expect((await askSmall('GET', '/v1/tiers')).status).toBe(200);
    small.clock.advance(1_000);
    expect(countOf(await times(11, asLoud), 429)).toBe(1);
  });

  test('from one address, but for probes', async () => {
    const answers = await times(205, () => asking(() => small)('GET', '/', { token: null, club: null }));
    expect(countOf(answers, 429)).toBe(5);
    expect((await asking(() => small)('GET', '/health/live', { token: null, club: null })).status).toBe(200);
  });

  test('a till of forty sales a second with five requests each never is', async () => {
    const token = await keyOf('busy till');
    const body = { branch: 'shop', till: '1', receipt: '1', lines: [{ sku: 'A', quantity: 1, unit_price: '1' }] };
    for (let second = 0; second < 6; second++) {
      expect(countOf(await times(200, () => ask('PUT', '/v1/sessions/a', { token, club: null, body })), 200)).toBe(200);
      fixture.clock.advance(1_000);
    }
  }, 600_000);

  test('wrong keys from one address, without a read; a right one from there goes on', async () => {
    const right = await keyOf('right');
    await ask('GET', '/v1/tiers', { token: right, club: null });
    reads = 0;
    const answers = await times(200, (place) =>
      ask('GET', '/v1/tiers', { token: `vafa_${String(place).padStart(44, 'x')}` }),
    );
    expect([countOf(answers, 401), countOf(answers, 429)]).toEqual([
      ratesDefault.wrongKeys.burst,
      200 - ratesDefault.wrongKeys.burst,
    ]);
    expect(reads).toBe(0);
    expect((await ask('GET', '/v1/tiers', { token: right, club: null })).status).toBe(200);
  });

  test('wrong codes with one key, without a document and soon without a look; a right code of another key is used', async () => {
    const [guesser, till] = [await keyOf('guesser'), await keyOf('till')];
    const before = await fixture.collections.requests.countDocuments();
    const answers = await times(100, (place) =>
      ask('POST', `/v1/vouchers/ABC${String(place).padStart(15, '0')}/use`, { token: guesser, club: null, body: {} }),
    );
    const { burst } = ratesDefault.wrongCodes;
    expect([countOf(answers, 404), countOf(answers, 429), looks]).toEqual([burst, 100 - burst, burst]);
    expect(await fixture.collections.requests.countDocuments()).toBe(before);
    expect(
      (await ask('POST', `/v1/vouchers/${good}/use`, { token: till, club: null, body: { branch: 'shop' } })).status,
    ).toBe(200);
  });

  test('codes that begin alike, by many keys at once', async () => {
    let refused = 0;
    for (let guesser = 0; guesser < 8; guesser++) {
      const token = await keyOf(`guesser ${String(guesser)}`);
      refused += countOf(
        await times(ratesDefault.wrongCodes.burst, (place) =>
          ask('POST', `/v1/vouchers/zzzz${String(place)}/use`, { token, club: null, body: {} }),
        ),
        429,
      );
    }
    expect(looks).toBe(ratesDefault.wrongCodesAlike.burst);
    expect(refused).toBe(8 * ratesDefault.wrongCodes.burst - ratesDefault.wrongCodesAlike.burst);
  });
});

test('a key that was made before secrets carried a seal goes on working, until it is revoked', async () => {
  const secret = `vafa_${'o'.repeat(40)}`;
  const [known] = await fixture.collections.apiKeys.find({}).toArray();
  const { sealed: _sealed, ...old } = {
    ...known,
    _id: 'key_old',
    hash: createHash('sha256').update(secret).digest('hex'),
  } as NonNullable<typeof known>;
  const before = await openHttpFixture(services);
  await before.collections.apiKeys.insertOne(old);
  const asOld = () => asking(() => before)('GET', '/v1/tiers', { token: secret, club: null });
  expect((await asOld()).status).toBe(200);
  await before.collections.apiKeys.updateOne({ _id: 'key_old' }, { $set: { revokedAt: new Date() } });
  before.clock.advance(2_000);
  expect((await asOld()).status).toBe(401);
  await before.close();
});
