import type { DatabaseWay } from '@vafa/mongo';
import type { TestEngine } from '@vafa/testing';

export type WayName = 'through the driver' | 'inside the process';

/** The ways to a test's database: one that runs elsewhere is reached through the driver alone. */
export const ways: readonly WayName[] = process.env.MONGODB_URI
  ? ['through the driver']
  : ['through the driver', 'inside the process'];

export const wayTo = (engine: TestEngine, name: WayName): DatabaseWay | undefined =>
  name === 'inside the process' ? engine.way : undefined;
