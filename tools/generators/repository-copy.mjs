// A folder laid out like the repository, for trying what changes it: what the generators touch is copied, the rest is
// linked.
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const copied = [
  '.gitignore',
  'package.json',
  'package-lock.json',
  'tsconfig.json',
  'tsconfig.scripts.json',
  'biome.json',
  'eslint.config.mjs',
  'commitlint.config.mjs',
  'jest.config.mjs',
  'buf.yaml',
  'buf.gen.yaml',
  'proto',
  'docs',
  'tools',
  'libs',
  'services',
];

/** Its path; `remove` deletes it. */
export const copyRepository = (root) => {
  const place = mkdtempSync(join(tmpdir(), 'vafa-copy-'));
  const isSource = (path) => !/\/(dist|node_modules|engines)$/.test(path);
  for (const path of copied) cpSync(join(root, path), join(place, path), { recursive: true, filter: isSource });
  // The pages are made of nothing that a generator changes, and need not be built again.
  const pages = 'services/web/dist';
  if (existsSync(join(root, pages))) cpSync(join(root, pages), join(place, pages), { recursive: true });
  mkdirSync(join(place, 'node_modules'));
  for (const name of readdirSync(join(root, 'node_modules')))
    if (name !== '@vafa') symlinkSync(join(root, 'node_modules', name), join(place, 'node_modules', name));
  mkdirSync(join(place, 'node_modules/@vafa'));
  for (const lib of readdirSync(join(root, 'libs')))
    symlinkSync(join(place, 'libs', lib), join(place, 'node_modules/@vafa', lib));
  return { place, remove: () => rmSync(place, { recursive: true }) };
};
