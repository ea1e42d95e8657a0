// Files, and projects, that lead back to themselves.
import type { Graph } from './graph.ts';
import { isTestCode } from './imports.ts';
import type { Violation } from './violation.ts';

/** Sets of nodes that all reach each other, of two or more (Tarjan's algorithm). */
function circlesOf(nodes: Iterable<string>, next: (node: string) => Iterable<string>): string[][] {
  const order = new Map<string, number>();
  const lowest = new Map<string, number>();
  const stack: string[] = [];
  const open = new Set<string>();
  const circles: string[][] = [];
  const enter = (node: string): void => {
    order.set(node, order.size);
    lowest.set(node, order.size - 1);
    stack.push(node);
    open.add(node);
    for (const each of next(node)) {
      if (!order.has(each)) enter(each);
      if (open.has(each)) lowest.set(node, Math.min(lowest.get(node) as number, lowest.get(each) as number));
    }
    if (lowest.get(node) !== order.get(node)) return;
    const members = stack.splice(stack.indexOf(node));
    for (const each of members) open.delete(each);
    if (members.length > 1) circles.push(members.sort());
  };
  for (const node of nodes) if (!order.has(node)) enter(node);
  return circles;
}

export function circleViolations({ workspace, edgesOf, edges }: Graph): Violation[] {
  const targets = (file: string): string[] =>
    (edgesOf.get(file) ?? []).flatMap(({ reference, to }) =>
      to === undefined || reference.how === 'file' || to.file === file ? [] : [to.file],
    );
  const ofFiles = circlesOf(workspace.places.keys(), targets).flatMap((circle) =>
    circle.map(
      (file): Violation => ({
        rule: 'circle',
        file,
        line: 1,
        what: 'file',
        says: `in a circle of ${circle.length} files: ${circle.join(', ')}`,
      }),
    ),
  );
  const used = new Map<string, Set<string>>();
  for (const { from, to } of edges) {
    if (
      to === undefined ||
      from.project === to.project ||
      (from.isTest && isTestCode(from)) ||
      from.project.folder === ''
    )
      continue;
    used.set(from.project.folder, (used.get(from.project.folder) ?? new Set()).add(to.project.folder));
  }
  const ofProjects = circlesOf(used.keys(), (folder) => used.get(folder) ?? []).map(
    (circle): Violation => ({
      rule: 'project-circle',
      file: `${circle[0]}/package.json`,
      line: 1,
      what: circle.join(', '),
      says: 'these projects need each other',
    }),
  );
  return [...ofFiles, ...ofProjects];
}
