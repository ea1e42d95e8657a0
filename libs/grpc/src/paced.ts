import type { Writable } from 'node:stream';
import { from, type Observable } from 'rxjs';

/** A call that is answered with a stream. */
export interface AnsweredCall extends Pick<Writable, 'writableNeedDrain' | 'once' | 'off'> {
  readonly cancelled: boolean;
}

const drained = (call: AnsweredCall): Promise<void> =>
  new Promise((resolve) => {
    const go = (): void => {
      for (const event of ['drain', 'cancelled', 'close']) call.off(event, go);
      resolve();
    };
    for (const event of ['drain', 'cancelled', 'close']) call.once(event, go);
  });

async function* inStep<T>(values: AsyncIterable<T>, call: AnsweredCall | undefined): AsyncIterable<T> {
  for await (const value of values) {
    if (call?.cancelled) return;
    yield value;
    if (call?.writableNeedDrain && !call.cancelled) await drained(call);
  }
}

/**
 * Values as fast as the caller takes them: nothing is read that would only wait in memory, nor after the caller has
 * gone.
 */
export const paced = <T>(values: AsyncIterable<T>, call: AnsweredCall | undefined): Observable<T> =>
  from(inStep(values, call));
