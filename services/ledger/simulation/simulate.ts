import { createHash } from 'node:crypto';
import type { World } from './link.ts';
import type { Plant } from './plant.ts';
import { Random } from './random.ts';
import { Round } from './round.ts';
import { Tally } from './tally.ts';
import { Timeline } from './timeline.ts';

export interface SimulationOptions {
  readonly seed: number;
  readonly operations: number;
  /** A bug to be found. */
  readonly plant?: Plant;
  readonly operationsPerRound?: number;
  /** The first round; each has its own chance, so that one can be played without those before it. */
  readonly firstRound?: number;
  readonly onRound?: (tally: Tally) => void;
}

export interface Simulation {
  readonly tally: Tally;
  readonly rounds: number;
  /** SHA-256 over every commit and every answer, in the order of their coming. */
  readonly digest: string;
}

/**
 * Plays as many rounds as have so many operations, or until something was found. The same options, the same simulation.
 */
export const simulate = async ({
  seed,
  operations,
  plant = {},
  operationsPerRound = 2_000,
  firstRound = 1,
  onRound,
}: SimulationOptions): Promise<Simulation> => {
  const tally = new Tally();
  const digest = createHash('sha256');
  let rounds = 0;
  const size = Math.min(operationsPerRound, operations);
  while (rounds < Math.ceil(operations / size) && tally.found === 0) {
    const number = firstRound + rounds++;
    const world: World = {
      random: new Random(seed + number * 2 ** 32),
      timeline: new Timeline(),
      tally,
      calm: false,
      calls: 0,
    };
    await new Round(world, number, size, plant, (text) => void digest.update(text)).play();
    if (tally.found > 0) tally.note(`found in round ${String(number)}`);
    onRound?.(tally);
  }
  return { tally, rounds, digest: digest.digest('hex') };
};
