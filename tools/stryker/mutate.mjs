// npm run mutate [-- folder/file …]: changes the ledger's domain one place at a time and says which changes no spec
// notices.
import { ensureInstalled, runAndExit } from '../installed.mjs';

ensureInstalled();
const files = process.argv.slice(2).map((file) => `services/ledger/src/domain/${file.replace(/\.ts$/, '')}.ts`);
runAndExit(
  [
    'node_modules/@stryker-mutator/core/bin/stryker.js',
    'run',
    'tools/stryker/stryker.config.mjs',
    ...(files.length > 0 ? ['--mutate', files.join(',')] : []),
  ],
  { FC_RUNS: '40' },
);
