// What package-lock.json says: which installed packages a set of package names needs.

/**
 * Path in the lock of `name` as seen from the package at `from` ('' is the project), as Node resolves it; undefined
 * when absent.
 */
export function resolveInLock(lock, from, name) {
  for (let folder = from; ; folder = folder.slice(0, Math.max(0, folder.lastIndexOf('/node_modules/')))) {
    const path = folder === '' ? `node_modules/${name}` : `${folder}/node_modules/${name}`;
    if (path in lock.packages) return path;
    if (folder === '') return undefined;
  }
}

/**
 * Paths of the packages `names` and of everything they need. Optional peers are taken when the project itself names
 * them in its dependencies (that is how Nest is told which transports to load); optional dependencies when the lock has
 * them. What `isWanted` refuses by name is left out with what it alone needs.
 */
export function packagesNeeded(lock, names, isWanted = (_name) => true) {
  const named = lock.packages[''].dependencies;
  const found = new Set();
  const visit = (from, name, isOptional) => {
    if (!isWanted(name)) return;
    const path = resolveInLock(lock, from, name);
    if (path === undefined) {
      if (isOptional) return;
      throw new Error(`${name}, needed by ${from || 'the project'}, is not in package-lock.json`);
    }
    if (found.has(path)) return;
    found.add(path);
    const entry = lock.packages[path];
    for (const each of Object.keys(entry.dependencies ?? {}))
      visit(path, each, each in (entry.optionalDependencies ?? {}));
    for (const each of Object.keys(entry.optionalDependencies ?? {})) visit(path, each, true);
    for (const each of Object.keys(entry.peerDependencies ?? {})) {
      const isOptionalPeer = entry.peerDependenciesMeta?.[each]?.optional === true;
      if (!isOptionalPeer) visit(path, each, false);
      else if (each in named) visit(path, each, true);
    }
  };
  for (const name of names) visit('', name, false);
  return [...found].sort();
}
