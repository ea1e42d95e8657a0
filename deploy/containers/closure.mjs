// Last step of an image's build: what each service needs at run time and nothing else.
//   node closure.mjs ROOT TARGET [SERVICE …]
// ROOT holds package.json and package-lock.json of the workspace, node_modules as `npm ci` left it, and the built libs
// and services. TARGET/SERVICE becomes /app of its image: services/SERVICE/dist, libs/*/dist, node_modules.
// The gateway's holds services/web/dist too, which it serves.
import {
  cpSync,
  existsSync,
  lutimesSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import { reachedFrom } from './imports.mjs';
import { packagesNeeded } from './lock-graph.mjs';

const read = (path) => JSON.parse(readFileSync(path, 'utf8'));

/** Types, source maps and texts are of no use at run time; licences stay. */
export function isNeeded(path) {
  const name = basename(path);
  if (/^(licen[cs]e|notice|copying)/i.test(name)) return true;
  return (
    !/\.(d\.[cm]?ts|[cm]?ts|tsx|map|md|markdown|flow|tsbuildinfo)$/i.test(name) &&
    !/^(\.github|\.package-lock\.json|\.sources)$/.test(name)
  );
}

const servesPages = 'gateway';
const pages = 'services/web/dist';

/** Packages that hold types and nothing else. */
const isCode = (name) => !name.startsWith('@types/');

/** Name → folder of the workspace's libs. */
const libsOf = (root) =>
  new Map(
    readdirSync(join(root, 'libs')).map((folder) => [
      read(join(root, 'libs', folder, 'package.json')).name,
      `libs/${folder}`,
    ]),
  );

/**
 * What `service` needs: workspace folders, third-party packages it imports, and all paths in the lock that these need.
 */
function closureOf(root, service) {
  const manifest = read(join(root, 'package.json'));
  const lock = read(join(root, 'package-lock.json'));
  const libs = libsOf(root);
  const { folders, packages } = reachedFrom(root, join(root, `services/${service}/dist/main.js`), (name) =>
    libs.get(name),
  );
  const unnamed = packages.filter((name) => !(name in manifest.dependencies));
  if (unnamed.length > 0)
    throw new Error(`${service} imports ${unnamed.join(', ')}: not among the dependencies of package.json`);
  return { folders, packages, paths: packagesNeeded(lock, packages, isCode), manifest, lock };
}

/** A package is copied without its nested packages: these have entries of their own. */
const copyPackage = (from, to) => {
  const own = (path) => !relative(from, path).split('/').includes('node_modules');
  cpSync(from, to, { recursive: true, filter: (path) => own(path) && (path === from || isNeeded(path)) });
};

function copyPackages(root, target, { paths, lock, manifest }) {
  for (const path of paths) {
    const entry = lock.packages[path];
    const installed = join(root, path);
    if (!existsSync(installed)) {
      if (entry.optional === true) continue;
      throw new Error(`${path} is not installed`);
    }
    const { version } = read(join(installed, 'package.json'));
    const wanted = manifest.dependencies[path.slice('node_modules/'.length)] ?? entry.version;
    if (version !== entry.version || version !== wanted)
      throw new Error(`${path} is ${version}, package-lock.json says ${entry.version}, package.json ${wanted}`);
    copyPackage(installed, join(target, path));
  }
}

function copyWorkspace(root, target, service, folders) {
  for (const folder of [...folders, `services/${service}`]) {
    const manifest = read(join(root, folder, 'package.json'));
    cpSync(join(root, folder, 'dist'), join(target, folder, 'dist'), { recursive: true, filter: isNeeded });
    const { name, version, type, exports } = manifest;
    writeFileSync(
      join(target, folder, 'package.json'),
      `${JSON.stringify({ name, version, private: true, type, exports }, null, 2)}\n`,
    );
    if (!folder.startsWith('libs/')) continue;
    const link = join(target, 'node_modules', name);
    mkdirSync(dirname(link), { recursive: true });
    symlinkSync(relative(dirname(link), join(target, folder)), link);
  }
}

/** One time for all files, so that the same sources give the same layer. */
function stamp(folder, seconds) {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) stamp(path, seconds);
    else lutimesSync(path, seconds, seconds);
  }
  lutimesSync(folder, seconds, seconds);
}

const bytesOf = (folder) =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .reduce((sum, entry) => sum + statSync(join(entry.parentPath, entry.name)).size, 0);

/** Makes /app of one service. Answers what it holds, in words. */
function assemble(root, service, target) {
  const closure = closureOf(root, service);
  rmSync(target, { recursive: true, force: true });
  mkdirSync(join(target, 'node_modules'), { recursive: true });
  copyPackages(root, target, closure);
  copyWorkspace(root, target, service, closure.folders);
  if (service === servesPages) cpSync(join(root, pages), join(target, pages), { recursive: true, filter: isNeeded });
  cpSync(join(import.meta.dirname, 'health.mjs'), join(target, 'health.mjs'));
  stamp(target, Number(process.env.SOURCE_DATE_EPOCH || 0));
  return `${service}: ${closure.folders.length} libs, ${closure.packages.length} packages imported, ${closure.paths.length} needed, ${(bytesOf(target) / 1e6).toFixed(1)} MB`;
}

if (import.meta.main) {
  const [root, target, ...asked] = process.argv.slice(2);
  const services =
    asked.length > 0
      ? asked
      : readdirSync(join(root, 'services')).filter((service) =>
          existsSync(join(root, 'services', service, 'dist/main.js')),
        );
  for (const service of services) console.log(assemble(root, service, join(target, service)));
}
