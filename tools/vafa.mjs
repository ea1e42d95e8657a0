// npm run vafa -- …: the command line of a running club, on the project's Node, built when its sources have changed.
import { execFileSync } from 'node:child_process';
import { ensureInstalled, projectNode, root, runAndExit } from './installed.mjs';

ensureInstalled();
// What the build says would stand in the way of --json.
execFileSync(projectNode(), ['tools/build.mjs', 'vafa-cli', 'ledger'], {
  cwd: root,
  stdio: ['ignore', 'ignore', 'inherit'],
});
// Files are named from where npm was called.
runAndExit(['tools/vafa-cli/dist/main.js', ...process.argv.slice(2)], {
  VAFA_CALLED_FROM: process.env.INIT_CWD ?? process.cwd(),
});
