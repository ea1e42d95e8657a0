import { expect, test } from '@jest/globals';
import { MongoBulkWriteError, MongoNetworkError, MongoServerError, MongoServerSelectionError } from 'mongodb';
import { isDuplicateKey, isTransient, toUnavailable } from './errors.ts';

const duplicate = new MongoServerError({ message: 'E11000 duplicate key', code: 11000 });
const lost = new MongoNetworkError('lost');

test('a lost connection may pass, a duplicate key and a bug do not', () => {
  expect(
    [lost, new MongoServerSelectionError('none', {} as never), duplicate, new TypeError('bug'), undefined, 'text'].map(
      isTransient,
    ),
  ).toEqual([true, true, false, false, false, false]);
  expect([duplicate, lost, new TypeError('bug'), undefined].map(isDuplicateKey)).toEqual([true, false, false, false]);
});

test('a write of many that met something worse is more than a duplicate', () => {
  const many = (codes: number[]): unknown => ({ code: 11000, writeErrors: codes.map((code) => ({ code })) });
  expect([many([11000, 11000]), many([11000, 121])].map(isDuplicateKey)).toEqual([true, false]);
});

test('a write of many that lost its connection may pass, one that met duplicates does not', () => {
  const ofMany = (reason: Error): MongoBulkWriteError => new MongoBulkWriteError(reason as never, {} as never);
  expect([ofMany(lost), ofMany(duplicate)].map(isTransient)).toEqual([true, false]);
  expect(isDuplicateKey(ofMany(lost))).toBe(false);
});

test('a write that was ended for the sake of another may pass, and is no duplicate', () => {
  const sqlState = (state: string): number =>
    [...state].reduce((code, letter, place) => code + (letter.charCodeAt(0) - 48) * 64 ** place, 0);
  const ended = ['40P01', '40001'].map((state) => new MongoServerError({ message: 'ended', code: sqlState(state) }));
  const ofMany = ended.map(({ code }) => ({ code: 11000, writeErrors: [{ code: 11000 }, { code }] }));
  expect([...ended, ...ofMany].map(isTransient)).toEqual([true, true, true, true]);
  expect(ofMany.map(isDuplicateKey)).toEqual([false, false]);
});

test('only what may pass becomes unavailable', () => {
  expect(toUnavailable(lost)).toMatchObject({ kind: 'unavailable', code: 'database_unavailable' });
  expect(toUnavailable(duplicate)).toBe(duplicate);
});
