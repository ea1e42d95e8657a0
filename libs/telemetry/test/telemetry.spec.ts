import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer, type Socket } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { DomainError } from '@vafa/kernel';
import { freePort, OtlpReceiver, type ReceivedSpan } from '@vafa/testing';
import {
  activeTraceId,
  activeTraceparent,
  counter,
  fanIn,
  gauge,
  histogram,
  openSpan,
  startTelemetry,
  traced,
  tracedAs,
  untraced,
  version,
  type Telemetry,
} from '../src/index.ts';

const traceId = '0af7651916cd43dd8448eb211c80319c';
const parent = `00-${traceId}-b7ad6b7169203331-01`;
const away = '00-1af7651916cd43dd8448eb211c80319c-a7ad6b7169203331-01';

describe('while telemetry is off', () => {
  test('work is done as it is, there is no trace, and counting does nothing', async () => {
    const { stop } = await startTelemetry({ service: 'test', environment: {} });
    await expect(traced('work', { 'vafa.attempt': 1 }, () => Promise.resolve(7))).resolves.toBe(7);
    await expect(
      tracedAs({ name: 'work', parent }, (span) => Promise.resolve([span.traceparent, activeTraceparent()])),
    ).resolves.toEqual([undefined, undefined]);
    counter('vafa.test', 'a test').add(1);
    expect(activeTraceId()).toBeUndefined();
    await stop();
  });

  test('a gauge is not asked', () => {
    let asked = 0;
    gauge('vafa.test', 'a test', () => ++asked).stop();
    expect(asked).toBe(0);
  });
});

test('where many traces meet, the first that is kept goes on and the others are linked, each once', () => {
  const [dropped, kept] = [parent.replace(/01$/, '00'), away];
  expect(fanIn([dropped, kept, dropped, kept])).toEqual({ parent: kept, links: [dropped] });
  expect(fanIn([dropped])).toEqual({ parent: dropped, links: [] });
  expect(fanIn([])).toEqual({ parent: undefined, links: [] });
});

describe('settings', () => {
  test.each([
    [{ OTEL_TRACES_SAMPLER_ARG: 'half' }, /OTEL_TRACES_SAMPLER_ARG: not a number/],
    [{ OTEL_TRACES_SAMPLER_ARG: '1.5' }, /OTEL_TRACES_SAMPLER_ARG: above 1/],
    [{ OTEL_EXPORTER_OTLP_ENDPOINT: 'collector:4318' }, /OTEL_EXPORTER_OTLP_ENDPOINT: not an http address/],
  ])('%j is refused by name', async (environment, message) => {
    await expect(startTelemetry({ service: 'test', environment })).rejects.toThrow(message);
  });

  test('the version is that of the workspace', () => {
    expect(
      (JSON.parse(readFileSync(`${import.meta.dirname}/../package.json`, 'utf8')) as { version: string }).version,
    ).toBe(version);
  });
});

