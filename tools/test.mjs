// npm test: installs what is missing, builds, runs every test. Arguments go to Jest: npm test -- services/ledger
import { execFileSync } from 'node:child_process';
import { ensureInstalled, projectNode, root, runAndExit } from './installed.mjs';

ensureInstalled();
execFileSync(projectNode(), ['tools/build.mjs'], { cwd: root, stdio: 'inherit' });
runAndExit(['--disable-warning=ExperimentalWarning', 'tools/run-tests.mjs', ...process.argv.slice(2)]);
