// Builds services/web: services/web/dist holds the three pages and their assets, each packed beside itself (.br, .gz).
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { root } from '../installed.mjs';
import { guideFiles } from './guide.mjs';
import { workersOf } from './workers.mjs';

const folder = join(root, 'services/web');
const worker = 'keep-pages.js';
const stamp = join(folder, 'dist/.sources');

const filesIn = (path) =>
  readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();

/** What the pages are made of: their sources, the client's, this folder, and the versions of all packages. */
const sources = () => [
  ...filesIn(join(folder, 'src')),
  ...filesIn(join(root, 'libs/client/src')),
  ...filesIn(join(root, 'tools/web')),
  ...guideFiles(),
  ...['till.html', 'console.html', 'club.html', worker, 'tsconfig.json'].map((name) => join(folder, name)),
  join(root, 'package-lock.json'),
];

const digestOf = (files) => {
  const digest = createHash('sha256');
  for (const file of files) digest.update(file.slice(root.length)).update('\0').update(readFileSync(file)).update('\0');
  return digest.digest('hex');
};

const packable = /\.(html|js|css|svg|json|webmanifest)$/;
/** Below this a packed answer is not smaller on the wire. */
const packedFrom = 512;

const pack = (file) => {
  const plain = readFileSync(file);
  if (!packable.test(file) || plain.length < packedFrom) return;
  const brotli = { params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: plain.length } };
  writeFileSync(`${file}.br`, brotliCompressSync(plain, brotli));
  writeFileSync(`${file}.gz`, gzipSync(plain, { level: 9 }));
};

/** Answers how many files were written: 0 when what is there is current. */
export const buildWeb = async () => {
  const digest = digestOf(sources());
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === digest) return 0;
  const [{ build }, { default: config }] = await Promise.all([import('vite'), import('./vite.config.mjs')]);
  await build({ ...config, configFile: false, mode: 'production' });
  const dist = join(folder, 'dist');
  for (const { room, text, page } of workersOf(dist, readFileSync(join(folder, worker), 'utf8'))) {
    writeFileSync(join(dist, `${room}-sw.js`), text);
    writeFileSync(join(dist, `${room}.html`), page);
  }
  const written = filesIn(dist);
  written.forEach(pack);
  // Last, so that a build that was interrupted is done again.
  writeFileSync(stamp, digest);
  return written.length;
};
