// What the production sources of services and libs ask of the database, from their syntax trees.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';

export const groups = ['filters', 'updates', 'stages', 'accumulators', 'expressions', 'commands'] as const;
export type Group = (typeof groups)[number];
export type Names = Readonly<Record<Group, ReadonlySet<string>>>;
type Note = (group: Group, name: string) => void;

/** Keys with a dollar that are no operators: of generated unions, of OpenAPI, and the database of a command. */
const others = new Set(['$case', '$ref', '$db']);
const updates = new Set([
  '$set',
  '$unset',
  '$inc',
  '$mul',
  '$min',
  '$max',
  '$rename',
  '$push',
  '$addToSet',
  '$pull',
  '$pullAll',
  '$pop',
  '$setOnInsert',
  '$each',
  '$slice',
  '$position',
]);
/** Operators that are nothing but accumulators, wherever they stand. */
const onlyAccumulators = new Set(['$sum', '$avg', '$first', '$last']);
/** An array that begins with one of these is a pipeline. */
const beginnings = new Set([
  '$match',
  '$group',
  '$unwind',
  '$project',
  '$addFields',
  '$sort',
  '$limit',
  '$skip',
  '$count',
  '$lookup',
  '$facet',
  '$unionWith',
]);

const commandsOf: Readonly<Record<string, readonly string[]>> = {
  insertOne: ['insert'],
  insertMany: ['insert'],
  updateOne: ['update'],
  updateMany: ['update'],
  replaceOne: ['update'],
  deleteOne: ['delete'],
  deleteMany: ['delete'],
  find: ['find'],
  findOne: ['find'],
  findOneAndUpdate: ['findAndModify'],
  findOneAndReplace: ['findAndModify'],
  findOneAndDelete: ['findAndModify'],
  bulkWrite: ['insert', 'update', 'delete'],
  distinct: ['distinct'],
  aggregate: ['aggregate'],
  countDocuments: ['aggregate'],
  estimatedDocumentCount: ['count'],
  createIndex: ['createIndexes'],
  createIndexes: ['createIndexes'],
  dropIndex: ['dropIndexes'],
  dropIndexes: ['dropIndexes'],
  listIndexes: ['listIndexes'],
  listCollections: ['listCollections'],
  listDatabases: ['listDatabases'],
  dropDatabase: ['dropDatabase'],
  createCollection: ['create'],
  serverStatus: ['serverStatus'],
  mapReduce: ['mapReduce'],
  startSession: ['startTransaction'],
  renameCollection: ['renameCollection'],
};
/** What the driver sends by itself, and the pipeline of its countDocuments. */
const ofDriver: Readonly<Partial<Record<Group, readonly string[]>>> = {
  commands: ['hello', 'ping', 'endSessions', 'getMore', 'killCursors'],
  stages: ['$match', '$group', '$limit', '$skip'],
  accumulators: ['$sum'],
};

const nameOf = (property: ts.Node | undefined): string | undefined =>
  property !== undefined &&
  (ts.isPropertyAssignment(property) || ts.isShorthandPropertyAssignment(property)) &&
  (ts.isIdentifier(property.name) || ts.isStringLiteral(property.name))
    ? property.name.text
    : undefined;

const isPipeline = (node: ts.Node): boolean =>
  ts.isArrayLiteralExpression(node) &&
  node.elements[0] !== undefined &&
  ts.isObjectLiteralExpression(node.elements[0]) &&
  beginnings.has(nameOf(node.elements[0].properties[0]) ?? '');

/** The nearest operator around a node, and whether the node's object is a stage. */
function around(property: ts.Node): string | undefined {
  for (let node = property.parent.parent; !ts.isSourceFile(node); node = node.parent) {
    const name = nameOf(node);
    if (name?.startsWith('$') === true) return name;
  }
  return undefined;
}

function groupOf(property: ts.Node, name: string): Group {
  if (isPipeline(property.parent.parent)) return 'stages';
  const outer = around(property);
  if (onlyAccumulators.has(name) || outer === '$group') return 'accumulators';
  if (
    outer !== undefined &&
    (onlyAccumulators.has(outer) || outer === '$cond' || outer === '$project' || outer === '$addFields')
  )
    return 'expressions';
  return updates.has(name) ? 'updates' : 'filters';
}

function noteSource(text: string, file: string, note: Note): void {
  const visit = (node: ts.Node): void => {
    const name = nameOf(node);
    if (name?.startsWith('$') === true && !others.has(name)) note(groupOf(node, name), name);
    if (ts.isPropertyAccessExpression(node) && ts.isCallExpression(node.parent) && node.parent.expression === node) {
      for (const command of Object.hasOwn(commandsOf, node.name.text) ? (commandsOf[node.name.text] ?? []) : [])
        note('commands', command);
    }
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(file, text, ts.ScriptTarget.ESNext, true));
}

const isProduction = (file: string): boolean =>
  file.endsWith('.ts') && !/\.(spec|contract)\.ts$|generated\//.test(file);

/**
 * Names used under `src` of every service and lib of the repository at `root`; libs/embedded and libs/testing are no
 * users.
 */
export function usedNames(root: string): Names {
  const found = Object.fromEntries(groups.map((group) => [group, new Set<string>(ofDriver[group] ?? [])])) as Record<
    Group,
    Set<string>
  >;
  const projects = ['services', 'libs'].flatMap((folder) =>
    readdirSync(join(root, folder)).map((name) => join(root, folder, name, 'src')),
  );
  for (const folder of projects.filter((path) => !/libs\/(embedded|testing)\/src$/.test(path))) {
    for (const file of readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(isProduction))
      noteSource(readFileSync(join(folder, file), 'utf8'), file, (group, name) => void found[group].add(name));
  }
  return found;
}

/** The same of one text. */
export function namesIn(text: string): [Group, string][] {
  const found: [Group, string][] = [];
  noteSource(text, 'text.ts', (group, name) => void found.push([group, name]));
  return found;
}
