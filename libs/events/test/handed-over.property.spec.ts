import { setImmediate as turn } from 'node:timers/promises';
import { describe, expect, test } from '@jest/globals';
import {
  Relay,
  Unrelayed,
  type EventStream,
  type Handed,
  type Outbox,
  type Outgoing,
  type StreamEvent,
} from '@vafa/events';
import fc from 'fast-check';
import { event } from './events.ts';

const topic = 'vafa.test.v1';

/** How an event is handed over: with all that waits before it, as documents do, or alone, as the journal does. */
type Kind = 'documents' | 'journal';

class MemoryOutbox implements Outbox {
  looks = 0;
  /** A look finds nothing. */
  isBlind = false;
  private readonly last = new Map<string, number>();
  private readonly waiting = new Map<string, StreamEvent[]>();

  constructor(private readonly kind: Kind) {}

  write(documentId: string): Handed {
    const sequence = (this.last.get(documentId) ?? 0) + 1;
    this.last.set(documentId, sequence);
    const waiting = [...(this.waiting.get(documentId) ?? []), event(documentId, sequence)];
    this.waiting.set(documentId, waiting);
    return this.kind === 'documents'
      ? { topic, documentId, events: waiting, isWhole: true }
      : { topic, documentId, events: waiting.slice(-1), isWhole: sequence === 1 };
  }

  pending(limit: number): Promise<readonly Outgoing[]> {
    this.looks++;
    if (this.isBlind) return Promise.resolve([]);
    const found = [...this.waiting].filter(([, events]) => events.length > 0).slice(0, limit);
    return Promise.resolve(found.map(([documentId, events]) => ({ topic, documentId, events })));
  }

  acknowledge(published: readonly Outgoing[]): Promise<void> {
    for (const { documentId, events } of published) {
      const ids = new Set(events.map(({ id }) => id));
      this.waiting.set(
        documentId,
        (this.waiting.get(documentId) ?? []).filter(({ id }) => !ids.has(id)),
      );
    }
    return Promise.resolve();
  }

  count(): Promise<number> {
    return Promise.resolve([...this.waiting.values()].reduce((sum, events) => sum + events.length, 0));
  }

  written(): ReadonlyMap<string, number> {
    return this.last;
  }
}

/** A stream whose publishing takes its time, and fails where the list says so. */
const slowStream = (failures: readonly boolean[]) => {
  const published: StreamEvent[] = [];
  let publishes = 0;
  const publish = async (_topic: string, events: readonly StreamEvent[]): Promise<void> => {
    await turn();
    if (failures[publishes++]) throw new Error('not now');
    published.push(...events);
    await turn();
  };
  return { published, stream: { publish } as unknown as EventStream };
};

/** Sequences of each document in the order in which they first came. */
const firstSequences = (published: readonly StreamEvent[]): Map<string, number[]> => {
  const came = new Map<string, number[]>();
  for (const { key, sequence } of published) {
    const known = came.get(key) ?? [];
    if (!known.includes(Number(sequence))) came.set(key, [...known, Number(sequence)]);
  }
  return came;
};

const quiet = { warn: () => undefined } as never;

const settings = { numRuns: 500 };
const action = fc.oneof(
  { weight: 4, arbitrary: fc.record({ do: fc.constant('write' as const), document: fc.constantFrom('a', 'b') }) },
  // One of those that were written and not handed over yet; the others of another process never are.
  { weight: 4, arbitrary: fc.record({ do: fc.constant('hand' as const), place: fc.nat(2) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('wake' as const) }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('wait' as const), turns: fc.integer({ min: 1, max: 12 }) }) },
);

