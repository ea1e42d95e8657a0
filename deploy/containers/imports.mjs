// Which files and packages a compiled service imports, from its main.js on, through the workspace's libs.
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { isBuiltin } from 'node:module';
import { parseSync } from '@swc/core';

/**
 * Specifiers of one compiled file: static and dynamic imports and re-exports. Throws on an import() whose target is
 * computed.
 */
export function importsOf(code) {
  const specifiers = [];
  const visit = (node) => {
    if (node === null || typeof node !== 'object') return;
    if (/^(Import|ExportNamed|ExportAll)Declaration$/.test(node.type) && node.source)
      specifiers.push(node.source.value);
    if (node.type === 'CallExpression' && node.callee.type === 'Import') {
      const target = node.arguments[0].expression;
      if (target.type !== 'StringLiteral') throw new Error('an import() of a computed name cannot be followed');
      specifiers.push(target.value);
    }
    for (const each of Object.values(node)) visit(each);
  };
  visit(parseSync(code, { syntax: 'ecmascript', target: 'es2024' }).body);
  return specifiers;
}

/** '@scope/name' or 'name' of a specifier, and the rest as an exports key: './sub' or '.'. */
export function splitSpecifier(specifier) {
  const parts = specifier.split('/');
  const name = parts.splice(0, specifier.startsWith('@') ? 2 : 1).join('/');
  return { name, key: ['.', ...parts].join('/') };
}

const fileOf = (folder, key) => {
  const target = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')).exports?.[key]?.default;
  if (target === undefined) throw new Error(`${folder} does not export ${key}`);
  return join(folder, target);
};

/**
 * Walks the imports of `entry` (a file under `root`). Answers the workspace folders (relative to `root`) and the names
 * of the third-party packages that are reached. Throws on a file that is not there.
 */
export function reachedFrom(root, entry, folderOf) {
  const seen = new Set();
  const folders = new Set();
  const packages = new Set();
  const visit = (file) => {
    if (seen.has(file)) return;
    seen.add(file);
    if (!existsSync(file)) throw new Error(`${file} is imported and not there`);
    for (const specifier of importsOf(readFileSync(file, 'utf8'))) {
      if (isBuiltin(specifier)) continue;
      if (specifier.startsWith('.')) {
        visit(resolve(dirname(file), specifier));
        continue;
      }
      const { name, key } = splitSpecifier(specifier);
      const folder = folderOf(name);
      if (folder === undefined) {
        packages.add(name);
      } else {
        folders.add(folder);
        visit(fileOf(join(root, folder), key));
      }
    }
  };
  visit(entry);
  return { folders: [...folders].sort(), packages: [...packages].sort() };
}
