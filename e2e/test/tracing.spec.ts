import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { attributeMeanings, resourceAttributeNames } from '@vafa/telemetry';
import { OtlpReceiver } from '@vafa/testing';
import { journey, personalTraces } from '../src/personal-journey.ts';
import { TraceTree, type Step } from '../src/trace-tree.ts';
import { allInOne, processes, telemetryTo, type StartTracedClub, type TracedClub } from '../src/traced-club.ts';
import { until } from '../src/until.ts';

const { MONGODB_URI: mongodbUri = '', KAFKA_BROKERS: kafkaBrokers = '' } = process.env;
const hasEngines = mongodbUri !== '' && kafkaBrokers !== '';
const editions: readonly [string, StartTracedClub][] = hasEngines
  ? [['one process per service, on MongoDB and Kafka', processes({ mongodbUri, kafkaBrokers })]]
  : [['all in one, embedded', allInOne]];

const traceId = randomBytes(16).toString('hex');
const till = randomBytes(8).toString('hex');
const traceparent = `00-${traceId}-${till}-01`;

const rest: Step = { kind: 'server', name: 'POST /v1/sessions/:session_id/close' };
const calls = (rpc: string): Step[] => [
  { kind: 'client', name: rpc },
  { kind: 'server', name: rpc },
];
const command = (collection: string, operation: string): Step => ({
  kind: 'client',
  attributes: { 'db.collection.name': collection, 'db.operation.name': operation },
});
const published = (topic: string): Step => ({ kind: 'producer', attributes: { 'messaging.destination.name': topic } });
const consumed = (topic: string, group: string): Step => ({
  kind: 'consumer',
  attributes: { 'messaging.destination.name': topic, 'messaging.consumer.group.name': group },
});

const close = calls('vafa.checkout.v1.CheckoutService/CloseSession');
const ledgerHears = [rest, ...close, published('vafa.checkout.v1'), consumed('vafa.checkout.v1', 'ledger')];

/** Every chain of parent-child edges that the closing of a sale leaves. */
const chains: readonly [string, readonly Step[]][] = [
  ['a request asks the database', [rest, command('requests', 'insert')]],
  ['a request calls a service, which writes', [rest, ...close, command('sessions', 'update')]],
  [
    'what was written is told, and the ledger books it',
    [
      ...ledgerHears,
      { kind: 'internal', name: 'journal group commit' },
      { kind: 'internal', name: 'journal append' },
      command('commits', 'insert'),
    ],
  ],
  ['what the ledger booked is told', [...ledgerHears, published('vafa.ledger.v1')]],
  [
    'membership hears of the sale',
    [rest, ...close, published('vafa.checkout.v1'), consumed('vafa.checkout.v1', 'membership')],
  ],
  [
    'feedback hears of the sale',
    [rest, ...close, published('vafa.checkout.v1'), consumed('vafa.checkout.v1', 'feedback')],
  ],
];

describe.each(editions)('%s', (_edition, start) => {
  let receiver: OtlpReceiver;
  let club: TracedClub;
  const opened: (() => Promise<void>)[] = [];

  beforeAll(async () => {
    receiver = await OtlpReceiver.open();
    opened.unshift(() => receiver.close());
    club = await start(telemetryTo(receiver.url));
    opened.unshift(() => club.remove());
    await journey(club.rest, { traceparent });
  }, 300_000);

  afterAll(async () => {
    for (const close of opened) await close();
  });

  test.each(chains)('%s, in the trace of the till', async (_chain, steps) => {
    await until(`${JSON.stringify(steps.at(-1))} in the trace`, 120_000, () => {
      const tree = new TraceTree(receiver.spans, traceId);
      return tree.below(till, steps);
    });
  });

  test('there are rates, errors and durations of every rpc and route, and the figures of relays and consumers', async () => {
    const reaches = (metric: string, attributes: Readonly<Record<string, unknown>>, least: number) =>
      until(`${metric} ${JSON.stringify(attributes)} of ${least}`, 120_000, () => {
        const series = receiver.metrics.filter(
          (point) =>
            point.metric === metric &&
            Object.entries(attributes).every(([name, value]) => point.attributes[name] === value),
        );
        return series.length > 0 && series.reduce((sum, { value }) => sum + value, 0) >= least ? true : undefined;
      });
    await reaches(
      'vafa.rpc.server.duration',
      { 'rpc.service': 'vafa.checkout.v1.CheckoutService', 'rpc.method': 'CloseSession', 'vafa.code': 'ok' },
      2,
    );
    await reaches('vafa.rpc.server.duration', { 'rpc.method': 'EnrolMember', 'vafa.code': 'identity_taken' }, 1);
    await reaches(
      'vafa.http.server.duration',
      { 'http.route': '/v1/members', 'http.request.method': 'POST', 'http.response.status_code': 201 },
      1,
    );
    await reaches('vafa.http.server.duration', { 'http.route': '/v1/members', 'http.response.status_code': 409 }, 1);
    const checkout = { 'vafa.topic': 'vafa.checkout.v1' };
    const toLedger = { ...checkout, 'vafa.group': 'ledger' };
    await reaches('vafa.relay.published', checkout, 2);
    await reaches('vafa.consumer.handled', toLedger, 2);
    await reaches('vafa.relay.age', checkout, 0);
    await reaches('vafa.consumer.lag', toLedger, 0);
    await reaches('vafa.dead_letters', toLedger, 0);
  });

  test('nothing in spans, metrics and logs tells who the member is', async () => {
    await club.stop();
    const sent = [...receiver.spans, ...receiver.metrics];
    expect(receiver.spans.length).toBeGreaterThan(100);
    const names = new Set(sent.flatMap(({ attributes }) => Object.keys(attributes)));
    expect([...names].filter((name) => !(name in attributeMeanings))).toEqual([]);
    expect(new Set(sent.flatMap(({ resource }) => Object.keys(resource)))).toEqual(new Set(resourceAttributeNames));
    const logs = club.logs();
    expect(logs).toContain('"service"');
    const texts = sent.map((each) => JSON.stringify(each));
    for (const trace of [...personalTraces, /mem_[0-9a-z]{10}/])
      expect(texts.filter((text) => trace.test(text))).toEqual([]);
    for (const trace of personalTraces) expect(logs.split('\n').filter((line) => trace.test(line))).toEqual([]);
  });
});
