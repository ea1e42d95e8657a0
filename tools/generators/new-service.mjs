// What `npm run new:service` writes: files cut from the ledger, and its entries in the lists that name every service.
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { camel, checkName, Refusal, renamed, snake } from './names.mjs';

const templates = join(import.meta.dirname, 'service');
/** Taken from the ledger as they stand. */
export const copied = ['project.json'];
/** Cut by hand; new-service.int.spec.mjs holds each against these files of the ledger. */
export const cut = {
  'README.md': ['README.md'],
  'src/main.ts': ['src/main.ts'],
  'src/ledger.module.ts': ['src/ledger.module.ts'],
  'src/adapters/grpc/ledger.controller.ts': ['src/adapters/grpc/ledger.controller.ts'],
  'test/ledger.component.spec.ts': ['test/ledger.component.spec.ts', 'test/units.component.spec.ts'],
  'proto/ledger.proto': ['../../proto/vafa/ledger/v1/ledger.proto'],
};

const reserved = [
  'vafa',
  'google',
  'contracts',
  'kernel',
  'grpc',
  'events',
  'mongo',
  'config',
  'telemetry',
  'embedded',
  'testing',
  'process',
  'cli',
  'bench',
  'e2e',
  'docs',
  'ci',
  'workspace',
  'proto',
  'deploy',
  'engines',
];

/** One more than the highest port that a README of a service names. */
const nextPort = (root) => {
  const readmes = readdirSync(join(root, 'services'))
    .map((name) => join(root, 'services', name, 'README.md'))
    .filter(existsSync);
  return String(
    Math.max(
      ...readmes.flatMap((file) =>
        [...readFileSync(file, 'utf8').matchAll(/:(71\d\d)\b/g)].map((found) => Number(found[1])),
      ),
    ) + 1,
  );
};

const manifestOf = (root) => {
  const manifest = JSON.parse(readFileSync(join(root, 'services/ledger/package.json'), 'utf8'));
  return `${JSON.stringify({ ...manifest, exports: { '.': manifest.exports['.'] } }, null, 2)}\n`;
};

/** `text` with `line` before the first that matches `anchor`. */
const before = (file, text, anchor, line) => {
  const at = text.search(anchor);
  if (at < 0) throw new Refusal(`${file} is not laid out as expected: ${String(anchor)}`);
  return `${text.slice(0, at)}${line}${text.slice(at)}`;
};

const withExport = (name) => (_file, text) => {
  const manifest = JSON.parse(text);
  const path = `generated/vafa/${snake(name)}/v1/${snake(name)}`;
  manifest.exports[`./${name}`] = { 'vafa-src': `./src/${path}.ts`, default: `./dist/${path}.js` };
  return `${JSON.stringify(manifest, null, 2)}\n`;
};

const registrations = (name) => ({
  'libs/contracts/src/topics.ts': (file, text) =>
    before(file, text, /^\} as const;/m, `  ${camel(name)}: 'vafa.${snake(name)}.v1',\n`),
  'libs/contracts/package.json': withExport(name),
  'commitlint.config.mjs': (file, text) => before(file, text, /^ {2}'gateway',$/m, `  '${name}',\n`),
});

/** Where a service is named for deploying; a person decides what it needs there. */
export const deployed = [
  'deploy/all-in-one/package.json',
  'deploy/all-in-one/src/start-services.ts',
  'docker-compose.yml',
  'deploy/compose/make-secrets.sh',
  'deploy/compose/mongodb/create-users.js',
  'deploy/containers/docker.mjs',
  'deploy/kubernetes/base/kustomization.yaml',
  'deploy/kubernetes/base/network/called.yaml',
  'deploy/kubernetes/base/network/calls.yaml',
  'deploy/kubernetes/create-secrets',
  'deploy/kubernetes/kafka/rights.txt',
  'deploy/kubernetes/overlays/production/settings/kustomization.yaml',
  'deploy/kubernetes/test/services.ts',
  'services/gateway/src/adapters/grpc/services.ts',
];

/** Text by path, and what is left for a person. Raises Refusal; writes nothing. */
export const newService = (root, given) => {
  const name = checkName('the name of a service', given, ['service', 'services']);
  if (reserved.includes(name)) throw new Refusal(`the name is taken by the platform: ${name}`);
  const folder = `services/${name}`;
  for (const path of [folder, `libs/${name}`, `proto/vafa/${snake(name)}`])
    if (existsSync(join(root, path))) throw new Refusal(`it exists: ${path}`);
  const files = new Map([[`${folder}/package.json`, renamed(manifestOf(root), name)]]);
  for (const file of copied)
    files.set(
      `${folder}/${renamed(file, name)}`,
      renamed(readFileSync(join(root, 'services/ledger', file), 'utf8'), name),
    );
  for (const file of Object.keys(cut)) {
    const path = file.startsWith('proto/')
      ? `proto/vafa/${snake(name)}/v1/${snake(name)}.proto`
      : `${folder}/${renamed(file, name)}`;
    files.set(
      path,
      renamed(readFileSync(join(templates, `${file}.txt`), 'utf8').replaceAll('7102', nextPort(root)), name),
    );
  }
  for (const [file, change] of Object.entries(registrations(name)))
    files.set(file, change(file, readFileSync(join(root, file), 'utf8')));
  const next = [
    'npm install',
    'npm run generate',
    `npm test -- ${folder}/`,
    `to deploy it, name it beside the ledger in: ${deployed.join(', ')}`,
  ];
  return { files, next };
};
