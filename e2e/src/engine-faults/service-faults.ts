import { setTimeout as wait } from 'node:timers/promises';
import { randomOf } from '../random-of.ts';
import type { Fault, FaultyClub } from './faulty-club.ts';

const downMsMax = 1_500;
const twoAtOncePercent = 25;

const shuffled = <T>(random: () => number, all: readonly T[]): T[] => {
  const left = [...all];
  return all.map(() => left.splice(Math.floor(random() * left.length), 1)[0] as T);
};

const killed = (club: FaultyClub, processes: readonly string[], downMs: number): Fault => ({
  name: `kill -9 of ${processes.join(' and ')}, down for ${Math.round(downMs)} ms`,
  inject: async () => {
    await Promise.all(processes.map((process) => club.end(process, 'SIGKILL')));
    await wait(downMs);
    for (const process of processes) club.start(process);
    return { at: Date.now() };
  },
});

/** Every process is killed, in an order of the seed, sometimes two at once, until there were as many kills. */
export const serviceFaults = (club: FaultyClub, seed: number, kills: number): Fault[] => {
  const random = randomOf(seed);
  const order: string[] = [];
  while (order.length < kills) order.push(...shuffled(random, club.processes));
  const faults: Fault[] = [];
  for (let place = 0; place < kills; ) {
    const count = random() * 100 < twoAtOncePercent && order[place] !== order[place + 1] ? 2 : 1;
    faults.push(killed(club, order.slice(place, place + count), random() * downMsMax));
    place += count;
  }
  return faults;
};
