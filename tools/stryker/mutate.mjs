// npm run mutate [-- [--service NAME] [--concurrency N] [--specs FOLDER] folder/file …]: changes a service's domain one
// place at a time and says which changes no spec notices.
import { parseArgs } from 'node:util';
import { ensureInstalled, runAndExit } from '../installed.mjs';
import { domainOf, noticedLeast, specsVariable, variable } from './domains.mjs';

const { values, positionals } = parseArgs({
  options: {
    service: { type: 'string', default: 'ledger' },
    concurrency: { type: 'string' },
    specs: { type: 'string', default: '' },
  },
  allowPositionals: true,
});
const { service, concurrency, specs } = values;

if (Object.hasOwn(noticedLeast, service)) {
  ensureInstalled();
  const files = positionals.map((file) => `${domainOf(service)}/${file.replace(/\.ts$/, '')}.ts`);
  runAndExit(
    [
      'node_modules/@stryker-mutator/core/bin/stryker.js',
      'run',
      'tools/stryker/stryker.config.mjs',
      ...(concurrency === undefined ? [] : ['--concurrency', concurrency]),
      ...(files.length > 0 ? ['--mutate', files.join(',')] : []),
    ],
    { FC_RUNS: '40', [variable]: service, [specsVariable]: specs },
  );
} else {
  console.error(`--service is one of ${Object.keys(noticedLeast).join(', ')}`);
  process.exitCode = 64;
}
