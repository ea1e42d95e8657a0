// What must hold for an image before it is started. Each check answers the problems it found, in words.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { docker, imageOf, root, tried, version } from './docker.mjs';

export const maxBytes = 250e6;

const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));

/** Of the image's own description (docker image inspect). */
export function problemsOf({ Size: size, Config: config }, service) {
  const problems = [];
  if (size >= maxBytes) problems.push(`is ${(size / 1e6).toFixed(0)} MB`);
  if (config.User !== '10001:10001') problems.push(`runs as ${config.User || 'root'}`);
  if (!config.Healthcheck) problems.push('has no health check');
  if (!config.Entrypoint?.[0]?.endsWith('/tini')) problems.push('has no init');
  if (config.Volumes && Object.keys(config.Volumes).length > 0) problems.push('declares volumes');
  const labels = config.Labels ?? {};
  if (labels['org.opencontainers.image.version'] !== version) problems.push('has no version label');
  if (labels['org.opencontainers.image.title'] !== `vafa-${service}`) problems.push('has no title label');
  const secret = (config.Env ?? []).find((each) =>
    /(KEY|PASSWORD|TOKEN|SECRET|MONGODB_URI|REGISTRY|CAFILE)[^=]*=/i.test(each),
  );
  if (secret) problems.push(`holds the setting ${secret.split('=')[0]}`);
  return problems;
}

/** Runs inside the image: what its files are. */
const look = () => {
  const { accessSync, constants, existsSync, readdirSync, statSync } = process.getBuiltinModule('node:fs');
  const all = readdirSync('/app', { recursive: true, encoding: 'utf8' });
  const writable = ['/app', '/etc', '/usr'].filter((folder) => {
    try {
      accessSync(folder, constants.W_OK);
      return true;
    } catch {
      return false;
    }
  });
  const suid = ['/usr/bin', '/usr/sbin']
    .flatMap((folder) => readdirSync(folder).map((name) => `${folder}/${name}`))
    .filter((path) => existsSync(path) && (statSync(path).mode & 0o6000) !== 0);
  const tools = [
    '/usr/local/bin/npm',
    '/usr/local/bin/npx',
    '/usr/local/lib/node_modules',
    '/app/package-lock.json',
    '/app/node_modules/.bin',
  ].filter((path) => existsSync(path));
  const sources = all.filter((path) => /\.([cm]?ts|tsx|map)$/.test(path));
  const packages = readdirSync('/app/node_modules').flatMap((name) =>
    name.startsWith('@') ? readdirSync(`/app/node_modules/${name}`).map((each) => `${name}/${each}`) : [name],
  );
  const services = readdirSync('/app/services');
  console.log(
    JSON.stringify({
      uid: process.getuid?.(),
      node: process.version,
      writable,
      suid,
      tools,
      sources: sources.slice(0, 5),
      packages,
      services,
    }),
  );
};

/** Of what is in the image, seen by a container without network. */
export function problemsInside(seen, service) {
  const problems = [];
  if (seen.uid !== 10001) problems.push(`runs as user ${seen.uid}`);
  for (const what of ['writable', 'suid', 'tools', 'sources'])
    if (seen[what].length > 0) problems.push(`${what}: ${seen[what].join(', ')}`);
  const development = seen.packages.filter(
    (name) => name in manifest.devDependencies || name in manifest.optionalDependencies,
  );
  if (development.length > 0) problems.push(`holds development packages: ${development.join(', ')}`);
  const expected = service === 'gateway' ? 'gateway,web' : service;
  if (seen.services.toSorted().join() !== expected) problems.push(`holds the services ${seen.services.join(', ')}`);
  return problems;
}

/** Inspects an image and looks inside. Answers its size in bytes, number of packages and problems. */
export async function checkImage(service) {
  const image = imageOf(service);
  const [inspected] = JSON.parse(await docker('image', 'inspect', image));
  const seen = JSON.parse(
    await docker('run', '--rm', '--network', 'none', '--read-only', '--entrypoint', 'node', image, '-e', `(${look})()`),
  );
  const unset = await tried('run', '--rm', '--network', 'none', '--read-only', '--tmpfs', '/tmp', image);
  const problems = [...problemsOf(inspected, service), ...problemsInside(seen, service)];
  if (unset.code !== 78 || !/MONGODB_URI/.test(unset.stderr + unset.stdout))
    problems.push(
      `without settings it ended with ${unset.code}: ${`${unset.stdout}${unset.stderr}`.trim().slice(0, 300)}`,
    );
  return { service, bytes: inspected.Size, packages: seen.packages.length, node: seen.node, problems };
}
