import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Refusal } from './names.mjs';

/** Lays out the sources among files as `npm run format` does: how long a name is decides where lines end. */
const format = (root, files) => {
  const sources = files.filter((file) => /\.(ts|mjs)$/.test(file));
  execFileSync(process.execPath, ['node_modules/@biomejs/biome/bin/biome', 'format', '--write', ...sources], {
    cwd: root,
    stdio: 'pipe',
  });
};

/** Writes what `plan` answers, all of it or nothing, and prints it; what is refused is one line and exit code 64. */
export const writePlan = (root, usage, args, wanted, plan) => {
  try {
    if (args.length !== wanted) throw new Refusal(`usage: ${usage}`);
    const { files, next } = plan(...args);
    for (const [file, text] of files) {
      mkdirSync(dirname(join(root, file)), { recursive: true });
      writeFileSync(join(root, file), text);
    }
    format(root, [...files.keys()]);
    console.log(
      [...[...files.keys()].map((file) => `wrote ${file}`), ...next.map((step) => `next: ${step}`)].join('\n'),
    );
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    console.error(error.message);
    process.exitCode = 64;
  }
};
