import { gauge } from '@vafa/telemetry';
import type { Clock } from '@vafa/kernel';
import type { Outbox } from './outbox.ts';

/** Tells how long the oldest event of each topic has waited to be published; 0 for a topic whose events all are. */
export const observeRelayAge = (
  outboxes: readonly Outbox[],
  topics: ReadonlySet<string>,
  clock: Clock,
): { stop(): void } =>
  gauge(
    'vafa.relay.age',
    'age of the oldest event that is not published',
    async () => {
      const ages = new Map([...topics].map((topic) => [topic, 0]));
      for (const [oldest] of await Promise.all(outboxes.map((outbox) => outbox.pending(1)))) {
        const [event] = oldest?.events ?? [];
        if (!oldest || !event) continue;
        const age = (clock.now().getTime() - event.occurredAt.getTime()) / 1000;
        ages.set(oldest.topic, Math.max(ages.get(oldest.topic) ?? 0, age));
      }
      return [...ages].map(([topic, value]) => ({ value, attributes: { 'vafa.topic': topic } }));
    },
    's',
  );
