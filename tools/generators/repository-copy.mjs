// A folder laid out like the repository, for trying what changes it: what the generators touch is copied, the rest is linked.
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const copied = ['package.json', 'tsconfig.json', 'eslint.config.mjs', 'commitlint.config.mjs', 'jest.config.mjs', 'buf.yaml', 'buf.gen.yaml', 'proto', 'docs', 'tools', 'libs/contracts', 'services'];

/** Its path; `remove` deletes it. */
export const copyRepository = (root) => {
  const place = mkdtempSync(join(tmpdir(), 'vafa-copy-'));
  const isSource = (path) => !/\/(dist|node_modules|engines)$/.test(path);
  for (const path of copied) cpSync(join(root, path), join(place, path), { recursive: true, filter: isSource });
  const link = (path, target = path) => {
    mkdirSync(dirname(join(place, path)), { recursive: true });
    symlinkSync(join(root, target), join(place, path));
  };
  for (const lib of readdirSync(join(root, 'libs'))) if (lib !== 'contracts') link(`libs/${lib}`);
  for (const name of readdirSync(join(root, 'node_modules'))) if (name !== '@vafa') link(`node_modules/${name}`);
  for (const lib of readdirSync(join(root, 'libs'))) link(`node_modules/@vafa/${lib}`, `libs/${lib}`);
  rmSync(join(place, 'node_modules/@vafa/contracts'));
  symlinkSync(join(place, 'libs/contracts'), join(place, 'node_modules/@vafa/contracts'));
  return { place, remove: () => rmSync(place, { recursive: true }) };
};
