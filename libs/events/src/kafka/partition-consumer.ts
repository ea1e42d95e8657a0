import type { EachBatchPayload } from 'kafkajs';
import type { Delivery } from '../consumer/delivery.ts';
import type { Positioned } from '../consumer/positioned.ts';
import { fromMessage, isUnreadable } from './kafka-message.ts';
import { placeOf } from './places.ts';

const heartbeatEveryMs = 1_000;

/** Keeps the membership while a handler works or an event is tried again; says when the partition is to be given up. */
const keepAlive = ({ heartbeat }: EachBatchPayload, lost: () => void): (() => void) => {
  const timer = setInterval(() => {
    void heartbeat().catch(lost);
  }, heartbeatEveryMs);
  return () => {
    clearInterval(timer);
  };
};

const read = ({ batch }: EachBatchPayload): Positioned[] =>
  batch.messages.map((message) => {
    const known = fromMessage(message, `${batch.topic}/${String(batch.partition)}/${message.offset}`);
    const offset = placeOf(message.offset, batch.partition);
    return isUnreadable(known) ? { offset, event: known.event, problem: known.problem } : { offset, event: known };
  });

/**
 * Hands a fetched batch on in parts, and after each stores the offset behind its last event. Rejects when the group was
 * rebalanced under it: what was not stored comes again, to whoever has the partition then.
 */
export const takeBatch = async (payload: EachBatchPayload, delivery: Delivery, sizeMax: number, lost: () => void): Promise<void> => {
  const items = read(payload);
  const stop = keepAlive(payload, lost);
  try {
    for (let start = 0; start < items.length && payload.isRunning() && !payload.isStale(); start += sizeMax) {
      const part = items.slice(start, start + sizeMax);
      await delivery.take(part);
      payload.resolveOffset(payload.batch.messages[start + part.length - 1]?.offset ?? '');
      await payload.commitOffsetsIfNecessary(payload.uncommittedOffsets());
      await payload.heartbeat();
    }
  } finally {
    stop();
  }
};
