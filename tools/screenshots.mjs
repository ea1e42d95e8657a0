// npm run screenshots: a picture of every page of the web app into .data/screenshots, or the folder that is named.
//   npm run screenshots -- FOLDER [URL of a running club, USERNAME and PASSWORD of an administrator]
import { execFileSync } from 'node:child_process';
import { ensureInstalled, projectNode, root, runAndExit } from './installed.mjs';

const given = process.argv.slice(2);
ensureInstalled();
execFileSync(projectNode(), ['tools/build.mjs'], { cwd: root, stdio: 'inherit' });
runAndExit([
  '--disable-warning=ExperimentalWarning',
  '--experimental-transform-types',
  '--conditions=vafa-src',
  ...(given[0] === '--guide' ? ['e2e/src/web/guide-pictures.ts'] : ['e2e/src/web/screenshots.ts', ...given]),
]);
