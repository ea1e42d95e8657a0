import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { MongoClient } from 'mongodb';
import { openEmbedded } from '@vafa/embedded';

const mode = (path: string): number => statSync(path).mode & 0o777;

describe('opening the embedded database', () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'embedded-open-'));
  });

  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  test('what was written is there after closing and opening again', async () => {
    const first = await openEmbedded({ folder });
    const client = await MongoClient.connect(first.uri);
    await client.db('shop').collection('things').insertOne({ name: 'kept' });
    await client.close();
    await first.close();

    const second = await openEmbedded({ folder });
    const again = await MongoClient.connect(second.uri);
    expect(await again.db('shop').collection('things').countDocuments({ name: 'kept' })).toBe(1);
    await again.close();
    await second.close();
  });

  test('the folder and its files are for one user only', async () => {
    const inner = join(folder, 'data');
    const embedded = await openEmbedded({ folder: inner });
    expect(mode(inner)).toBe(0o700);
    expect(mode(join(inner, 'embedded.sqlite'))).toBe(0o600);
    expect(mode(join(inner, 'embedded.sqlite-wal'))).toBe(0o600);
    expect(mode(join(inner, 'embedded.sock'))).toBe(0o600);
    await embedded.close();
  });

  test('a folder that is open is refused, and the first one goes on', async () => {
    const first = await openEmbedded({ folder });
    await expect(openEmbedded({ folder })).rejects.toThrow('is in use by another process');
    const client = await MongoClient.connect(first.uri);
    expect(await client.db('shop').command({ ping: 1 })).toEqual({ ok: 1 });
    await client.close();
    await first.close();
  });

  test('a folder whose path is too long for a socket still works', async () => {
    const deep = join(folder, 'x'.repeat(60), 'y'.repeat(60));
    const embedded = await openEmbedded({ folder: deep });
    const client = await MongoClient.connect(embedded.uri);
    expect(await client.db('shop').command({ ping: 1 })).toEqual({ ok: 1 });
    await client.close();
    await embedded.close();
  });

  test('commands that were taken are answered before it closes', async () => {
    const embedded = await openEmbedded({ folder });
    const client = await MongoClient.connect(embedded.uri, { serverSelectionTimeoutMS: 500 });
    const things = client.db('shop').collection('things');
    await things.insertOne({ first: true });
    const writes = Array.from({ length: 50 }, (_, n) =>
      things.insertOne({ n }).then(
        () => true,
        () => false,
      ),
    );
    const outcomes = Promise.all(writes);
    await embedded.close();
    const acknowledged = (await outcomes).filter(Boolean).length;
    await client.close();

    const reopened = await openEmbedded({ folder });
    const reader = await MongoClient.connect(reopened.uri);
    expect(await reader.db('shop').collection('things').countDocuments({})).toBeGreaterThanOrEqual(acknowledged + 1);
    await reader.close();
    await reopened.close();
  });
});
