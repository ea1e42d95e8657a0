import { EventEmitter } from 'node:events';
import { describe, expect, test } from '@jest/globals';
import { paced, type AnsweredCall } from '../src/paced.ts';

class FakeCall extends EventEmitter {
  writableNeedDrain = false;
  cancelled = false;
}

const turns = async (): Promise<void> => {
  for (let n = 0; n < 20; n++) await Promise.resolve();
};

const opened = () => {
  const call = new FakeCall();
  const source = { given: 0, isClosed: false };
  const numbers = async function* (): AsyncGenerator<number> {
    try {
      for (;;) yield ++source.given;
    } finally {
      source.isClosed = true;
    }
  };
  const taken: number[] = [];
  let isDone = false;
  paced(numbers(), call as unknown as AnsweredCall).subscribe({
    next: (value) => {
      taken.push(value);
      // Room for three.
      if (taken.length % 3 === 0) call.writableNeedDrain = true;
    },
    complete: () => {
      isDone = true;
    },
  });
  return { call, source, taken, isDone: () => isDone };
};

describe('a stream of answers', () => {
  test('is not read on while its caller takes nothing', async () => {
    const { call, source, taken } = opened();
    await turns();
    expect([taken, source.given]).toEqual([[1, 2, 3], 3]);
    call.writableNeedDrain = false;
    call.emit('drain');
    await turns();
    expect([taken, source.given]).toEqual([[1, 2, 3, 4, 5, 6], 6]);
  });

  test('ends, and closes its source, when the caller has gone', async () => {
    const { call, source, isDone } = opened();
    await turns();
    call.cancelled = true;
    call.emit('cancelled');
    await turns();
    expect([source.isClosed, isDone()]).toEqual([true, true]);
    expect(call.listenerCount('drain')).toBe(0);
  });
});
