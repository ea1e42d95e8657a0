import { describe, expect, test } from '@jest/globals';
import type { Plant } from './plant.ts';
import * as planted from './planted-bugs.ts';
import { simulate, type Simulation } from './simulate.ts';

const seed = 6;
/** Most are found in the first thousand; which operations come about changes with every await of the ledger. */
const operationsMax = 8_000;
const play = (plant?: Plant): Promise<Simulation> =>
  simulate({ seed, operations: operationsMax, operationsPerRound: 500, ...(plant && { plant }) });

/** Bug → the checks of which at least one has to find it. */
const bugs: Readonly<Record<keyof typeof planted, readonly string[]>> = {
  keyNotChecked: ['law I4'],
  lotRestoredWithNewExpiry: ['law I7'],
  holdCapturedTwice: ['law I6'],
  staleCacheTrusted: ['stale read'],
  duplicateTakenForSuccess: ['lost'],
  refusalNotWritten: ['lost'],
  offsetDeduplicates: ['projection'],
  gapSkipped: ['projection'],
  transitForgotten: ['in transit', 'transfer'],
  transitBookedAsSpent: ['in transit'],
  laterLandingTakenForFailure: ['lost'],
  expiryOrderIgnored: ['law I7'],
  reversalBeyondOriginal: ['law I10', 'model outcome'],
  capIgnored: ['law I3'],
};

describe('a planted bug is found', () => {
  test('and the same seed without one is clean', async () => {
    const { tally } = await play();
    expect(tally.flaws).toEqual([]);
    expect(tally.operations).toBeGreaterThanOrEqual(operationsMax);
  });

  test.each(Object.entries(bugs))('%s by %s', async (name, checks) => {
    const { tally } = await play(planted[name as keyof typeof planted]);
    expect(checks).toContain([...tally.checks.keys()].find((check) => checks.includes(check)));
    // A batch more or less.
    expect(tally.operations).toBeLessThan(operationsMax * 1.1);
  });
});
