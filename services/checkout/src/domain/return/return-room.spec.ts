import { describe, expect, test } from '@jest/globals';
import { noon } from '../../../test/sales.ts';
import type { Return } from '../session/session.ts';
import { ReturnRoom } from './return-room.ts';

const made = (id: string, lines: number): Return => ({
  id,
  receipt: '',
  at: noon,
  lines: Array.from({ length: lines }, (_one, index) => ({ position: index + 1, quantityMilli: 1_000n, amount: 0n })),
  amount: 0n,
  pointsTakenBack: 0n,
  pointsRestored: 0n,
});
const many = (count: number): Return[] =>
  Array.from({ length: count }, (_one, index) => made(`ret_${String(index)}`, 1));
const roomOf = (returns: readonly Return[], movable: readonly string[] = []) =>
  new ReturnRoom({ returns }, new Set(movable));

describe('the room of a sale for returns', () => {
  test('is for a thousand returns; one that is there stays', () => {
    expect(roomOf(many(999)).has('new', 1)).toBe(true);
    expect(roomOf(many(1_000)).has('new', 1)).toBe(false);
    expect(roomOf(many(1_000)).has('ret_3', 2)).toBe(true);
  });

  test('grows smaller by what is taken', () => {
    const room = roomOf(many(999));
    room.take('new', 1);
    expect([room.has('another', 1), room.has('new', 2)]).toEqual([false, true]);
  });

  test('is for 30,000 lines; one that was taken has its place', () => {
    const room = roomOf([made('ret_1', 29_999)]);
    room.take('new', 1);
    room.take('new', 1);
    expect([room.has('new', 1), room.has('new', 2), room.has('ret_1', 1)]).toEqual([true, false, false]);
    expect(roomOf([made('ret_1', 29_999)]).has('new', 1)).toBe(true);
  });

  test('does not count lines that may move', () => {
    const room = roomOf([made('ret_1', 29_999), made('ret_2', 1)], ['ret_2']);
    expect(room.has('ret_2', 1)).toBe(true);
    room.take('ret_2', 1);
    expect(room.has('ret_2', 2)).toBe(false);
  });

  test('counts lines of two returns apart', () => {
    const room = roomOf([made('ret_1', 29_998)]);
    room.take('a', 1);
    room.take('b', 1);
    expect(room.has('c', 1)).toBe(false);
  });
});
