import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { DomainError, ManualClock } from '@vafa/kernel';
import { openDatabase } from '@vafa/mongo';
import { openTestEngine, type TestEngine } from '@vafa/testing';
import type { Connection } from 'mongoose';
import { createHash, randomBytes } from 'node:crypto';
import { openCollections, toBuffer, type Collections } from '../src/adapters/mongo/collections.ts';
import { MongoApiKeys } from '../src/adapters/mongo/mongo-api-keys.ts';
import { MongoRequests } from '../src/adapters/mongo/mongo-requests.ts';
import { MongoTasks } from '../src/adapters/mongo/mongo-tasks.ts';
import { MongoUploads } from '../src/adapters/mongo/mongo-uploads.ts';
import { secrets } from '../src/adapters/secrets.ts';
import { ApiKeys } from '../src/use-cases/api-keys.ts';
import { Requests } from '../src/use-cases/requests.ts';
import { header, newTask } from './import-fakes.ts';

let engine: TestEngine;
let connection: Connection;
let collections: Collections;
const clock = new ManualClock('2026-02-01T12:00:00Z');

beforeAll(async () => {
  engine = await openTestEngine();
  const name = engine.database('gateway_stores');
  connection = await openDatabase(engine.uri, name);
  collections = await openCollections(connection.getClient().db(name));
});

afterAll(async () => {
  await connection.close();
  await engine.close();
});

