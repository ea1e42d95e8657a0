import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const folder = join(import.meta.dirname, '../results');

/** Keeps a run with its raw rounds under bench/results/. */
export const keepResult = (name: string, result: object): void => {
  mkdirSync(folder, { recursive: true });
  writeFileSync(
    join(folder, `${name}-${new Date().toISOString().replaceAll(':', '-')}.json`),
    JSON.stringify(result, null, 2),
  );
};
