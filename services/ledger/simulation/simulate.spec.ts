import { describe, expect, test } from '@jest/globals';
import { simulate } from './simulate.ts';

describe.each([11, 12, 13])('the ledger under faults, seed %d', (seed) => {
  test('loses nothing, doubles nothing and keeps every law', async () => {
    const { tally } = await simulate({ seed, operations: 1_500 });
    expect(tally.flaws).toEqual([]);
    expect(tally.accepted / tally.acknowledged).toBeGreaterThan(0.6);
    expect(tally.crashes).toBeGreaterThan(0);
    expect(tally.conflicts).toBeGreaterThan(0);
    expect(tally.retries).toBeGreaterThan(0);
  });
});

describe('a seed', () => {
  test('is one simulation, byte for byte; another seed is another', async () => {
    const play = async (seed: number): Promise<string> => (await simulate({ seed, operations: 400 })).digest;
    const first = await play(14);
    expect(await play(14)).toBe(first);
    expect(await play(15)).not.toBe(first);
  });

  test('plays any of its rounds without those before it', async () => {
    const rounds: number[] = [];
    await simulate({
      seed: 16,
      operations: 600,
      operationsPerRound: 300,
      onRound: ({ commits }) => void rounds.push(commits),
    });
    const { tally } = await simulate({ seed: 16, operations: 300, operationsPerRound: 300, firstRound: 2 });
    expect(tally.commits).toBe((rounds[1] ?? 0) - (rounds[0] ?? 0));
  });
});
