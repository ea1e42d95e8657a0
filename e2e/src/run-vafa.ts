import { execFile } from 'node:child_process';
import { join } from 'node:path';

const root = join(import.meta.dirname, '../..');

export interface VafaAnswer {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** Runs the built command line on a data folder. */
export const runVafa = (dataFolder: string, ...args: readonly string[]): Promise<VafaAnswer> =>
  new Promise((resolve) => {
    const call = [join(root, 'tools/vafa-cli/dist/main.js'), ...args, '--data', dataFolder];
    execFile(process.execPath, call, { cwd: root, maxBuffer: 64 * 1024 * 1024 }, (error, out, err) => {
      resolve({ code: typeof error?.code === 'number' ? error.code : error ? 1 : 0, out, err });
    });
  });
