// Files that nothing runs and names that nobody imports.
import { dirname, join, normalize } from 'node:path';
import ts from 'typescript';
import type { Edge, Graph } from './graph.ts';
import { isTestCode } from './imports.ts';
import type { Exported } from './references.ts';
import type { Violation } from './violation.ts';
import type { Place, Workspace } from './workspace.ts';

/** Read by tools by their names; what these export is for the tools. */
const isForTools = (file: string): boolean => /(^|\/)[\w.-]*(config|reporter|jest-\w+)\.[mc]?[jt]s$/.test(file);

const isGenerated = (file: string): boolean => file.includes('/generated/') || file.endsWith('.d.ts');

/**
 * Files that some command line gives to Node: of package.json, a page of docs, a shell script, or the comment at a
 * file's own head.
 */
function startedByHand({ files, places, read }: Workspace): Set<string> {
  const texts = [...files].filter(
    (file) => !places.has(file) && !/\.(gz|xlsx|csv|json|proto|snap|png|woff2)$/.test(file),
  );
  const lines = (file: string): string[] =>
    read(file)
      .split('\n')
      .filter((line) => !file.endsWith('.md') || /\bnode\b/.test(line));
  // A page names the script that it starts from where it stands itself.
  const below = (file: string, path: string): string[] =>
    file.endsWith('.html') ? [normalize(join(dirname(file), path))] : [normalize(path)];
  const named = [...texts, 'package.json'].flatMap((file) =>
    lines(file).flatMap((line) => [...line.matchAll(/[\w./-]+\.m?[jt]sx?\b/g)].flatMap(([path]) => below(file, path))),
  );
  const ownCommand = (file: string): boolean =>
    read(file)
      .split('\n', 8)
      .some((line) => line.startsWith('//') && /\bnode\b/.test(line) && line.includes(file));
  return new Set([...named.filter((path) => places.has(path)), ...[...places.keys()].filter(ownCommand)]);
}

const isStart = (place: Place): boolean => /\/src\/main\.ts$/.test(place.file) || isForTools(place.file);

function reached(from: Iterable<string>, next: (file: string) => readonly Edge[]): Set<string> {
  const seen = new Set(from);
  for (const file of seen) for (const { to } of next(file)) if (to !== undefined) seen.add(to.file);
  return seen;
}

/** Counts the uses of exported names, through re-exports to where each is declared. */
function usedNames({ facts, edges, resolve }: Graph): Set<string> {
  const used = new Set<string>();
  const fileOf = (from: string, specifier: string): string | undefined => {
    const target = resolve(from, specifier);
    return target.kind === 'file' ? target.file : undefined;
  };
  const use = (file: string, name: string): boolean => {
    const key = `${file}\0${name}`;
    const of = facts.get(file);
    if (of === undefined || used.has(key)) return of !== undefined;
    if (name === '*') {
      used.add(key);
      for (const each of of.exports.keys()) used.add(`${file}\0${each}`);
      for (const each of of.reExports) useThrough(file, each.specifier, each.name, each.as);
      return true;
    }
    if (of.exports.has(name)) return used.add(key).has(key);
    const named = of.reExports.find((each) => each.as === name);
    if (named !== undefined) {
      used.add(key);
      return useThrough(file, named.specifier, named.name, name);
    }
    return of.reExports.filter(({ as }) => as === '*').some((each) => useThrough(file, each.specifier, name, '*'));
  };
  const useThrough = (from: string, specifier: string, name: string, as: string): boolean => {
    const file = fileOf(from, specifier);
    if (as !== '*') used.add(`${from}\0${as}`);
    return file !== undefined && use(file, name);
  };
  for (const { to, reference } of edges) if (to !== undefined) for (const name of reference.names) use(to.file, name);
  return used;
}

const isType = (node: ts.Node): boolean => ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node);

/**
 * The used names of a file, and the types that these speak of: whoever calls a function may want to name its argument.
 */
function withTheirTypes(exports: ReadonlyMap<string, Exported>, isUsed: (name: string) => boolean): Set<string> {
  const live = new Set([...exports.keys()].filter(isUsed));
  const visit = (node: ts.Node): void => {
    const declaration = ts.isIdentifier(node) ? exports.get(node.text)?.declaration : undefined;
    if (declaration !== undefined && isType(declaration)) live.add((node as ts.Identifier).text);
    ts.forEachChild(node, visit);
  };
  for (const name of live) ts.forEachChild((exports.get(name) as Exported).declaration, visit);
  return live;
}

/** Whether an exported name of a file is used, or is a type that goes along with a used one. */
function liveNames(graph: Graph): (file: string, name: string) => boolean {
  const { facts, resolve } = graph;
  const used = usedNames(graph);
  const live = new Map(
    [...facts].map(([file, { exports }]) => [file, withTheirTypes(exports, (name) => used.has(`${file}\0${name}`))]),
  );
  const isLive = (file: string, name: string): boolean =>
    used.has(`${file}\0${name}`) || live.get(file)?.has(name) === true;
  return (file, name) => {
    const through = facts.get(file)?.reExports.find(({ as }) => as === name);
    const target = through === undefined ? undefined : resolve(file, through.specifier);
    if (through === undefined || target?.kind !== 'file' || used.has(`${file}\0${name}`)) return isLive(file, name);
    const declaration = facts.get(target.file)?.exports.get(through.name)?.declaration;
    return declaration !== undefined && isType(declaration) && isLive(target.file, through.name);
  };
}

function deadFiles(graph: Graph, starts: readonly string[]): Violation[] {
  const { workspace, edgesOf } = graph;
  const edges = (file: string): readonly Edge[] => edgesOf.get(file) ?? [];
  const isProduction = (place: Place): boolean => !isTestCode(place);
  const productive = reached(
    starts.filter((file) => isProduction(workspace.places.get(file) as Place)),
    edges,
  );
  const all = reached(
    [...starts, ...[...workspace.places.keys()].filter((file) => /\.spec\.[a-z]+$/.test(file))],
    edges,
  );
  return [...workspace.places.values()]
    .filter(({ file }) => !isGenerated(file))
    .flatMap((place): Violation[] => {
      const { file } = place;
      if (!all.has(file))
        return [
          { rule: 'dead-file', file, line: 1, what: 'file', says: 'nothing imports it and no command starts it' },
        ];
      if (isProduction(place) && !productive.has(file))
        return [
          { rule: 'tests-only', file, line: 1, what: 'file', says: 'only tests use it: it belongs to them, or goes' },
        ];
      return [];
    });
}

export function deadViolations(graph: Graph): Violation[] {
  const { workspace, facts } = graph;
  const byHand = startedByHand(workspace);
  const starts = [...workspace.places.values()]
    .filter((place) => isStart(place) || byHand.has(place.file))
    .map(({ file }) => file);
  const isLive = liveNames(graph);
  const names = [...facts].flatMap(([file, { exports, reExports }]): Violation[] => {
    if (isGenerated(file) || isForTools(file)) return [];
    const own = [
      ...[...exports].map(([name, { line }]) => [name, line] as const),
      ...reExports.filter(({ as }) => as !== '*').map(({ as, line }) => [as, line] as const),
    ];
    return own
      .filter(([name]) => !isLive(file, name))
      .map(([what, line]) => ({ rule: 'dead-export', file, line, what, says: 'nothing imports it' }));
  });
  return [...deadFiles(graph, starts), ...names];
}
