import { createServer } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { EventStream, StreamEvent } from '@vafa/events';
import { Client as RawClient, credentials } from '@grpc/grpc-js';
import { connectGrpc } from '@vafa/grpc';
import { documentSchema, indexed } from '@vafa/mongo';
import { eventually, freePort, freeSocket, openTestEngine, openTestStream, type TestEngine } from '@vafa/testing';
import type { Connection } from 'mongoose';
import { z } from 'zod';
import {
  defineService,
  RpcController,
  servingConfig,
  type Background,
  type Composition,
  type Parts,
} from '../src/index.ts';
import { BoxController, BoxService, PutBox } from './box-service.ts';

const topic = 'vafa.box.v1';
const at = new Date('2026-02-01T00:00:00Z');

let engine: TestEngine;
let stream: EventStream;

beforeAll(async () => {
  engine = await openTestEngine();
  stream = await openTestStream(engine);
});
afterAll(async () => {
  await stream.close();
  await engine.close();
});

const modelOf = (connection: Connection) =>
  connection.model('Box', documentSchema<{ label: string }>({ label: String }, [{ fields: { label: 1 } }]), 'boxes');
type Boxes = { readonly boxes: ReturnType<typeof modelOf> };

/** The service with what a test adds to it; `connection` is the one that it opened last. */
const boxService = (add: (parts: Parts<Boxes, object & Record<never, never>>) => Partial<Composition> = () => ({})) => {
  const opened: Connection[] = [];
  const service = defineService({
    name: 'box',
    topic,
    controllers: [BoxController],
    open: (connection) => {
      opened.push(connection);
      return indexed({ boxes: modelOf(connection) });
    },
    compose: (parts) => {
      const boxes = parts.documents<{ label: string }>(parts.collections.boxes);
      const put = async (label: string): Promise<string> => {
        await boxes.insert({
          id: label,
          clubId: 'clb_1',
          state: { label },
          at,
          events: [() => ({ type: 'vafa.box.put.v1', payload: Buffer.from(label) })],
        });
        return label;
      };
      return { useCases: [new PutBox(put)], outboxes: [boxes], ...add(parts) };
    },
  });
  return { service, connection: () => opened.at(-1) as Connection };
};

const placed = (name: string) => ({ mongodbUri: engine.uri, database: engine.database(name), stream });

/** The answer of gRPC reflection to "list your services" (field 7 of the request), or the error. */
const servicesToldAt = async (url: string): Promise<string> => {
  const client = new RawClient(url, credentials.createInsecure());
  const bytes = (value: Buffer): Buffer => value;
  const path = '/grpc.reflection.v1.ServerReflection/ServerReflectionInfo';
  const call = client.makeBidiStreamRequest(path, bytes, bytes);
  const told = new Promise<string>((resolve) => {
    call.once('data', (answer: Buffer) => resolve(answer.toString('latin1')));
    call.once('error', (error) => resolve(error.message));
  });
  call.end(Buffer.from([0x3a, 0]));
  try {
    return await told;
  } finally {
    call.cancel();
    client.close();
  }
};

