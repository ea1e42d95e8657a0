import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { DomainError, ManualClock } from '@vafa/kernel';
import { openDatabase } from '@vafa/mongo';
import { openTestEngine, type TestEngine } from '@vafa/testing';
import type { Connection } from 'mongoose';
import { randomBytes } from 'node:crypto';
import { openCollections, type Collections } from '../src/adapters/mongo/collections.ts';
import { MongoApiKeys } from '../src/adapters/mongo/mongo-api-keys.ts';
import { MongoRequests } from '../src/adapters/mongo/mongo-requests.ts';
import { sealedSecrets } from '../src/adapters/secrets.ts';
import { ApiKeys } from '../src/use-cases/api-keys.ts';
import { LateAnswers } from '../src/use-cases/late-answers.ts';
import { answerBytesMax, Requests } from '../src/use-cases/requests.ts';

let engine: TestEngine;
let connection: Connection;
let collections: Collections;
const clock = new ManualClock('2026-02-01T12:00:00Z');

beforeAll(async () => {
  engine = await openTestEngine();
  const name = engine.database('gateway_stores');
  connection = await openDatabase(engine.uri, name);
  collections = await openCollections(connection);
});

afterAll(async () => {
  await connection.close();
  await engine.close();
});

describe('requests', () => {
  let holders = 0;
  const requests = (holder = `holder-${++holders}`, gone = ''): Requests =>
    new Requests(new MongoRequests(collections, holder, (name) => name === gone), clock);
  const answer = Buffer.from('sealed');

  test('of many at once one executes; later the same gets its answer, another body is refused', async () => {
    const request = { id: 'race', fingerprint: 'a', callerId: 'key_1' };
    const turns = await Promise.allSettled(Array.from({ length: 20 }, () => requests().begin(request)));
    const won = turns.flatMap((turn) =>
      turn.status === 'fulfilled' && turn.value.kind === 'execute' ? [turn.value] : [],
    );
    expect(won).toHaveLength(1);
    expect(
      turns.filter((turn) => turn.status === 'rejected').map(({ reason }) => (reason as { code: string }).code),
    ).toEqual(Array.from({ length: 19 }, () => 'idempotency_key_running'));
    await requests().end(request, won[0]?.leaseUntil ?? new Date(), answer);
    expect(await requests().begin(request)).toEqual({ kind: 'replay', answer });
    await expect(requests().begin({ ...request, fingerprint: 'b' })).rejects.toMatchObject({
      code: 'idempotency_key_reused',
    });
  });

  test('what died is executed again after its lease, by one; the late first answer counts no more', async () => {
    const request = { id: 'died', fingerprint: 'a', callerId: 'key_1' };
    const first = await requests().begin(request);
    clock.advance(59_000);
    await expect(requests().begin(request)).rejects.toMatchObject({ code: 'idempotency_key_running' });
    clock.advance(1_001);
    const turns = await Promise.allSettled([1, 2, 3].map(() => requests().begin(request)));
    expect(turns.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    if (first.kind === 'execute') await requests().end(request, first.leaseUntil, Buffer.from('late'));
    await expect(requests().begin(request)).rejects.toMatchObject({ code: 'idempotency_key_running' });
  });

  test('what died for certain is executed again at once, by one', async () => {
    const request = { id: 'gone', fingerprint: 'a', callerId: 'key_1' };
    await requests('killed').begin(request);
    await expect(requests('next').begin(request)).rejects.toMatchObject({ code: 'idempotency_key_running' });
    clock.advance(10);
    const next = requests('next', 'killed');
    const turns = await Promise.allSettled([1, 2, 3].map(() => next.begin(request)));
    expect(turns.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    await expect(requests('another', 'killed').begin(request)).rejects.toMatchObject({
      code: 'idempotency_key_running',
    });
  });

  /** The answer of the first such write is lost: it took place. */
  class Losing extends MongoRequests {
    lost = '';

    override async insert(...given: Parameters<MongoRequests['insert']>): Promise<boolean> {
      return this.losing('insert', await super.insert(...given));
    }

    override async forget(...given: Parameters<MongoRequests['forget']>): Promise<void> {
      if (this.lost === 'forget') this.losing('forget', undefined);
      return super.forget(...given);
    }

    private losing<T>(write: string, answer: T): T {
      if (this.lost !== write) return answer;
      this.lost = '';
      throw new DomainError('unavailable', 'database_unavailable', 'lost');
    }
  }

  test.each(['insert', 'forget'])(
    'a database that is lost at the %s leaves no request that nobody executes',
    async (write) => {
      const store = new Losing(collections, `loses-${write}`, () => false);
      const shaky = new Requests(store, clock);
      const request = { id: `lost-${write}`, fingerprint: 'a', callerId: 'key_1' };
      store.lost = write;
      const first = await shaky.begin(request).catch(() => undefined);
      if (first?.kind === 'execute') {
        await expect(shaky.begin(request)).rejects.toMatchObject({ code: 'idempotency_key_running' });
        await expect(shaky.forget(request, first.leaseUntil)).rejects.toMatchObject({ kind: 'unavailable' });
      }
      expect(store.lost).toBe('');
      expect(await shaky.begin(request)).toMatchObject({ kind: 'execute' });
      await expect(shaky.begin(request)).rejects.toMatchObject({ code: 'idempotency_key_running' });
      await expect(requests().begin(request)).rejects.toMatchObject({ code: 'idempotency_key_running' });
    },
  );

  test('an answer that is too large is not kept: the same is executed again at once, another body is refused', async () => {
    const request = { id: 'large', fingerprint: 'a', callerId: 'key_1' };
    const first = await requests().begin(request);
    if (first.kind === 'execute') await requests().end(request, first.leaseUntil, Buffer.alloc(answerBytesMax + 1));
    await expect(requests().begin({ ...request, fingerprint: 'b' })).rejects.toMatchObject({
      code: 'idempotency_key_reused',
    });
    expect(await requests().begin(request)).toMatchObject({ kind: 'execute' });
    expect(await collections.requests.findOne({ _id: 'large' })).not.toHaveProperty('answer');
  });

  test('of one caller so many answers are kept, the latest; requests in hand stay', async () => {
    const store = new MongoRequests(collections, 'counting', () => false);
    const counted = new Requests(store, clock);
    for (let number = 0; number < 8; number++) {
      const request = { id: `counted-${String(number)}`, fingerprint: 'a', callerId: 'key_counted' };
      const turn = await counted.begin(request);
      if (turn.kind === 'execute' && number !== 1) await counted.end(request, turn.leaseUntil, answer);
      clock.advance(1);
    }
    await store.sweep(clock.now(), 3);
    const kept = await collections.requests.find({ callerId: 'key_counted' }).sort({ _id: 1 }).toArray();
    expect(kept.map(({ _id }) => _id)).toEqual(['counted-1', 'counted-5', 'counted-6', 'counted-7']);
  });

  describe('answers that are kept later', () => {
    const alone = () => {
      const store = new MongoRequests(collections, `alone-${String(++holders)}`, () => true);
      const late = new LateAnswers(store);
      return { late, asked: new Requests(store, clock, late) };
    };
    const begun = async (asked: Requests, id: string) => {
      const request = { id, fingerprint: 'a', callerId: 'key_1' };
      const turn = await asked.begin(request);
      if (turn.kind !== 'execute') throw new Error('it was known');
      return { request, leaseUntil: turn.leaseUntil };
    };
    const stored = async (id: string): Promise<boolean | undefined> =>
      (await collections.requests.findOne({ _id: id }))?.done;

    test('are the same to who asks, before and after they are stored; another body is refused', async () => {
      const { late, asked } = alone();
      const { request, leaseUntil } = await begun(asked, 'late');
      await asked.end(request, leaseUntil, answer, true);
      expect(await stored('late')).toBe(false);
      for (const _time of ['before', 'after']) {
        expect(await asked.begin(request)).toEqual({ kind: 'replay', answer });
        await expect(asked.begin({ ...request, fingerprint: 'b' })).rejects.toMatchObject({
          code: 'idempotency_key_reused',
        });
        await late.flush();
      }
      expect(await stored('late')).toBe(true);
      expect(late.get('late')).toBeUndefined();
      expect(await alone().asked.begin(request)).toEqual({ kind: 'replay', answer });
    });

    test('are executed again under their key when the process died before', async () => {
      const { asked } = alone();
      const { request, leaseUntil } = await begun(asked, 'late-died');
      await asked.end(request, leaseUntil, answer, true);
      expect(await alone().asked.begin(request)).toMatchObject({ kind: 'execute' });
    });

    test('wait on when they could not be stored', async () => {
      const store = new MongoRequests(collections, 'late-lost', () => true);
      const late = new LateAnswers({
        answerMany: () => Promise.reject(new DomainError('unavailable', 'database_unavailable', 'lost')),
      });
      const asked = new Requests(store, clock, late);
      const { request, leaseUntil } = await begun(asked, 'late-lost');
      await asked.end(request, leaseUntil, answer, true);
      await expect(late.flush()).rejects.toMatchObject({ kind: 'unavailable' });
      expect(await asked.begin(request)).toEqual({ kind: 'replay', answer });
    });

    test('of who took a request over meanwhile wait for the next time', async () => {
      let begin: () => void = () => undefined;
      const late = new LateAnswers({ answerMany: () => new Promise<void>((resolve) => (begin = resolve)) });
      const one = { request: { id: 'twice', fingerprint: 'a', callerId: 'key_1' }, leaseUntil: clock.now(), answer };
      late.put(one);
      const flushed = late.flush();
      const other = { ...one, leaseUntil: new Date(0), answer: Buffer.concat([answer, answer]) };
      expect(late.put(other)).toBe(true);
      begin();
      await flushed;
      expect(late.get('twice')).toBe(other);
    });

    test('are stored at once when too many wait, when they may not wait, and when nobody keeps them later', async () => {
      const { asked } = alone();
      const large = Buffer.alloc(answerBytesMax);
      for (let number = 0; number < 130; number++) {
        const { request, leaseUntil } = await begun(asked, `late-${String(number)}`);
        await asked.end(request, leaseUntil, large, true);
      }
      expect([await stored('late-0'), await stored('late-129')]).toEqual([false, true]);
      const plain = requests();
      for (const [id, keeper, mayWait] of [
        ['late-not', alone().asked, false],
        ['late-none', plain, true],
      ] as const) {
        const { request, leaseUntil } = await begun(keeper, id);
        await keeper.end(request, leaseUntil, answer, mayWait);
        expect(await stored(id)).toBe(true);
      }
    });
  });

  test('forgotten and swept requests can be asked anew', async () => {
    const request = { id: 'again', fingerprint: 'a', callerId: 'key_1' };
    const first = await requests().begin(request);
    if (first.kind === 'execute') await requests().forget(request, first.leaseUntil);
    const second = await requests().begin({ ...request, fingerprint: 'b' });
    if (second.kind === 'execute') await requests().end(request, second.leaseUntil, answer);
    clock.advance(49 * 3_600_000);
    await requests().sweep();
    expect(await requests().begin(request)).toMatchObject({ kind: 'execute' });
  });
});

describe('API keys', () => {
  test('are recognised by their secret, of which only the hash is stored, until they are revoked', async () => {
    const secrets = sealedSecrets(randomBytes(32));
    const administrator = secrets.make(secrets.salt(), 'nobody', 'administrator');
    const keys = new ApiKeys(new MongoApiKeys(collections), secrets, secrets.hash(administrator), clock);
    const { key, secret } = await keys.make(
      { clubId: 'clb_1', name: 'Till', verbs: ['members:read'], branchIds: ['brn_1'] },
      'c:1',
      administrator,
    );
    expect(secret).toMatch(/^vafa_[\w-]{44}$/);
    expect(await keys.recognise(secret)).toEqual({
      id: key.id,
      clubId: 'clb_1',
      verbs: ['members:read'],
      branchIds: ['brn_1'],
      isAdministrator: false,
    });
    expect(await keys.recognise(administrator)).toMatchObject({ id: 'admin', isAdministrator: true });
    for (const wrong of [
      secrets.make(secrets.salt(), administrator, 'c:1'),
      '',
      'vafa_',
      `${secret}x`,
      secrets.hash(secret),
    ])
      expect(await keys.recognise(wrong)).toBeUndefined();
    expect(JSON.stringify(await collections.apiKeys.find({}).toArray())).not.toContain(secret);
    expect(await keys.revoke('clb_2', key.id)).toBe(false);
    expect(await keys.revoke('clb_1', key.id)).toBe(true);
    clock.advance(1_000);
    expect(await keys.recognise(secret)).toBeUndefined();
    expect(await keys.list('clb_1', '', 10)).toEqual([]);
  });

  test('are made once per command: a repeat is told the same secret, and only by who made it', async () => {
    const secrets = sealedSecrets(randomBytes(32));
    const [maker, stranger] = [secrets.make(secrets.salt(), 'a', 'b'), secrets.make(secrets.salt(), 'a', 'b')];
    const keys = new ApiKeys(new MongoApiKeys(collections), secrets, secrets.hash(maker), clock);
    const order = { clubId: 'clb_once', name: 'Till', verbs: ['members:read' as const], branchIds: ['brn_1'] };
    const [first, ...others] = await Promise.all(Array.from({ length: 5 }, () => keys.make(order, 'c:once', maker)));
    for (const other of others) expect(other).toEqual(first);
    clock.advance(100 * 3_600_000);
    expect(await keys.make(order, 'c:once', maker)).toEqual(first);
    expect(await keys.list('clb_once', '', 10)).toEqual([first?.key]);
    const reused = { kind: 'conflict', code: 'key_reused' };
    for (const change of [{ name: 'Other' }, { verbs: ['*' as const] }, { branchIds: [] }])
      await expect(keys.make({ ...order, ...change }, 'c:once', maker)).rejects.toMatchObject(reused);
    await expect(keys.make(order, 'c:once', stranger)).rejects.toMatchObject(reused);
    const next = await keys.make(order, 'c:another', maker);
    expect([next.key.id === first?.key.id, next.secret === first?.secret]).toEqual([false, false]);
    await keys.revoke('clb_once', first?.key.id ?? '');
    await expect(keys.make(order, 'c:once', maker)).rejects.toMatchObject(reused);
  });
});
