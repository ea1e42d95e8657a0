// Pins the images of others to what their registry holds now: name:tag becomes name:tag@sha256:…
//   node tools/pin-images.mjs
// It takes Docker with buildx, and a network. A tag is changed by hand and pinned by this; what is pinned is asked for
// again by its tag. DOCKER names another program.
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** @type {readonly (readonly [string, RegExp])[]} */
const places = [
  ['docker-compose.yml', /^ {4}image: (?!vafa\/)(\S+)$/gm],
  ['deploy/compose/make-secrets.sh', /(?<= )(node:\S+)(?= \\$)/gm],
  ['Dockerfile', /^ARG NODE_IMAGE=(\S+)$/gm],
];
const digest = /^sha256:[0-9a-f]{64}$/;
const known = new Map();

const digestOf = (image) => {
  const found = known.get(image);
  if (found !== undefined) return found;
  const args = ['buildx', 'imagetools', 'inspect', image, '--format', '{{.Manifest.Digest}}'];
  const told = execFileSync(process.env.DOCKER ?? 'docker', args, {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  if (!digest.test(told.trim())) throw new Error(`${image} has no digest: ${told.trim()}`);
  known.set(image, told.trim());
  return told.trim();
};

const root = process.argv[2] ?? join(import.meta.dirname, '..');
const texts = places.map(([file, image]) => {
  const text = readFileSync(join(root, file), 'utf8');
  return [
    file,
    text.replace(image, (line, named) => {
      const [tag] = named.split('@');
      return line.replace(named, `${tag}@${digestOf(tag)}`);
    }),
  ];
});
// All are known by now, or none is written.
for (const [file, text] of texts) writeFileSync(join(root, file), text);
for (const [image, told] of known) process.stdout.write(`${image}@${told}\n`);
