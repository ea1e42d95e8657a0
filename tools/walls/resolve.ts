// Where an import leads: a file of the repository, a third-party package, a module of Node, or nowhere.
import { realpathSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { dirname, join, normalize, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import type { Workspace } from './workspace.ts';

export type Target =
  | { readonly kind: 'file'; readonly file: string }
  | { readonly kind: 'package'; readonly name: string }
  | { readonly kind: 'node'; readonly name: string }
  | { readonly kind: 'nowhere' };

export type Resolve = (from: string, specifier: string) => Target;

const packageName = (specifier: string): string =>
  specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');

/** Resolves as TypeScript and Node do, package exports included, with sources in place of what is built from them. */
export function resolver({ root, files, projects }: Workspace): Resolve {
  const options: ts.CompilerOptions = {
    module: ts.ModuleKind.NodeNext,
    moduleResolution: ts.ModuleResolutionKind.NodeNext,
    customConditions: ['vafa-src'],
    allowJs: true,
    allowImportingTsExtensions: true,
  };
  const base = realpathSync(root);
  const cache = ts.createModuleResolutionCache(root, (name) => name, options);
  const workspaceNames = new Set(projects.map(({ folder, manifest }) => (folder === '' ? undefined : manifest.name)));
  const within = (path: string): Target => {
    const file = relative(base, path);
    return file.startsWith('..') || file.split('/').includes('node_modules')
      ? { kind: 'nowhere' }
      : { kind: 'file', file };
  };
  const asked = new Map<string, Target>();

  const find = (from: string, specifier: string): Target => {
    if (specifier.startsWith('file:')) return within(fileURLToPath(specifier));
    if (isBuiltin(specifier)) return { kind: 'node', name: specifier };
    if (specifier.startsWith('.')) {
      const file = normalize(join(dirname(from), specifier));
      if (files.has(file)) return { kind: 'file', file };
    } else if (
      !specifier.startsWith('/') &&
      !specifier.startsWith('#') &&
      !workspaceNames.has(packageName(specifier))
    ) {
      return { kind: 'package', name: packageName(specifier) };
    }
    const found = ts.resolveModuleName(
      specifier,
      join(base, from),
      options,
      ts.sys,
      cache,
      undefined,
      ts.ModuleKind.ESNext,
    ).resolvedModule;
    return found === undefined ? { kind: 'nowhere' } : within(realpathSync(found.resolvedFileName));
  };

  return (from, specifier) => {
    const key = `${dirname(from)}\0${specifier}`;
    const target = asked.get(key) ?? find(from, specifier);
    asked.set(key, target);
    return target;
  };
}
