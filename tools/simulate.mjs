// npm run simulate -- [--seed N] [--ops N] [--round N] [--json]: the ledger under seeded faults; ends with 0 only when
// every invariant holds.
import { ensureInstalled, runAndExit } from './installed.mjs';

ensureInstalled();
runAndExit([
  '--experimental-transform-types',
  '--conditions=vafa-src',
  '--disable-warning=ExperimentalWarning',
  'services/ledger/simulation/main.ts',
  ...process.argv.slice(2),
]);
