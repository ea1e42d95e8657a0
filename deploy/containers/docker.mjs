// Docker as this project uses it: the daemon that answers, else (when asked) one of its own; the base image pulled,
// else made here.
import { execFile, execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

export const root = join(import.meta.dirname, '../..');
export const services = ['membership', 'ledger', 'campaigns', 'rewards', 'checkout', 'feedback', 'imports', 'gateway'];
export const version = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).version;
export const imageOf = (service) => `vafa/${service}:${version}`;

const run = promisify(execFile);
const output = { encoding: /** @type {const} */ ('utf8'), maxBuffer: 1 << 26 };

/** Standard output of a docker command; rejects with its error text. */
export const docker = async (...args) => (await run('docker', args, output)).stdout.trim();

/** Exit code, output and error output of a docker command that may fail. */
export const tried = (...args) =>
  run('docker', args, output).then(
    ({ stdout, stderr }) => ({ code: 0, stdout, stderr }),
    ({ code, stdout = '', stderr = '' }) => ({ code, stdout, stderr }),
  );

const answers = async () => (await tried('info', '--format', '{{.ServerVersion}}')).code === 0;

/**
 * Takes DOCKER_HOST, else the usual socket, else starts a daemon of the project's own when `mayStart`. Answers how to
 * stop it, or undefined.
 */
export async function findDocker(mayStart) {
  if (await answers()) return async () => {};
  const engine = join(root, 'tools/engines/docker');
  const wasUp = await run(engine, ['status'], output).then(
    ({ stdout }) => stdout,
    () => undefined,
  );
  if (wasUp === undefined && !mayStart) return undefined;
  const told = wasUp ?? execFileSync(engine, ['up'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] });
  process.env.DOCKER_HOST = told.trim().replace(/^DOCKER_HOST=/, '');
  return async () => {
    // Layers of earlier sources, which nothing else would ever remove here.
    await tried('image', 'prune', '-f', '--filter', 'until=168h');
    if (wasUp === undefined) await run(engine, ['down']);
  };
}

/** The base image of the Dockerfile, by tag. */
const baseImage = () => /^ARG NODE_IMAGE=(\S+)$/m.exec(readFileSync(join(root, 'Dockerfile'), 'utf8'))?.[1] ?? '';

const isHere = async (image) => (await tried('image', 'inspect', image)).code === 0;

/** Answers whether the base is a stand-in made here. */
export async function ensureBase() {
  const image = baseImage();
  if (!(await isHere(image)) && (await tried('pull', '-q', image)).code !== 0) {
    console.log(
      `${image} cannot be pulled here: making a stand-in of the same tag from Debian's packages and npm's Node`,
    );
    execFileSync(join(root, 'deploy/containers/local-base.sh'), [image], { stdio: ['ignore', 'ignore', 'inherit'] });
  }
  return (await docker('image', 'inspect', '--format', '{{index .Config.Labels "vafa.stand-in"}}', image)) === 'true';
}

/** The builder: BuildKit where it is installed, else the classic one. */
const builderEnvironment = async () => ((await tried('buildx', 'version')).code === 0 ? {} : { DOCKER_BUILDKIT: '0' });

const revision = () => {
  try {
    return execFileSync('git', ['describe', '--always', '--abbrev=40', '--dirty', '--exclude=*'], {
      cwd: root,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    }).trim();
  } catch {
    return 'unknown';
  }
};

const isBridged = async () => (await tried('network', 'inspect', 'bridge')).code === 0;

const inContext = [
  'Dockerfile',
  '.dockerignore',
  'package.json',
  'package-lock.json',
  'tools/build.mjs',
  'tools/installed.mjs',
  'libs',
  'services',
  'deploy/containers',
];

/**
 * A copy of what images are made from, so that all are of the same sources while somebody edits. Answers its folder.
 */
export function snapshot() {
  const folder = mkdtempSync(join(tmpdir(), 'vafa-context-'));
  for (const path of inContext)
    cpSync(join(root, path), join(folder, path), {
      recursive: true,
      filter: (each) => !/\/(node_modules|dist)$/.test(each),
    });
  return folder;
}

/** Builds the image of one service from a folder. Answers how long it took, in seconds. */
export async function build(service, folder, isStandIn) {
  const args = { SERVICE: service, VERSION: version, REVISION: revision() };
  if (process.env.NPM_CONFIG_REGISTRY) args.NPM_CONFIG_REGISTRY = process.env.NPM_CONFIG_REGISTRY;
  // The stand-in carries the certificate authorities of this machine.
  if (isStandIn) args.NPM_CONFIG_CAFILE = '/etc/ssl/certs/ca-certificates.crt';
  const buildArgs = Object.entries(args).flatMap(([name, value]) => ['--build-arg', `${name}=${value}`]);
  const network = (await isBridged()) ? [] : ['--network', 'host'];
  const started = Date.now();
  const env = { ...process.env, ...(await builderEnvironment()) };
  try {
    await run('docker', ['build', ...network, ...buildArgs, '-t', imageOf(service), folder], { ...output, env });
  } catch (error) {
    throw new Error(
      `${imageOf(service)} was not built:\n${`${error.stdout}${error.stderr}`.trim().split('\n').slice(-25).join('\n')}`,
    );
  }
  return (Date.now() - started) / 1000;
}