describe('a defined service', () => {
  test('answers its rpcs, publishes what it wrote, hears events, and says what is left to publish', async () => {
    const heard: string[] = [];
    const handle = (events: readonly StreamEvent[]): Promise<void> =>
      Promise.resolve(void heard.push(...events.map(({ key }) => key)));
    const { service } = boxService(() => ({ consumes: [{ topic, group: 'box', handle }] }));
    const grpcUrl = freeSocket();
    const running = await service.start({ ...placed('whole'), grpcUrl });
    const box = connectGrpc(BoxService, grpcUrl);
    expect(await box.put({ label: 'tea' })).toEqual({ label: 'tea' });
    await eventually(() => heard.includes('tea'));
    await eventually(async () => (await box.getRelayStatus({ label: '' })).status.unrelayed === '0');
    box.close();
    await running.stop();
  });

  test.each([
    ['what rpcs it has, when it is asked to', { reflection: true }, true],
    ['nothing of its rpcs otherwise', {}, false],
  ])('tells %s', async (_what, reached, isTold) => {
    const { service } = boxService();
    const grpcUrl = freeSocket();
    const running = await service.start({ ...placed('reflecting'), grpcUrl, ...reached });
    expect(!(await servicesToldAt(grpcUrl)).includes('UNIMPLEMENTED')).toBe(isTold);
    await running.stop();
  });

  test('counts what is not published', async () => {
    const silent: EventStream = { ...stream, publish: () => Promise.reject(new Error('the broker is away')) };
    const { service } = boxService();
    const grpcUrl = freeSocket();
    const running = await service.start({ ...placed('silent'), grpcUrl, stream: silent });
    const box = connectGrpc(BoxService, grpcUrl);
    await box.put({ label: 'tea' });
    expect(await box.getRelayStatus({ label: '' })).toEqual({ status: { unrelayed: '1' } });
    box.close();
    await running.stop();
  });

  test('prepares its collections and indexes without starting, and leaves no connection', async () => {
    const { service, connection } = boxService();
    const { mongodbUri, database } = placed('prepared');
    await service.prepare({ mongodbUri, database });
    expect(connection().readyState).toBe(0);
    await service.prepare({ mongodbUri, database });
  });

  test('stops in the order of what depends on what: first what comes in, last the connection', async () => {
    const said: string[] = [];
    const saying = (name: string): Background => ({
      start: () => void said.push(`start ${name}`),
      stop: () => Promise.resolve(void said.push(`stop ${name}`)),
    });
    const asked = Promise.withResolvers<void>();
    const released = Promise.withResolvers<void>();
    const answer = async (label: string): Promise<string> => {
      asked.resolve();
      await released.promise;
      said.push('answer');
      return label;
    };
    const { service, connection } = boxService(() => ({
      timers: [saying('first'), saying('second')],
      close: () => void said.push(`close while the connection is ${connection().readyState === 1 ? 'open' : 'closed'}`),
      useCases: [new PutBox(answer)],
    }));
    const grpcUrl = freeSocket();
    const running = await service.start({ ...placed('order'), grpcUrl });
    const box = connectGrpc(BoxService, grpcUrl);
    const answered = box.put({ label: 'slow' });
    await asked.promise;
    const stopped = running.stop();
    released.resolve();
    await answered;
    await stopped;
    box.close();
    expect(said).toEqual([
      'start first',
      'start second',
      'answer',
      'stop first',
      'stop second',
      'close while the connection is open',
    ]);
    expect(connection().readyState).toBe(0);
  });
});

describe('a start that fails', () => {
  test.each<[string, () => Partial<Composition>]>([
    [
      'while it is put together',
      () => {
        throw new Error('no such key');
      },
    ],
    ['when it begins to consume', () => ({ consumes: [{ topic, group: 'box', handle: () => Promise.resolve() }] })],
  ])('%s closes what it had opened', async (_when, add) => {
    const { service, connection } = boxService(add);
    const deaf: EventStream = { ...stream, consume: () => Promise.reject(new Error('no such key')) };
    const grpcUrl = freeSocket();
    await expect(service.start({ ...placed('failing'), grpcUrl, stream: deaf })).rejects.toThrow('no such key');
    expect(connection().readyState).toBe(0);
    const box = connectGrpc(BoxService, grpcUrl, { deadlineMs: 300 });
    await expect(box.put({ label: 'tea' })).rejects.toMatchObject({ kind: 'unavailable' });
    box.close();
  });

  test('for an address that is taken closes what it had opened', async () => {
    const port = await freePort();
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(port, '127.0.0.1', resolve));
    const { service, connection } = boxService();
    await expect(service.start({ ...placed('taken'), grpcUrl: `127.0.0.1:${String(port)}` })).rejects.toThrow(
      'EADDRINUSE',
    );
    expect(connection().readyState).toBe(0);
    other.close();
  });
});

describe('what is declared', () => {
  test('is the environment: an address to listen on, one for each service that is called, and its own names', () => {
    const { process } = defineService({
      name: 'shelf',
      topic,
      reads: ['vafa.other.v1'],
      calls: { 'gift-cards': BoxService },
      config: z.object({ SHELVES: z.string() }),
      settings: () => ({}),
      controllers: [],
      open: () => Promise.resolve({}),
      compose: () => ({ useCases: [] }),
    });
    expect(Object.keys(process.config.shape)).toEqual([
      ...Object.keys(servingConfig.shape),
      'GIFT_CARDS_URL',
      'SHELVES',
    ]);
    expect(process.topics).toEqual([topic, 'vafa.other.v1']);
  });

  test('is a controller with a method for each rpc', () => {
    class Lazy {}
    expect(() => RpcController(BoxService)(Lazy)).toThrow('Lazy does not answer put of vafa.box.v1.BoxService');
  });

  test('is nothing else than RpcControllers', async () => {
    class Plain {}
    const plain = defineService({
      name: 'plain',
      controllers: [Plain],
      open: () => Promise.resolve({}),
      compose: () => ({ useCases: [] }),
    });
    await expect(plain.start({ ...placed('plain'), grpcUrl: freeSocket() })).rejects.toThrow(
      'Plain is no RpcController',
    );
  });
});
