// Prints how fast the relay, a stream and a consumer are: the log on the embedded database, or with MONGODB_URI and
// KAFKA_BROKERS Kafka. Run it alone on the machine:
// node --experimental-transform-types --conditions=vafa-src libs/events/test/measure-speed.ts
import { randomBytes } from 'node:crypto';
import { performance } from 'node:perf_hooks';
import { Relay, openEventStream, type KafkaOptions, type StreamEvent } from '@vafa/events';
import { Documents, documentSchema, openDatabase, syncIndexes, type NewEvent } from '@vafa/mongo';
import { eventually, openTestEngine } from '@vafa/testing';

const topic = 'vafa.test.v1';
const count = 20_000;
const batch = 500;
const at = new Date();
const happened: NewEvent = () => ({ type: 'vafa.test.happened.v1', payload: new Uint8Array(300) });
const print = (text: string): boolean => process.stdout.write(`${text}\n`);

const timed = async (name: string, events: number, work: () => Promise<unknown>): Promise<void> => {
  const [start, cpu] = [performance.now(), process.cpuUsage()];
  await work();
  const seconds = (performance.now() - start) / 1_000;
  const used = process.cpuUsage(cpu);
  print(
    `${name}: ${Math.round(events / seconds).toLocaleString('en')} events/s (${seconds.toFixed(2)} s, CPU ${((used.user + used.system) / 1e6).toFixed(2)} s)`,
  );
};

const engine = await openTestEngine();
const connection = await openDatabase(engine.uri, engine.database());
const model = connection.model('Thing', documentSchema<{ n: number }>({ n: Number }), 'things');
await syncIndexes([model]);
const documents = new Documents<{ n: number }>(model, topic);
const brokers = process.env.KAFKA_BROKERS?.split(',');
const kafka: KafkaOptions | undefined = brokers && {
  brokers,
  partitions: 12,
  replication: 1,
  minInsync: 1,
  retentionDays: 1,
  namespace: `speed${randomBytes(4).toString('hex')}`,
};
const stream = await openEventStream({
  mongodbUri: engine.uri,
  database: engine.database('events'),
  ...(kafka && { kafka }),
});
await stream.prepare([topic, 'vafa.bare.v1']);
print(kafka ? 'through Kafka' : 'through the log');

const ids = Array.from({ length: count }, (_none, n) => `thing_${String(n)}`);
const batches = Array.from({ length: count / batch }, (_none, n) => ids.slice(n * batch, (n + 1) * batch));
await timed('insert documents with one event, 500 a write', count, async () => {
  for (const some of batches)
    await documents.insertMany(
      some.map((id, n) => ({ id, clubId: 'clb', state: { n }, key: `k:${id}`, events: [happened], at })),
    );
});
const bare = ids.map(
  (id, n): StreamEvent => ({
    id: `evt_${id}`,
    type: 'vafa.test.happened.v1',
    key: id,
    clubId: 'clb',
    occurredAt: at,
    epoch: 1,
    sequence: BigInt(n + 1),
    payload: new Uint8Array(300),
  }),
);
await timed('publish, 500 at a time', count, async () => {
  for (const some of batches) await stream.publish('vafa.bare.v1', bare.splice(0, some.length));
});
await timed('relay: outbox → stream → acknowledged', count, () => new Relay(stream, [documents]).drain());
let handled = 0;
await timed('consume with a handler that does nothing', count, async () => {
  await stream.consume({ topic, group: 'g', handle: async (events) => void (handled += events.length) });
  await eventually(() => handled === count);
});
await timed('the same in 64 changes at once of 2,000 documents, with relay and consumer running', 10_000, async () => {
  const relay = new Relay(stream, [documents]);
  relay.start();
  const queue = Array.from({ length: 10_000 }, (_none, n) => ids[n % 2_000] ?? '');
  const work = async (): Promise<void> => {
    for (let id = queue.pop(); id !== undefined; id = queue.pop())
      await documents.change(id, ({ n }) => ({ set: { n: n + 1 }, events: [happened], at }));
  };
  await Promise.all(Array.from({ length: 64 }, work));
  await eventually(() => handled === count + 10_000);
  await relay.stop();
});
await timed(
  'idle for two seconds with one consumer (CPU)',
  0,
  () => new Promise((resolve) => setTimeout(resolve, 2_000)),
);
await stream.close();
await connection.close();
await engine.close();
