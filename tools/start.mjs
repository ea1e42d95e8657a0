// npm start: installs what is missing, builds what has changed, starts the whole club on the project's Node.
//   npm start -- --empty --port 9000
import { execFileSync } from 'node:child_process';
import { ensureInstalled, projectNode, root, runAndExit } from './installed.mjs';

ensureInstalled();
execFileSync(projectNode(), ['tools/build.mjs'], { cwd: root, stdio: 'inherit' });
runAndExit(['--disable-warning=ExperimentalWarning', 'deploy/all-in-one/dist/main.js', ...process.argv.slice(2)]);
