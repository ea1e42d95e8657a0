import { withoutAllowed, type Allowed } from './allowed.ts';
import { circleViolations } from './circles.ts';
import { deadViolations } from './dead.ts';
import { withTable } from './docs-table.ts';
import { readGraph } from './graph.ts';
import { importViolations } from './imports.ts';
import { pureViolations } from './pure.ts';
import type { Violation } from './violation.ts';
import { readWorkspace, type Workspace } from './workspace.ts';

export const page = 'docs/architecture.md';

const docsViolations = ({ read }: Workspace): Violation[] =>
  withTable(read(page)) === read(page)
    ? []
    : [
        {
          rule: 'docs',
          file: page,
          line: 1,
          what: 'table',
          says: 'is not that of tools/walls/table.ts: run node tools/walls/main.ts --docs',
        },
      ];

/** Everything in the repository at `root` that the walls forbid, less what `allowed` lets through. */
export function findViolations(root: string, allowed?: readonly Allowed[]): Violation[] {
  const workspace = readWorkspace(root);
  const graph = readGraph(workspace);
  const found = [
    ...importViolations(graph),
    ...pureViolations(graph),
    ...circleViolations(graph),
    ...deadViolations(graph),
    ...docsViolations(workspace),
  ];
  return withoutAllowed(found, allowed);
}
