import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { activeTraceparent, startTelemetry, tracedAs } from '@vafa/telemetry';
import { openTestEngine, OtlpReceiver, type TestEngine } from '@vafa/testing';
import { TracedCommitStore } from '../src/adapters/mongo/traced-commit-store.ts';
import { journalTracing } from '../src/adapters/telemetry/journal-tracing.ts';
import { accrue, sara } from './commands.ts';
import { openJournal } from './journal-on-engine.ts';

const accountOf = (memberId: string) => ({ ...sara, memberId });

let engine: TestEngine;
let receiver: OtlpReceiver;

beforeAll(async () => {
  engine = await openTestEngine();
  receiver = await OtlpReceiver.open();
});

afterAll(async () => {
  await receiver.close();
  await engine.close();
});

test('each commit goes out with the trace of the command that caused it, though one write holds the commits of many', async () => {
  const telemetry = await startTelemetry({
    service: 'ledger',
    environment: { OTEL_EXPORTER_OTLP_ENDPOINT: receiver.url },
  });
  const journal = await openJournal(engine);
  const writer = journal.writer(new TracedCommitStore(journal.store), journalTracing);
  const callers = Array.from({ length: 40 }, (_each, index) => `mem_${String(index)}`);
  const caused = new Map<string, string | undefined>();
  await Promise.all(
    callers.map((member) =>
      tracedAs({ name: `caller ${member}` }, () => {
        caused.set(member, activeTraceparent());
        return writer.post([5n, 6n].map((amount) => accrue(amount, { account: accountOf(member) })));
      }),
    ),
  );
  await writer.post([accrue(7n, { account: accountOf('mem_0') })]);

  const events = (await journal.outbox.pending(1_000)).flatMap(({ documentId, events: some }) =>
    some.map((event) => ({ member: callers.find((caller) => documentId.includes(`${caller}.`)), ...event })),
  );
  const first = events.filter((event) => event.sequence === 1n);
  expect(new Map(first.map((event) => [event.member, event.traceparent]))).toEqual(caused);
  expect(events.find((event) => event.sequence === 2n)?.traceparent).toBeUndefined();
  await journal.expectClean();
  await journal.close();
  await telemetry.stop();

  const groupCommits = receiver.spans.filter((span) => span.name === 'journal group commit');
  const callerIds = new Set(receiver.spans.filter((span) => span.name.startsWith('caller')).map((span) => span.id));
  expect(groupCommits.length).toBeLessThan(callers.length);
  expect(new Set(groupCommits.flatMap(({ parentId = '', links }) => [parentId, ...links]))).toEqual(callerIds);
  const appends = receiver.spans.filter((span) => span.name === 'journal append');
  // The write without a caller belongs to nobody, least of all to whoever woke the lane before.
  expect(appends.filter((span) => groupCommits.some((groupCommit) => groupCommit.id === span.parentId))).toHaveLength(
    groupCommits.length,
  );
  for (const append of appends)
    expect(
      receiver.spans.some((span) => span.parentId === append.id && span.attributes['db.operation.name'] === 'insert'),
    ).toBe(true);
});

test('without telemetry a commit is as short as ever', async () => {
  const journal = await openJournal(engine);
  await journal.writer(journal.store, journalTracing).post([accrue(5n)]);
  expect(Object.keys((await journal.collection.findOne()) ?? {})).not.toContain('traceparent');
  await journal.close();
});
