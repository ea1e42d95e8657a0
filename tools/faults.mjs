// npm run faults: builds, then kills the club again and again during an import and compares the end with what it must
// be.
import { execFileSync } from 'node:child_process';
import { ensureInstalled, projectNode, root, runAndExit } from './installed.mjs';

ensureInstalled();
execFileSync(projectNode(), ['tools/build.mjs'], { cwd: root, stdio: 'inherit' });
const args = process.argv.slice(2);
const writers = ['--experimental-transform-types', '--conditions=vafa-src', 'services/ledger/test/writers/main.ts'];
runAndExit([
  '--disable-warning=ExperimentalWarning',
  ...(args.includes('--ledger') ? writers : ['e2e/src/faults.ts']),
  ...args,
]);
