import { randomUUID } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { DomainError } from '@vafa/kernel';
import { startTelemetry, traced, tracedAs, type Telemetry } from '@vafa/telemetry';
import { OtlpReceiver, type ReceivedSpan } from '@vafa/testing';
import { connectGrpc, LocalServer, serveGrpc, type Address, type RunningService } from '../src/index.ts';
import { echoModule, EchoService, echoServiceName } from './echo-service.ts';

const rpc = `${echoServiceName}/Echo`;
const ways: readonly [string, Address][] = [
  ['a socket', `unix:${join(tmpdir(), `vafa-grpc-${randomUUID()}.sock`)}`],
  ['this process', new LocalServer()],
];
let receiver: OtlpReceiver;
let telemetry: Telemetry;
let service: RunningService;

const module = echoModule(async ({ say }) => {
  await new Promise((resolve) => setImmediate(resolve));
  if (say === 'refuse') throw new DomainError('refused', 'balance_too_low', 'only 3 left');
  if (say === 'break') throw new TypeError('a secret inside');
  return traced(`handling ${say}`, {}, () => Promise.resolve({ say }));
});

const callers = { [`/${rpc}`]: { callers: ['gateway'], themselves: ['gateway'] } };

beforeEach(async () => {
  receiver = await OtlpReceiver.open();
  telemetry = await startTelemetry({ service: 'echo', environment: { OTEL_EXPORTER_OTLP_ENDPOINT: receiver.url } });
});

afterEach(async () => {
  await service.stop();
  await telemetry.stop();
  await receiver.close();
});

const health = {
  check: {
    path: '/grpc.health.v1.Health/Check',
    requestSerialize: (_request: object) => Buffer.alloc(0),
    responseDeserialize: (bytes: Buffer) => [...bytes],
  },
};

test.each(ways)(
  'through %s a call is a client span, a server span within it, and the handler within that; each call in its own trace',
  async (_way, url) => {
    service = await serveGrpc(module, { url, services: { [echoServiceName]: EchoService }, callers });
    const client = connectGrpc(EchoService, url, { caller: 'gateway' });
    await tracedAs({ name: 'first' }, () => Promise.all([client.echo({ say: 'a' }), client.echo({ say: 'b' })]));
    await client.echo({ say: 'c' });
    await expect(client.echo({ say: 'refuse' })).rejects.toThrow('only 3 left');
    await expect(client.echo({ say: 'break' })).rejects.toThrow('internal error');
    expect(await connectGrpc(health, url, { caller: 'gateway' }).check({})).toEqual([8, 1]);
    await telemetry.stop();

    const spans = receiver.spans;
    const inside = (parent: ReceivedSpan | undefined): ReceivedSpan[] =>
      spans.filter((span) => span.parentId === parent?.id);
    const named = (name: string): ReceivedSpan | undefined => spans.find((span) => span.name === name);
    const climb = (span: ReceivedSpan | undefined): ReceivedSpan[] =>
      span ? [span, ...climb(spans.find(({ id }) => id === span.parentId))] : [];
    for (const say of ['a', 'b']) {
      expect(
        climb(named(`handling ${say}`)).map(({ kind, name, traceId }) => [
          kind,
          name,
          traceId === named('first')?.traceId,
        ]),
      ).toEqual([
        ['internal', `handling ${say}`, true],
        ['server', rpc, true],
        ['client', rpc, true],
        ['internal', 'first', true],
      ]);
    }
    expect(inside(named('first')).map((span) => span.kind)).toEqual(['client', 'client']);
    expect(climb(named('handling c'))).toHaveLength(3);

    const server = (code: string): ReceivedSpan | undefined =>
      spans.find((span) => span.kind === 'server' && span.attributes['vafa.code'] === code);
    expect(server('ok')?.attributes).toEqual({
      'rpc.system': 'grpc',
      'rpc.service': echoServiceName,
      'rpc.method': 'Echo',
      'vafa.code': 'ok',
    });
    expect(server('balance_too_low')?.failed).toBe(false);
    expect(server('internal')?.failed).toBe(true);
    expect(
      spans.filter((span) => span.kind === 'client' && span.failed).map((span) => span.attributes['vafa.code']),
    ).toEqual(['balance_too_low', 'internal']);
    expect(spans.filter((span) => span.kind === 'server' && span.name.includes('Health'))).toEqual([]);

    const durations = receiver.metrics
      .filter((point) => point.metric === 'vafa.rpc.server.duration')
      .map(({ attributes, value }) => [attributes, value]);
    const of = (code: string) => ({ 'rpc.service': echoServiceName, 'rpc.method': 'Echo', 'vafa.code': code });
    expect(durations).toHaveLength(3);
    expect(durations).toEqual(
      expect.arrayContaining([
        [of('ok'), 3],
        [of('balance_too_low'), 1],
        [of('internal'), 1],
      ]),
    );
  },
);
