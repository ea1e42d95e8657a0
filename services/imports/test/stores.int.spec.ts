import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ManualClock } from '@vafa/kernel';
import { openDatabase } from '@vafa/mongo';
import { openTestEngine, type TestEngine } from '@vafa/testing';
import type { Connection } from 'mongoose';
import { randomBytes } from 'node:crypto';
import { openCollections, toBuffer, type Collections } from '../src/adapters/mongo/collections.ts';
import { MongoSources } from '../src/adapters/mongo/mongo-sources.ts';
import { MongoTasks } from '../src/adapters/mongo/mongo-tasks.ts';
import { MongoUploads } from '../src/adapters/mongo/mongo-uploads.ts';
import { chunkBytes } from '../src/domain/upload.ts';
import { branchQuestion } from '../src/domain/branch-question.ts';
import { answered, asked, cancelled } from '../src/domain/import-task.ts';
import { ReceiveUpload } from '../src/use-cases/receive-upload.ts';
import { SweepUploads } from '../src/use-cases/sweep-uploads.ts';
import { club, newTask } from './import-fakes.ts';
import { layout, mapping } from './rows.ts';

let engine: TestEngine;
let connection: Connection;
let collections: Collections;
const clock = new ManualClock('2026-02-01T12:00:00Z');

beforeAll(async () => {
  engine = await openTestEngine();
  const name = engine.database('imports_stores');
  connection = await openDatabase(engine.uri, name);
  collections = await openCollections(connection);
});

afterAll(async () => {
  await connection.close();
  await engine.close();
});

/** A collection that does something else before one of its methods. */
const before = <T extends object>(collection: T, method: keyof T, first: () => Promise<unknown>): T =>
  new Proxy(collection, {
    get(target, name): unknown {
      const found: unknown = Reflect.get(target, name, target);
      if (typeof found !== 'function') return found;
      return async (...given: unknown[]): Promise<unknown> => {
        if (name === method) await first();
        return await (Reflect.apply(found, target, given) as Promise<unknown>);
      };
    },
  });