describe('while telemetry is on', () => {
  let receiver: OtlpReceiver;
  let telemetry: Telemetry;
  const early = counter('vafa.test.early', 'made before telemetry started');
  const named = (name: string): ReceivedSpan => receiver.spans.find((span) => span.name === name) as ReceivedSpan;

  beforeAll(async () => {
    receiver = await OtlpReceiver.open();
    telemetry = await startTelemetry({
      service: 'test',
      instance: 'one',
      environment: { OTEL_EXPORTER_OTLP_ENDPOINT: receiver.url },
    });
  });

  afterAll(async () => {
    await telemetry.stop();
    await receiver.close();
  });

  test('spans continue the given trace, nest, link, carry codes, and leave when telemetry stops', async () => {
    await tracedAs(
      { name: 'outer', kind: 'server', parent, links: [away], attributes: { 'rpc.method': 'Post' } },
      async (span) => {
        expect(activeTraceparent()).toBe(span.traceparent);
        expect(activeTraceId()).toBe(traceId);
        await traced('inner', { 'vafa.attempt': 2 }, () => Promise.resolve());
        const client = openSpan({ name: 'by hand', kind: 'client' });
        expect(client.run(activeTraceparent)).toBe(client.traceparent);
        client.end();
        expect(untraced(activeTraceparent)).toBeUndefined();
        await tracedAs({ name: 'fresh', kind: 'consumer' }, () => Promise.resolve());
      },
    );
    await expect(
      traced('refused', {}, () => Promise.reject(new DomainError('refused', 'balance_too_low', 'Ali has 3'))),
    ).rejects.toThrow('Ali has 3');

    early.add(2, { 'vafa.topic': 'a' });
    early.add(3, { 'vafa.topic': 'a' });
    histogram('vafa.test.duration', 'durations', 's').record(0.2, { 'vafa.code': 'ok' });
    gauge('vafa.test.gauge', 'one value', () => 5);
    gauge('vafa.test.gauge', 'one value', () => Promise.resolve([{ value: 6, attributes: { 'vafa.topic': 'b' } }]));
    gauge('vafa.test.broken', 'no value', () => Promise.reject(new Error('closed')));
    // A database that does not answer takes no other metric with it.
    const silent = gauge('vafa.test.silent', 'no answer', () => new Promise(() => undefined));
    gauge('vafa.test.gauge', 'one value', () => 7).stop();
    await telemetry.stop();
    silent.stop();

    expect(named('outer')).toMatchObject({
      traceId,
      parentId: 'b7ad6b7169203331',
      kind: 'server',
      links: ['a7ad6b7169203331'],
      attributes: { 'rpc.method': 'Post' },
      failed: false,
    });
    expect(named('outer').resource).toEqual({
      'service.name': 'vafa-test',
      'service.version': version,
      'service.instance.id': 'one',
    });
    expect(named('inner')).toMatchObject({ traceId, parentId: named('outer').id, kind: 'internal' });
    expect(named('by hand')).toMatchObject({ traceId, parentId: named('outer').id, kind: 'client' });
    expect(named('fresh').parentId).toBeUndefined();
    expect(named('fresh').traceId).not.toBe(traceId);
    expect(named('refused')).toMatchObject({ failed: true, attributes: { 'vafa.code': 'balance_too_low' } });
    expect(JSON.stringify(receiver.spans)).not.toContain('Ali');
    const points = receiver.metrics.map(({ metric, attributes, value }) => [metric, attributes, value]);
    expect(points).toEqual(
      expect.arrayContaining([
        ['vafa.test.early', { 'vafa.topic': 'a' }, 5],
        ['vafa.test.duration', { 'vafa.code': 'ok' }, 1],
        ['vafa.test.gauge', {}, 5],
        ['vafa.test.gauge', { 'vafa.topic': 'b' }, 6],
      ]),
    );
    expect(activeTraceparent()).toBeUndefined();
  });

  test('a ratio of 0 keeps no trace that starts here and every trace that was kept elsewhere, and says so to whom it calls', async () => {
    const off = await OtlpReceiver.open();
    const sampled = await startTelemetry({
      service: 'test',
      environment: { OTEL_EXPORTER_OTLP_ENDPOINT: off.url, OTEL_TRACES_SAMPLER_ARG: '0' },
    });
    await expect(tracedAs({ name: 'dropped' }, () => Promise.resolve(activeTraceparent()))).resolves.toMatch(/-00$/);
    await tracedAs({ name: 'kept', parent }, () => Promise.resolve());
    await expect(
      startTelemetry({ service: 'test', environment: { OTEL_EXPORTER_OTLP_ENDPOINT: off.url } }),
    ).rejects.toThrow('on already');
    await sampled.stop();
    expect(off.spans.map((span) => span.name)).toEqual(['kept']);
    await off.close();
  });

  test('a collector that takes and never answers holds up the stop for two seconds at most', async () => {
    const sockets = new Set<Socket>();
    const mute = createServer((socket) => sockets.add(socket));
    const port = await freePort();
    mute.listen(port, '127.0.0.1');
    await once(mute, 'listening');
    const stuck = await startTelemetry({
      service: 'test',
      environment: { OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${String(port)}`, LOG_LEVEL: 'silent' },
    });
    await traced('work', {}, () => Promise.resolve());
    const began = performance.now();
    await stuck.stop();
    expect(performance.now() - began).toBeLessThan(3_500);
    mute.close();
    for (const socket of sockets) socket.destroy();
  });
});
