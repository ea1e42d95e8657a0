// npm run faults: builds, then kills the club again and again during an import and compares the end with what it must be.
import { execFileSync } from 'node:child_process';
import { ensureInstalled, projectNode, root, runAndExit } from './installed.mjs';

ensureInstalled();
execFileSync(projectNode(), ['tools/build.mjs'], { cwd: root, stdio: 'inherit' });
runAndExit(['--disable-warning=ExperimentalWarning', 'e2e/src/faults.ts', ...process.argv.slice(2)]);