describe('uploads', () => {
  const store = (): MongoUploads => new MongoUploads(collections);
  const tasks = (): MongoTasks => new MongoTasks(collections, () => false);
  const receiving = (): ReceiveUpload =>
    new ReceiveUpload(store(), tasks(), { club: () => Promise.resolve(club) }, clock);

  const send = async (bytes: Buffer, caller = 'key_1'): Promise<string> => {
    const id = await receiving().open('clb_1', caller, 'sales.csv');
    const chunks = Math.ceil(bytes.length / chunkBytes);
    // The last comes first, and one comes twice.
    for (const index of [...Array(chunks).keys(), 0].reverse())
      await receiving().put('clb_1', id, index, bytes.subarray(index * chunkBytes, (index + 1) * chunkBytes));
    await receiving().complete('clb_1', id, chunks, bytes.length);
    return id;
  };

  test('come in pieces in any order, and are read as they were', async () => {
    const bytes = randomBytes(800_000);
    const id = await send(bytes);
    const chunks = await collections.chunks
      .find({ _id: { $gt: `${id}/`, $lt: `${id}0` } })
      .sort({ _id: 1 })
      .toArray();
    expect(Buffer.concat(chunks.map(({ bytes: part }) => toBuffer(part))).equals(bytes)).toBe(true);
    const read: Buffer[] = [];
    for await (const part of store().open(id)) read.push(part);
    expect(Buffer.concat(read).equals(bytes)).toBe(true);
    await receiving().complete('clb_1', id, chunks.length, bytes.length);
    await expect(receiving().put('clb_1', id, 0, Buffer.from('x'))).rejects.toMatchObject({ code: 'upload_complete' });
    await receiving().discard('clb_2', id);
    await receiving().discard('clb_1', id);
    expect([await collections.uploads.countDocuments({}), await collections.chunks.countDocuments({})]).toEqual([0, 0]);
    await expect(store().open(id).next()).rejects.toMatchObject({ code: 'file_missing' });
  });

  test('that lack a piece are not complete, and belong to one club', async () => {
    const id = await receiving().open('clb_1', 'key_1', 'sales.csv');
    await receiving().put('clb_1', id, 1, randomBytes(10));
    await expect(receiving().complete('clb_1', id, 2, chunkBytes + 10)).rejects.toMatchObject({
      code: 'invalid_upload',
    });
    await expect(receiving().complete('clb_1', id, 1, chunkBytes + 10)).rejects.toMatchObject({
      code: 'invalid_upload',
    });
    await expect(receiving().put('clb_2', id, 0, randomBytes(10))).rejects.toMatchObject({ code: 'upload_not_found' });
    await expect(receiving().require('clb_1', id)).rejects.toMatchObject({ code: 'upload_not_found' });
    await expect(receiving().put('clb_1', id, 0, randomBytes(chunkBytes + 1))).rejects.toMatchObject({
      code: 'invalid_upload',
    });
    await expect(receiving().put('clb_1', id, 4_113, randomBytes(chunkBytes))).rejects.toMatchObject({
      code: 'body_too_large',
    });
    await receiving().discard('clb_1', id);
  });

  test('of one key have a quota, and so have those of a club', async () => {
    const open = (caller: string): Promise<string> => receiving().open('clb_3', caller, '');
    const ids = await Promise.all(Array.from({ length: 50 }, () => open('key_a')));
    await expect(open('key_a')).rejects.toMatchObject({ code: 'upload_quota_exceeded' });
    ids.push(...(await Promise.all(Array.from({ length: 50 }, () => open('key_b')))));
    await expect(open('key_c')).rejects.toMatchObject({ code: 'upload_quota_exceeded' });
    expect(await collections.uploads.countDocuments({ clubId: 'clb_3' })).toBe(100);
    await receiving().put('clb_3', ids[0] ?? '', 4_100, randomBytes(1));
    await receiving().put('clb_3', ids[1] ?? '', 4_100, randomBytes(1));
    const last = ids[2] ?? '';
    await receiving().put('clb_3', last, 100, randomBytes(1));
    await expect(receiving().put('clb_3', last, 127, randomBytes(1))).rejects.toMatchObject({
      code: 'upload_quota_exceeded',
    });
    await expect(receiving().put('clb_3', last, 128, randomBytes(1))).rejects.toMatchObject({
      code: 'upload_not_found',
    });
    for (const id of ids) await receiving().discard('clb_3', id);
    expect([await collections.uploads.countDocuments({}), await collections.chunks.countDocuments({})]).toEqual([0, 0]);
  });

  describe('discarded while a piece comes in', () => {
    const piece = { index: 0, bytes: randomBytes(10), end: 10 };
    const left = async (): Promise<number[]> => [
      await collections.uploads.countDocuments({}),
      await collections.chunks.countDocuments({}),
    ];

    test('leave nothing when the piece is stored last', async () => {
      const id = await receiving().open('clb_1', 'key_1', 'sales.csv');
      const late = new MongoUploads({
        ...collections,
        chunks: before(collections.chunks, 'insertOne', () => store().discard(id)),
      });
      expect([await late.putChunk('clb_1', id, piece), await left()]).toEqual([false, [0, 0]]);
    });

    test('leave nothing when the piece is stored between the pieces and the upload', async () => {
      const id = await receiving().open('clb_1', 'key_1', 'sales.csv');
      const [counted, cleared] = [Promise.withResolvers<undefined>(), Promise.withResolvers<undefined>()];
      const waits = (): Promise<undefined> => {
        counted.resolve(undefined);
        return cleared.promise;
      };
      const put = new MongoUploads({ ...collections, chunks: before(collections.chunks, 'insertOne', waits) }).putChunk(
        'clb_1',
        id,
        piece,
      );
      await counted.promise;
      const stores = async (): Promise<void> => {
        cleared.resolve(undefined);
        expect(await put).toBe(true);
      };
      await new MongoUploads({ ...collections, uploads: before(collections.uploads, 'deleteOne', stores) }).discard(id);
      expect(await left()).toEqual([0, 0]);
    });
  });

  test('that nobody finished or wants are swept', async () => {
    const sweep = new SweepUploads(store(), tasks(), clock);
    await receiving().open('clb_1', 'key_1', 'dead');
    const used = await send(Buffer.from('x'));
    await tasks().insert({ ...newTask('tsk_using'), uploadId: used });
    await receiving().discard('clb_1', used);
    clock.advance(5 * 3_600_000);
    await sweep.execute();
    expect(await collections.uploads.countDocuments({})).toBe(2);
    clock.advance(2 * 3_600_000);
    await sweep.execute();
    expect(await collections.uploads.distinct('_id')).toEqual([used]);
    expect(await tasks().change(cancelled({ ...newTask('tsk_using'), uploadId: used }, clock.now()), 'queued')).toBe(
      true,
    );
    await sweep.execute();
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
    const [one, two] = await Promise.all([
      tasks.take('one', clock.now(), later(15_000)),
      tasks.take('two', clock.now(), later(15_000)),
    ]);
    const held = one ?? two;
    if (!held) throw new Error('nobody got the task');
    expect([one, two].filter(Boolean)).toHaveLength(1);
    expect(held.task).toEqual(newTask('tsk_a'));
    const changed = {
      ...held.task,
      state: 'running' as const,
      rowsTotal: 3_000_000_000,
      sales: { accepted: 1, duplicates: 2, exceptions: 3 },
      withheldReceipts: ['7'],
      reading: { layout: { ...layout, numbers: { 'a.$b': { decimal: '.' as const } } }, mapping, branch: '' },
      startedAt: clock.now(),
    };
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
    await tasks.release(last, false);
    expect(await tasks.take('five', clock.now(), later(15_000))).toBeUndefined();
  });

  test('keep the exceptions of a batch once, in order', async () => {
    const tasks = new MongoTasks(collections, () => false);
    const row = (place: number) => ({ row: place, code: 'invalid_price', fields: ['1'] });
    await tasks.keepExceptions('tsk_b', '2-00000000', [row(3)]);
    for (let times = 0; times < 2; times++)
      for (let batch = 0; batch < 25; batch++)
        await tasks.keepExceptions('tsk_b', `1-${String(batch).padStart(8, '0')}`, [row(batch)]);
    const rows: number[] = [];
    for await (const page of tasks.exceptions('tsk_b')) rows.push(...page.map(({ row: place }) => place));
    expect(rows).toEqual([...Array.from({ length: 25 }, (_, place) => place), 3]);
  });

  test('of one club are taken one after the other, the oldest first; those that wait for a person by nobody', async () => {
    await collections.tasks.deleteMany({});
    const tasks = new MongoTasks(collections, () => false);
    const at = (seconds: number): Date => new Date(clock.now().getTime() + seconds * 1_000);
    await tasks.insert(newTask('tsk_z', { createdAt: at(0) }));
    await tasks.insert(newTask('tsk_a', { createdAt: at(1) }));
    await tasks.insert(newTask('tsk_m', { clubId: 'clb_2', createdAt: at(2) }));
    const take = () => tasks.take('one', clock.now(), later(15_000));
    const first = await take();
    expect([first?.task.id, (await take())?.task.id, await take()]).toEqual(['tsk_z', 'tsk_m', undefined]);
    if (!first) throw new Error('nothing was taken');
    expect(await tasks.save(first, asked(first.task, [branchQuestion(['a'])]))).toBe(true);
    await tasks.release(first, false);
    expect((await take())?.task.id).toBe('tsk_a');
    expect([await tasks.countOpen('clb_1'), (await tasks.waitingSince(at(1))).map(({ id }) => id)]).toEqual([
      2,
      ['tsk_z'],
    ]);
    const waiting = await tasks.find('clb_1', 'tsk_z');
    if (!waiting) throw new Error('the task is gone');
    expect([waiting.state, waiting.questions]).toEqual(['question', [branchQuestion(['a'])]]);
    expect(await tasks.change(answered(waiting, { branch: 'a' }), 'running')).toBe(false);
    expect(await tasks.change(answered(waiting, { branch: 'a' }), 'question')).toBe(true);
    expect(await tasks.find('clb_1', 'tsk_z')).toMatchObject({
      state: 'queued',
      guidance: { answers: { branch: 'a' } },
    });
    expect(await tasks.save(first, first.task)).toBe(false);
  });

  test('are listed per club, the newest first, all or those that are open', async () => {
    await collections.tasks.deleteMany({});
    const tasks = new MongoTasks(collections, () => false);
    for (const [place, id] of ['tsk_a', 'tsk_c', 'tsk_b'].entries())
      await tasks.insert(newTask(id, { createdAt: later(Math.min(place, 1) * 1_000) }));
    await tasks.insert(newTask('tsk_d', { clubId: 'clb_2' }));
    await tasks.change(cancelled(newTask('tsk_c'), clock.now()), 'queued');
    const ids = async (openOnly: boolean, limit: number, id?: string): Promise<string[]> => {
      const after = id === undefined ? undefined : await tasks.find('clb_1', id);
      return (await tasks.list('clb_1', { openOnly, after, limit })).map((task) => task.id);
    };
    expect(await ids(false, 5)).toEqual(['tsk_c', 'tsk_b', 'tsk_a']);
    expect(await ids(true, 5)).toEqual(['tsk_b', 'tsk_a']);
    expect([await ids(false, 1), await ids(false, 1, 'tsk_c'), await ids(false, 5, 'tsk_b')]).toEqual([
      ['tsk_c'],
      ['tsk_b'],
      ['tsk_a'],
    ]);
  });

  test('that were over long ago are forgotten with their exceptions', async () => {
    await collections.tasks.deleteMany({});
    const tasks = new MongoTasks(collections, () => false);
    for (const id of ['tsk_old', 'tsk_new']) {
      await tasks.insert(newTask(id));
      await tasks.change(cancelled(newTask(id), id === 'tsk_old' ? later(-1) : clock.now()), 'queued');
      await tasks.keepExceptions(id, '1-0', [{ row: 1, code: 'invalid_price', fields: [] }]);
    }
    await tasks.insert(newTask('tsk_open'));
    expect([await tasks.forgetOverBefore(clock.now()), await tasks.forgetOverBefore(clock.now())]).toEqual([1, 0]);
    expect((await collections.tasks.distinct('_id')).sort()).toEqual(['tsk_new', 'tsk_open']);
    expect(await collections.exceptions.countDocuments({ _id: { $gt: 'tsk_old/', $lt: 'tsk_old0' } })).toBe(0);
    expect(await collections.exceptions.countDocuments({ _id: { $gt: 'tsk_new/', $lt: 'tsk_new0' } })).toBe(1);
  });

  test('count how often they were taken since they last came forward', async () => {
    await collections.tasks.deleteMany({});
    const tasks = new MongoTasks(collections, (holder) => holder === 'died');
    await tasks.insert(newTask('tsk_c'));
    const take = () => tasks.take('died', clock.now(), later(15_000));
    expect([(await take())?.attempts, (await take())?.attempts]).toEqual([1, 2]);
    const held = await take();
    if (!held) throw new Error('nothing was taken');
    await tasks.release(held, true);
    expect((await take())?.attempts).toBe(4);
    const next = await take();
    if (!next) throw new Error('nothing was taken');
    await tasks.save(next, { ...next.task, salesBatches: 1 });
    expect((await take())?.attempts).toBe(1);
  });
});

