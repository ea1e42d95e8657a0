import type { EachBatchPayload } from 'kafkajs';
import type { Delivery } from '../consumer/delivery.ts';
import type { Positioned } from '../consumer/positioned.ts';
import { fromMessage, isUnreadable } from './kafka-message.ts';
import { placeOf } from './places.ts';

const heartbeatEveryMs = 1_000;

/** Keeps the membership of the group while work is in hand. */
export class Heartbeats {
  private readonly timer: NodeJS.Timeout;
  private failure: { readonly error: unknown } | undefined;

  /** `onLost` is called when the group does not count on this member any more, or cannot be asked. */
  constructor({ heartbeat }: EachBatchPayload, onLost: () => void) {
    this.timer = setInterval(() => {
      heartbeat().catch((error: unknown) => {
        this.failure ??= { error };
        onLost();
      });
    }, heartbeatEveryMs);
  }

  /** Raises what the first failed heartbeat raised: kafkajs then joins anew, or begins anew. */
  check(): void {
    if (this.failure) throw this.failure.error;
  }

  stop(): void {
    clearInterval(this.timer);
  }
}

const read = ({ batch }: EachBatchPayload): Positioned[] =>
  batch.messages.map((message) => {
    const known = fromMessage(message, `${batch.topic}/${String(batch.partition)}/${message.offset}`);
    const offset = placeOf(message.offset, batch.partition);
    return isUnreadable(known) ? { offset, event: known.event, problem: known.problem } : { offset, event: known };
  });

/**
 * Hands a fetched batch on in parts, and after each stores the offset behind its last event. Ends early, or rejects,
 * when the group was rebalanced under it: what was not stored comes again, to whoever has the partition then. kafkajs
 * goes on with batches that it fetched before, hence `isMine`.
 */
export const takeBatch = async (
  payload: EachBatchPayload,
  delivery: Delivery,
  sizeMax: number,
  isMine: () => boolean,
): Promise<void> => {
  const items = read(payload);
  for (let start = 0; start < items.length && payload.isRunning() && !payload.isStale() && isMine(); start += sizeMax) {
    const part = items.slice(start, start + sizeMax);
    await delivery.take(part);
    if (!isMine()) return;
    payload.resolveOffset(payload.batch.messages[start + part.length - 1]?.offset ?? '');
    await payload.commitOffsetsIfNecessary(payload.uncommittedOffsets());
    await payload.heartbeat();
  }
};
