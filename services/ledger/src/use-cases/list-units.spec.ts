import { describe, expect, test } from '@jest/globals';
import { plainPoints } from '../domain/time/unit.ts';
import { ListUnits } from './list-units.ts';

const inStore = (clubs: Readonly<Record<string, readonly string[]>>): ListUnits =>
  new ListUnits({
    list: async (clubId) => (clubs[clubId] ?? []).map((unit) => ({ clubId, unit, version: 1, ...plainPoints })),
    put: async () => false,
  });
const named = async (clubs: Readonly<Record<string, readonly string[]>>, clubId: string) =>
  (await inStore(clubs).execute(clubId)).map(({ unit, version }) => [unit, version]);

describe('list units', () => {
  test('answers what the club has, and points among them', async () => {
    expect(await named({ air: ['miles', 'stars'], rail: ['rides'] }, 'air')).toEqual([
      ['miles', 1],
      ['points', 0],
      ['stars', 1],
    ]);
  });

  test('answers points with the rules that the club gave them', async () => {
    expect(await named({ air: ['miles', 'points'] }, 'air')).toEqual([
      ['miles', 1],
      ['points', 1],
    ]);
  });

  test('is refused without a club', async () => {
    await expect(inStore({}).execute('')).rejects.toMatchObject({ kind: 'invalid', code: 'invalid_account' });
  });
});
