// npm run bench: builds, then runs bench/ on the project's Node.
import { execFileSync } from 'node:child_process';
import { ensureInstalled, projectNode, root, runAndExit } from './installed.mjs';

ensureInstalled();
execFileSync(projectNode(), ['tools/build.mjs'], { cwd: root, stdio: 'inherit' });
runAndExit([
  '--disable-warning=ExperimentalWarning',
  '--experimental-transform-types',
  'bench/src/main.ts',
  ...process.argv.slice(2),
]);