describe('sources', () => {
  test('are kept by name within their club, and found by their columns', async () => {
    const sources = new MongoSources(collections);
    const source = {
      clubId: 'clb_1',
      name: 'till.$1',
      columns: 'c1',
      mapping,
      answers: { 'a.b': 'x' },
      changedAt: clock.now(),
      revision: 3,
    };
    const web = { ...source, name: 'web', columns: 'c2' };
    expect([
      await sources.put(source, undefined),
      await sources.put(web, undefined),
      await sources.put({ ...source, clubId: 'clb_2' }, undefined),
      await sources.put({ ...source, columns: 'c9' }, undefined),
    ]).toEqual([true, true, true, false]);
    expect(await sources.find('clb_1', 'till.$1')).toEqual(source);
    expect([(await sources.findByColumns('clb_1', 'c2'))?.name, await sources.findByColumns('clb_1', 'c3')]).toEqual([
      'web',
      undefined,
    ]);
    expect([
      (await sources.list('clb_1', '', 1)).map(({ name }) => name),
      (await sources.list('clb_1', 'till.$1', 5)).map(({ name }) => name),
    ]).toEqual([['till.$1'], ['web']]);
    expect([
      await sources.remove({ ...web, revision: 2 }),
      await sources.remove(web),
      await sources.remove(web),
      await sources.find('clb_1', 'web'),
    ]).toEqual([false, true, false, undefined]);
  });

  test('are changed by one of two who saw the same, also those of before they had a revision', async () => {
    const sources = new MongoSources(collections);
    const changedAt = new Date('2020-01-01T00:01:00Z');
    const document = { clubId: 'clb_3', name: 'old', columns: '', mapping: '{}', answers: '{}', changedAt };
    await collections.sources.insertOne({ _id: 'clb_3/old', ...document });
    const before = await sources.find('clb_3', 'old');
    if (!before) throw new Error('it is not there');
    expect(before.revision).toBe(60);
    const changed = { ...before, answers: { a: 'b' }, changedAt: clock.now(), revision: 61 };
    const both = await Promise.all([sources.put(changed, before), sources.put(changed, before)]);
    expect(both.sort()).toEqual([false, true]);
    expect(await sources.find('clb_3', 'old')).toEqual(changed);
  });
});
