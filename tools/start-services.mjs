// npm run start:services: installs what is missing, builds what has changed, starts one process per service on
// MONGODB_URI and KAFKA_BROKERS.
//   npm run start:services -- --replicas ledger=2,checkout=2 --port 9000
import { execFileSync } from 'node:child_process';
import { ensureInstalled, projectNode, root, runAndExit } from './installed.mjs';

ensureInstalled();
execFileSync(projectNode(), ['tools/build.mjs'], { cwd: root, stdio: 'inherit' });
runAndExit(['--disable-warning=ExperimentalWarning', 'e2e/src/processes/start.ts', ...process.argv.slice(2)]);
