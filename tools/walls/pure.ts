// Clock, chance and environment in code that must be the same for the same arguments.
import ts from 'typescript';
import type { Graph } from './graph.ts';
import { roleRule } from './imports.ts';
import { kernelSources } from './table.ts';
import type { Violation } from './violation.ts';
import type { Place } from './workspace.ts';

/** Globals that are impure however they are used; pure code gives these names to nothing of its own either. */
const refused = new Set([
  'process',
  'performance',
  'crypto',
  'globalThis',
  'global',
  'navigator',
  'fetch',
  'console',
  'eval',
  'Function',
  'setTimeout',
  'setInterval',
  'setImmediate',
  'queueMicrotask',
  'Temporal',
  'SharedArrayBuffer',
  'Atomics',
  'WebSocket',
]);
/** Methods that read the time zone or the language of the machine. */
const local =
  /^(get(Date|Day|Month|FullYear|Year|Hours|Minutes|Seconds|Milliseconds|TimezoneOffset)|set(Date|Month|FullYear|Year|Hours|Minutes|Seconds|Milliseconds)|toLocale\w*|to(Date|Time)String)$/;

/** An identifier that stands for a value: not a member's name, a key, a type or a declared name. */
function isValue(node: ts.Identifier): boolean {
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent)) return parent.expression === node;
  if (
    ts.isPropertyAssignment(parent) ||
    ts.isMethodDeclaration(parent) ||
    ts.isPropertyDeclaration(parent) ||
    ts.isGetAccessor(parent)
  )
    return parent.name !== node;
  if (
    ts.isPropertySignature(parent) ||
    ts.isMethodSignature(parent) ||
    ts.isImportSpecifier(parent) ||
    ts.isEnumMember(parent)
  )
    return false;
  return !ts.isTypeNode(parent) && !ts.isQualifiedName(parent);
}

const isDateOfArgument = (node: ts.Node): boolean =>
  ts.isNewExpression(node) && node.arguments?.length === 1 && !ts.isSpreadElement(node.arguments[0] as ts.Node);

/**
 * Date may be made from one argument, asked for UTC and be compared with; Math may be asked for anything but chance.
 */
function isHarmless(node: ts.Identifier): boolean {
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent)) return !['now', 'random', 'prototype'].includes(parent.name.text);
  if (node.text === 'Math') return false;
  const isInstanceof =
    ts.isBinaryExpression(parent) &&
    parent.operatorToken.kind === ts.SyntaxKind.InstanceOfKeyword &&
    parent.right === node;
  return isDateOfArgument(parent) || isInstanceof;
}

function impurity(node: ts.Node): string | undefined {
  if (ts.isMetaProperty(node) && node.keywordToken === ts.SyntaxKind.ImportKeyword) return 'import.meta';
  if (ts.isPropertyAccessExpression(node) && local.test(node.name.text)) return `.${node.name.text}`;
  if (!ts.isIdentifier(node) || !isValue(node)) return undefined;
  if (refused.has(node.text)) return node.text;
  if ((node.text === 'Date' || node.text === 'Math') && !isHarmless(node))
    return ts.isPropertyAccessExpression(node.parent) ? node.parent.getText() : node.text;
  return undefined;
}

/** The impure names that a file may use; undefined when it may use all. */
function letThrough(place: Place): readonly string[] | undefined {
  if (place.project.kind !== 'kernel') return roleRule(place)?.pureBut;
  return place.isTest || place.file in kernelSources ? undefined : [];
}

export function pureViolations({ workspace, facts }: Graph): Violation[] {
  const found: Violation[] = [];
  for (const [file, { tree }] of facts) {
    const excepted = letThrough(workspace.places.get(file) as Place);
    if (excepted === undefined) continue;
    const visit = (node: ts.Node): void => {
      const what = impurity(node);
      if (what !== undefined && !excepted.includes(what)) {
        const line = tree.getLineAndCharacterOfPosition(node.getStart(tree)).line + 1;
        found.push({
          rule: 'pure',
          file,
          line,
          what,
          says: 'clock, chance and environment come as arguments or ports',
        });
      }
      ts.forEachChild(node, visit);
    };
    visit(tree);
  }
  return found;
}
