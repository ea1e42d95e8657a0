// npm run screenshots: a picture of every page of the web app into .data/screenshots, or the folder that is named.
//   npm run screenshots -- FOLDER [URL of a running club, USERNAME and PASSWORD of an administrator]
import { execFileSync } from 'node:child_process';
import { ensureInstalled, projectNode, root, runAndExit } from './installed.mjs';

ensureInstalled();
execFileSync(projectNode(), ['tools/build.mjs'], { cwd: root, stdio: 'inherit' });
runAndExit([
  '--disable-warning=ExperimentalWarning',
  '--experimental-transform-types',
  '--conditions=vafa-src',
  'e2e/src/web/screenshots.ts',
  ...process.argv.slice(2),
]);
