import { expect, test } from '@jest/globals';
import type { Positioned, TopicRecords } from '@vafa/events';
import { createLogger } from '@vafa/telemetry';
import { eventually } from '@vafa/testing';
import { Follower } from '../src/consumer/follower.ts';
import { event } from './events.ts';

const placed = (offset: number): Positioned => ({ offset, event: event('a', offset) });

/** A topic whose reads are answered one after the other; a failure is an answer too. */
const topicOf = (answers: readonly (readonly Positioned[] | Error)[], end: number): TopicRecords => {
  const left = [...answers];
  return {
    append: () => Promise.resolve(),
    read: () => {
      const next = left.shift() ?? [];
      return next instanceof Error ? Promise.reject(next) : Promise.resolve([...next]);
    },
    before: () => Promise.resolve(0),
    end: () => Promise.resolve(end),
  };
};

const followed = async (records: TopicRecords) => {
  const told: (string | bigint)[] = [];
  const following = {
    topic: 'vafa.test.v1',
    handle: (events: readonly { readonly sequence: bigint }[]) => told.push(...events.map(({ sequence }) => sequence)),
    missed: () => told.push('missed'),
  };
  const follower = new Follower(following, records, createLogger('test'));
  await follower.start();
  return { follower, told };
};

test('what was dropped before it was read is told as missed', async () => {
  const { follower, told } = await followed(topicOf([[placed(8), placed(9)], [placed(12)]], 7));
  await eventually(() => told.length === 4);
  expect(told).toEqual([8n, 9n, 'missed', 12n]);
  await follower.stop();
});

test('a read that failed is done again, and nothing is missed', async () => {
  const { follower, told } = await followed(topicOf([[placed(8)], new Error('the database is away'), [placed(9)]], 7));
  await eventually(() => told.length === 2);
  expect(told).toEqual([8n, 9n]);
  await follower.stop();
});