describe.each<Kind>(['documents', 'journal'])('events handed over by %s', (kind) => {
  test('come once each has been written, in order and without a gap, whoever hands over what, when, or not', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(action, { maxLength: 60 }),
        fc.array(fc.boolean(), { maxLength: 3 }),
        async (actions, failures) => {
          const outbox = new MemoryOutbox(kind);
          const { stream, published } = slowStream(failures);
          const relay = new Relay(stream, [outbox], quiet);
          relay.start();
          while (outbox.looks === 0) await turn();
          const unhanded: Handed[] = [];
          for (const each of actions) {
            if (each.do === 'write') unhanded.push(outbox.write(each.document));
            if (each.do === 'hand') relay.take(outbox, unhanded.splice(each.place % Math.max(1, unhanded.length), 1));
            if (each.do === 'wake') relay.wake();
            if (each.do === 'wait') for (let turns = 0; turns < each.turns; turns++) await turn();
          }
          await relay.stop();
          await new Relay(stream, [outbox], quiet).drain().catch(() => undefined);
          for (const _left of failures) await new Relay(stream, [outbox], quiet).drain().catch(() => undefined);
          const came = firstSequences(published);
          for (const [document, last] of outbox.written())
            expect([document, came.get(document)]).toEqual([document, Array.from({ length: last }, (_, at) => at + 1)]);
          expect(await outbox.count()).toBe(0);
        },
      ),
      settings,
    );
  }, 600_000);

  test('are published without a look at the documents, and acknowledged', async () => {
    const outbox = new MemoryOutbox(kind);
    const { stream, published } = slowStream([]);
    const relay = new Relay(stream, [outbox], quiet);
    relay.start();
    while (outbox.looks === 0) await turn();
    outbox.isBlind = true;
    for (let place = 0; place < 20; place++) relay.take(outbox, [outbox.write(`d${String(place % 4)}`)]);
    while (published.length < 20) await turn();
    await relay.stop();
    expect(await outbox.count()).toBe(0);
    for (const sequences of firstSequences(published).values()) expect(sequences).toEqual([1, 2, 3, 4, 5]);
  }, 600_000);

  test('that are too many to keep are looked for', async () => {
    const outbox = new MemoryOutbox(kind);
    const { stream, published } = slowStream([]);
    const relay = new Relay(stream, [outbox], quiet);
    relay.start();
    relay.take(
      outbox,
      Array.from({ length: 2_500 }, (_none, place) => outbox.write(`d${String(place)}`)),
    );
    while (new Set(published.map(({ id }) => id)).size < 2_500) await turn();
    await relay.stop();
    expect(await outbox.count()).toBe(0);
  }, 600_000);
});

test('what is handed over for an outbox that is not the relay’s is left to whoever has it', async () => {
  const [own, other] = [new MemoryOutbox('documents'), new MemoryOutbox('documents')];
  const { stream, published } = slowStream([]);
  const relay = new Relay(stream, [own], quiet);
  relay.start();
  relay.take(other, [other.write('x')]);
  relay.take(own, [own.write('a')]);
  while (published.length === 0) await turn();
  await relay.stop();
  expect(published.map(({ key }) => key)).toEqual(['a']);
  expect(await other.count()).toBe(1);
}, 600_000);

test('what others left in documents is looked for as soon as their slices come', async () => {
  const outbox = new MemoryOutbox('documents');
  const { stream, published } = slowStream([]);
  let mine = new Set([0]);
  const leases = { hold: () => Promise.resolve(mine), close: () => Promise.resolve() };
  const relay = new Relay(stream, [outbox], quiet, leases);
  relay.start();
  while (outbox.looks === 0) await turn();
  outbox.write('a');
  mine = new Set(Array.from({ length: 16 }, (_none, slice) => slice));
  while (published.length === 0) await turn();
  await relay.stop();
}, 600_000);

test('documents are told at once what is published when somebody asks for it', async () => {
  const outbox = new MemoryOutbox('documents');
  const { stream, published } = slowStream([]);
  const relay = new Relay(stream, [outbox], quiet);
  relay.start();
  while (outbox.looks === 0) await turn();
  relay.take(outbox, [outbox.write('a')]);
  while (published.length === 0) await turn();
  expect(await new Unrelayed([outbox], relay).count()).toBe(0);
  await relay.stop();
}, 600_000);

test('a relay that is alone looks once, and not again while all is handed over', async () => {
  const outbox = new MemoryOutbox('documents');
  const { stream, published } = slowStream([]);
  const relay = new Relay(stream, [outbox], quiet);
  relay.start();
  while (outbox.looks === 0) await turn();
  for (let count = 1; count <= 20; count++) {
    relay.take(outbox, [outbox.write(`d${String(count % 3)}`)]);
    while (published.length < count) await turn();
  }
  expect(outbox.looks).toBeLessThan(10);
  await relay.stop();
}, 600_000);

test('what is published is acknowledged also by a relay whose slices went to others meanwhile', async () => {
  const outbox = new MemoryOutbox('documents');
  const { stream, published } = slowStream([]);
  let mine = new Set(Array.from({ length: 16 }, (_none, slice) => slice));
  const leases = { hold: () => Promise.resolve(mine), close: () => Promise.resolve() };
  const relay = new Relay(stream, [outbox], quiet, leases);
  relay.start();
  while (outbox.looks === 0) await turn();
  outbox.isBlind = true;
  relay.take(outbox, [outbox.write('a')]);
  while (published.length === 0) await turn();
  mine = new Set();
  while ((await outbox.count()) > 0) await turn();
  await relay.stop();
}, 600_000);
