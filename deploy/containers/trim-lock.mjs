// First step of an image: a package.json and package-lock.json with production dependencies and the compilers alone.
// So a change of anything else does not install anew, and `npm ci` checks every sum.
//   node trim-lock.mjs FOLDER TARGET
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { packagesNeeded } from './lock-graph.mjs';

/** What builds the services, and what builds the pages that the gateway serves. */
export const compilers = ['@swc/core', '@fontsource-variable/inter', 'subset-font', 'vazirmatn', 'vite'];

export function trimmed(manifest, lock) {
  const { name, version } = manifest;
  const dependencies = {
    ...manifest.dependencies,
    ...Object.fromEntries(compilers.map((name) => [name, manifest.devDependencies[name]])),
  };
  const paths = packagesNeeded(lock, Object.keys(dependencies));
  const kept = new Set(paths);
  const entryOf = (path) => {
    const { dev: _dev, devOptional: _devOptional, optionalDependencies, ...entry } = lock.packages[path];
    if (optionalDependencies === undefined) return entry;
    // Binaries of platforms that the lock does not hold: `npm ci` would refuse the whole lock for them.
    const present = Object.entries(optionalDependencies).filter(
      ([each]) => kept.has(`node_modules/${each}`) || kept.has(`${path}/node_modules/${each}`),
    );
    return { ...entry, optionalDependencies: Object.fromEntries(present) };
  };
  const packages = Object.fromEntries(paths.map((path) => [path, entryOf(path)]));
  return {
    manifest: { name, version, private: true, type: 'module', dependencies },
    lock: {
      name,
      version,
      lockfileVersion: lock.lockfileVersion,
      requires: true,
      packages: { '': { name, version, dependencies }, ...packages },
    },
  };
}

if (import.meta.main) {
  const [folder, target] = process.argv.slice(2);
  const read = (file) => JSON.parse(readFileSync(join(folder, file), 'utf8'));
  const result = trimmed(read('package.json'), read('package-lock.json'));
  mkdirSync(target, { recursive: true });
  writeFileSync(join(target, 'package.json'), `${JSON.stringify(result.manifest, null, 2)}\n`);
  writeFileSync(join(target, 'package-lock.json'), `${JSON.stringify(result.lock, null, 2)}\n`);
}
