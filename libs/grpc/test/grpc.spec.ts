import { randomUUID } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Client as RawClient, credentials, Metadata, type ServiceError } from '@grpc/grpc-js';
import { DomainError } from '@vafa/kernel';
import { connectGrpc, serveGrpc, type RunningService } from '../src/index.ts';
import { echoModule, EchoService } from './echo-service.ts';

const flaky = { failures: 0, calls: 0 };

/** Sixty kilobytes of details. */
const atLength = Object.fromEntries(
  Array.from({ length: 30 }, (_none, at) => [
    `/${String(at)}/${'x'.repeat(2_000)}`,
    at === 0 ? 'چ'.repeat(9_000) : 'no',
  ]),
);

const module = echoModule(async (ask) => {
  flaky.calls++;
  if (ask.say === 'refuse') throw new DomainError('refused', 'balance_too_low', 'only 3 left', { available: '3' });
  if (ask.say === 'refuse at length')
    throw new DomainError('invalid', 'too_much', `long ${'چای'.repeat(9_000)}`, atLength);
  if (ask.say === 'break') throw new TypeError('a secret inside');
  if (ask.say === 'busy') throw new DomainError('unavailable', 'outbox_full', 'later');
  if (ask.say === 'sleep') await new Promise((resolve) => setTimeout(resolve, 2_000).unref());
  return { say: ask.say };
});

describe('a gRPC service and its client', () => {
  const url = `unix:${join(tmpdir(), `vafa-grpc-${randomUUID()}.sock`)}`;
  let service: RunningService;
  const client = connectGrpc(EchoService, url, { deadlineMs: 5_000 });

  beforeAll(async () => {
    service = await serveGrpc(module, { url, services: { 'vafa.echo.v1.EchoService': EchoService } });
  });

  afterAll(async () => {
    client.close();
    await service.stop();
  });

  test('answers', async () => {
    await expect(client.echo({ say: 'سلام' })).resolves.toEqual({ say: 'سلام' });
  });

  test('a DomainError keeps its kind, code, message and details', async () => {
    await expect(client.echo({ say: 'refuse' })).rejects.toMatchObject({
      kind: 'refused',
      code: 'balance_too_low',
      message: 'only 3 left',
      details: { available: '3' },
    });
  });

  test('a DomainError with however much to say arrives, cut', async () => {
    const refused = await client.echo({ say: 'refuse at length' }).catch((error: unknown) => error as DomainError);
    expect(refused).toMatchObject({ kind: 'invalid', code: 'too_much' });
    const { message, details } = refused as DomainError;
    expect(message).toMatch(/^long چایچای[چای]+…$/);
    expect(Object.keys(details)).toHaveLength(7);
    expect(details).toMatchObject({ '…': '24 more' });
    expect(Object.values(details)[0]).toMatch(/^چ{10,}…$/);
  });

  test('an unexpected error is internal and tells nothing', async () => {
    await expect(client.echo({ say: 'break' })).rejects.toMatchObject({ kind: 'internal', message: 'internal error' });
  });

  test('a service that says unavailable by itself is not asked again', async () => {
    flaky.calls = 0;
    await expect(client.echo({ say: 'busy' })).rejects.toMatchObject({ kind: 'unavailable', code: 'outbox_full' });
    expect(flaky.calls).toBe(1);
  });

  test('a deadline ends a call as unavailable', async () => {
    await expect(client.echo({ say: 'sleep' }, { deadlineMs: 50 })).rejects.toMatchObject({
      kind: 'unavailable',
      code: 'service_unavailable',
    });
  });

  test('nobody there is unavailable', async () => {
    const lonely = connectGrpc(EchoService, `unix:${join(tmpdir(), `vafa-none-${randomUUID()}.sock`)}`, {
      deadlineMs: 400,
    });
    await expect(lonely.echo({ say: 'x' })).rejects.toMatchObject({ kind: 'unavailable', code: 'service_unavailable' });
    lonely.close();
  });

  test('serves grpc.health.v1', async () => {
    const raw = new RawClient(url, credentials.createInsecure());
    const answer = await new Promise<Buffer>((resolve, reject) => {
      const done = (error: ServiceError | null, value?: Buffer): void =>
        error ? reject(error) : resolve(value ?? Buffer.alloc(0));
      raw.makeUnaryRequest(
        '/grpc.health.v1.Health/Check',
        (value: Buffer) => value,
        (bytes) => bytes,
        Buffer.alloc(0),
        new Metadata(),
        done,
      );
    });
    raw.close();
    expect([...answer]).toEqual([8, 1]);
  });
});