describe('requests', () => {
  let holders = 0;
  const requests = (holder = `holder-${++holders}`, gone = ''): Requests => new Requests(new MongoRequests(collections, holder, (name) => name === gone), clock);
  const answer = Buffer.from('sealed');

  test('of many at once one executes; later the same gets its answer, another body is refused', async () => {
    const request = { id: 'race', fingerprint: 'a' };
    const turns = await Promise.allSettled(Array.from({ length: 20 }, () => requests().begin(request)));
    const won = turns.flatMap((turn) => (turn.status === 'fulfilled' && turn.value.kind === 'execute' ? [turn.value] : []));
    expect(won).toHaveLength(1);
    expect(turns.filter((turn) => turn.status === 'rejected').map(({ reason }) => (reason as { code: string }).code)).toEqual(Array.from({ length: 19 }, () => 'idempotency_key_running'));
    await requests().end(request, won[0]?.leaseUntil ?? new Date(), answer);
    expect(await requests().begin(request)).toEqual({ kind: 'replay', answer });
    await expect(requests().begin({ ...request, fingerprint: 'b' })).rejects.toMatchObject({ code: 'idempotency_key_reused' });
  });

  test('what died is executed again after its lease, by one; the late first answer counts no more', async () => {
    const request = { id: 'died', fingerprint: 'a' };
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
    const request = { id: 'gone', fingerprint: 'a' };
    await requests('killed').begin(request);
    await expect(requests('next').begin(request)).rejects.toMatchObject({ code: 'idempotency_key_running' });
    clock.advance(10);
    const next = requests('next', 'killed');
    const turns = await Promise.allSettled([1, 2, 3].map(() => next.begin(request)));
    expect(turns.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    await expect(requests('another', 'killed').begin(request)).rejects.toMatchObject({ code: 'idempotency_key_running' });
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

  test.each(['insert', 'forget'])('a database that is lost at the %s leaves no request that nobody executes', async (write) => {
    const store = new Losing(collections, `loses-${write}`, () => false);
    const shaky = new Requests(store, clock);
    const request = { id: `lost-${write}`, fingerprint: 'a' };
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
  });

  test('forgotten and swept requests can be asked anew', async () => {
    const request = { id: 'again', fingerprint: 'a' };
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
    const administrator = secrets.make();
    const keys = new ApiKeys(new MongoApiKeys(collections), secrets, secrets.hash(administrator), clock);
    const { key, secret } = await keys.make({ clubId: 'clb_1', name: 'Till', verbs: ['members:read'], branchIds: ['brn_1'] });
    expect(secret).toMatch(/^vafa_[\w-]{40}$/);
    expect(await keys.recognise(secret)).toEqual({ id: key.id, clubId: 'clb_1', verbs: ['members:read'], branchIds: ['brn_1'], isAdministrator: false });
    expect(await keys.recognise(administrator)).toMatchObject({ id: 'admin', isAdministrator: true });
    for (const wrong of [secrets.make(), '', 'vafa_', `${secret}x`, secrets.hash(secret)]) expect(await keys.recognise(wrong)).toBeUndefined();
    expect(JSON.stringify(await collections.apiKeys.find({}).toArray())).not.toContain(secret);
    expect(await keys.revoke('clb_2', key.id)).toBe(false);
    expect(await keys.revoke('clb_1', key.id)).toBe(true);
    clock.advance(1_000);
    expect(await keys.recognise(secret)).toBeUndefined();
    expect(await keys.list('clb_1', '', 10)).toEqual([]);
  });
});

describe('uploads', () => {
  const store = (): MongoUploads => new MongoUploads(collections, clock);

  async function* parts(bytes: Buffer, size: number): AsyncGenerator<Buffer> {
    for (let from = 0; from < bytes.length; from += size) yield await Promise.resolve(bytes.subarray(from, from + size));
  }

  test.each([1_000, 255 * 1024, 700_001])('come back byte for byte, in documents of at most 255 KiB (parts of %d bytes)', async (size) => {
    const bytes = Buffer.concat([Buffer.from(`${header}\n1,A,`), Buffer.from(randomBytes(1_200_000).toString('hex')), Buffer.from('\n')]);
    const upload = await store().store(parts(bytes, size));
    expect(upload).toMatchObject({ bytes: bytes.length, digest: createHash('sha256').update(bytes).digest('hex') });
    const chunks = await collections.chunks.find({ _id: { $gt: `${upload.id}/`, $lt: `${upload.id}0` } }).sort({ _id: 1 }).toArray();
    expect(Math.max(...chunks.map(({ bytes: part }) => toBuffer(part).length))).toBeLessThanOrEqual(255 * 1024);
    await store().discard(upload.id);
    expect(await collections.chunks.countDocuments({})).toBe(0);
  });

  test('are read as records; one that is gone is said to be missing', async () => {
    const upload = await store().store(parts(Buffer.from(`${header}\n1,A,MUG,1,2011-01-04T10:00:00,1,,France\n`), 10));
    const read = async (): Promise<number> => {
      let rows = 0;
      for await (const slice of store().open(upload.id).slices) rows += slice.length;
      return rows;
    };
    expect(await read()).toBe(2);
    await store().discard(upload.id);
    await expect(read()).rejects.toMatchObject({ code: 'file_missing' });
  });

  test('that break off leave nothing; what a dead process left is swept', async () => {
    async function* breaksOff(): AsyncGenerator<Buffer> {
      yield await Promise.resolve(Buffer.alloc(600_000));
      throw new Error('the connection is gone');
    }
    await expect(store().store(breaksOff())).rejects.toThrow('the connection is gone');
    expect(await collections.chunks.countDocuments({})).toBe(0);
    await collections.uploads.insertOne({ _id: 'upl_dead', startedAt: clock.now(), complete: false });
    await collections.chunks.insertOne({ _id: 'upl_dead/00000000', bytes: Buffer.from('x') });
    await collections.uploads.insertOne({ _id: 'upl_used', startedAt: clock.now(), complete: true });
    await new MongoTasks(collections, () => false).insert({ ...newTask('tsk_using'), uploadId: 'upl_used' });
    clock.advance(5 * 3_600_000);
    await store().sweep();
    expect(await collections.uploads.countDocuments({})).toBe(2);
    clock.advance(2 * 3_600_000);
    await store().sweep();
    expect(await collections.uploads.distinct('_id')).toEqual(['upl_used']);
    await collections.tasks.updateOne({ _id: 'tsk_using' }, { $set: { open: false } });
    await store().sweep();
    expect([await collections.uploads.countDocuments({}), await collections.chunks.countDocuments({})]).toEqual([0, 0]);
  });
});

describe('tasks', () => {
  const later = (ms: number): Date => new Date(clock.now().getTime() + ms);

  test('are held by one, come back as they were saved, and are taken over when their holder is gone or silent', async () => {
    const gone = new Set<string>();
    const tasks = new MongoTasks(collections, (holder) => gone.has(holder));
    await tasks.insert(newTask('tsk_a'));
    await tasks.insert({ ...newTask('tsk_a'), uploadId: 'other' });
    const [one, two] = await Promise.all([tasks.take('one', clock.now(), later(15_000)), tasks.take('two', clock.now(), later(15_000))]);
    const held = one ?? two;
    if (!held) throw new Error('nobody got the task');
    expect([one, two].filter(Boolean)).toHaveLength(1);
    expect(held.task).toEqual(newTask('tsk_a'));
    const changed = { ...held.task, state: 'running' as const, rowsTotal: 3_000_000_000, sales: { accepted: 1, duplicates: 2, exceptions: 3 }, withheldInvoices: ['7'], startedAt: clock.now() };
    expect(await tasks.save(held, changed)).toBe(true);
    expect(await tasks.find('clb_1', 'tsk_a')).toEqual(changed);
    expect(await tasks.find('clb_2', 'tsk_a')).toBeUndefined();

    expect(await tasks.take('three', clock.now(), later(15_000))).toBeUndefined();
    gone.add(held.holder);
    const next = await tasks.take('three', clock.now(), later(15_000));
    expect(next?.task).toEqual(changed);
    expect([await tasks.save(held, newTask('tsk_a')), await tasks.extend(held, later(1))]).toEqual([false, false]);
    clock.advance(15_001);
    const last = await tasks.take('four', clock.now(), later(15_000));
    if (!last) throw new Error('the lease did not end');
    expect(await tasks.save(last, { ...changed, state: 'done' })).toBe(true);
    await tasks.release(last);
    expect(await tasks.take('five', clock.now(), later(15_000))).toBeUndefined();
  });

  test('keep the exceptions of a batch once, in order', async () => {
    const tasks = new MongoTasks(collections, () => false);
    const row = (place: number) => ({ row: place, code: 'invalid_price', fields: ['1'] });
    await tasks.keepExceptions('tsk_b', '2-00000000', ['InvoiceNo'], [row(3)]);
    for (let times = 0; times < 2; times++) for (let batch = 0; batch < 25; batch++) await tasks.keepExceptions('tsk_b', `1-${String(batch).padStart(8, '0')}`, ['InvoiceNo'], [row(batch)]);
    const rows: number[] = [];
    for await (const page of tasks.exceptions('tsk_b')) rows.push(...page.rows.map(({ row: place }) => place));
    expect(rows).toEqual([...Array.from({ length: 25 }, (_, place) => place), 3]);
  });
});
