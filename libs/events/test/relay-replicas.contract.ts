import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { EventStream, StreamEvent } from '@vafa/events';
import { eventually } from '@vafa/testing';
import { recorder } from './events.ts';
import { openReplicas, topic, type Replicas } from './relay-replicas.ts';

export interface Engines {
  readonly uri: string;
  readonly database: string;
  openStream(): Promise<EventStream>;
}

/** Sequences of each document in the order in which they first came. */
const firstSequences = (seen: readonly StreamEvent[]): string[] => {
  const ids = new Set<string>();
  const byKey = new Map<string, string>();
  for (const { id, key, sequence } of seen) {
    if (ids.has(id)) continue;
    ids.add(id);
    byKey.set(key, `${byKey.get(key) ?? ''}${String(sequence)}`);
  }
  return [...new Set(byKey.values())];
};

/** How the relays of a service's replicas share its documents. */
export const relayReplicasContract = (name: string, open: () => Engines): void => {
  describe(`relays of three replicas, ${name}`, () => {
    let replicas: Replicas;
    let stream: EventStream;
    const consumer = { seen: [] as StreamEvent[] };
    beforeEach(async () => {
      const { uri, database, openStream } = open();
      replicas = await openReplicas(uri, database, openStream);
      stream = await openStream();
      const recording = recorder();
      consumer.seen = recording.seen;
      await stream.consume({ topic, group: 'g', handle: recording.handle });
    });
    afterEach(async () => {
      await replicas.close();
      await stream.close();
    });
    const distinct = (): number => new Set(consumer.seen.map(({ id }) => id)).size;

    test('they share the work, publish in order per document, and when one is killed nothing is stuck', async () => {
      const [, , third] = [await replicas.start(), await replicas.start(), await replicas.start()];
      const all = [...replicas.running];
      await eventually(async () => (await replicas.spread()).join() === '5,5,6');
      for (let from = 0; from < 1_500; from += 250) await replicas.write(from, 250, 2);
      await eventually(() => distinct() === 3_000);
      expect(firstSequences(consumer.seen)).toEqual(['12']);
      for (const each of all) expect(each.published()).toBeGreaterThan(600);
      const twice = all.reduce((sum, each) => sum + each.published(), 0) - 3_000;
      expect(twice).toBeLessThanOrEqual(60);

      await replicas.write(1_500, 500, 2);
      await third?.kill();
      const killedAt = performance.now();
      for (let from = 2_000; from < 3_000; from += 250) await replicas.write(from, 250, 2);
      await eventually(() => distinct() === 6_000);
      expect(performance.now() - killedAt).toBeLessThan(20_000);
      expect(firstSequences(consumer.seen)).toEqual(['12']);
      await eventually(async () => (await replicas.documents.count()) === 0);
      expect((await replicas.spread()).join()).toBe('8,8');
      // What the killed one had published and not acknowledged: at most one pass.
      expect(consumer.seen.length - 6_000).toBeLessThanOrEqual(twice + 1_000 + 60);
    });
  });
};
