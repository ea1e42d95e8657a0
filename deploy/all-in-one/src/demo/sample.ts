import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { importSales } from '@vafa/cli';
import type { Client } from '@vafa/client';

const name = 'online-retail-2010-12.csv.gz';
/** From the built file and from the source alike: deploy/all-in-one/{src,dist}/demo. */
const file = join(import.meta.dirname, '../../../../samples', name);
const patienceMs = 90_000;

/**
 * Imports the sample, or goes on with the task that an earlier start began: the key is always the same.
 * Answers what the task says of itself. Raises ApiProblem, NotReachable and, when the signal is aborted, AbortError.
 */
export const importSample = async (api: Client, signal: AbortSignal): Promise<string> => {
  if (!existsSync(file)) return `the sample ${file} is missing; nothing was imported`;
  const task = await importSales(api, { file, key: `demo-sample-${name}`, patienceMs, quiet: false, signal });
  return task.message;
};
