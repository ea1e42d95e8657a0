// Every file with what it refers to, each reference resolved.
import { join, normalize, dirname } from 'node:path';
import { readSource, type Reference, type SourceFacts } from './references.ts';
import { resolver, type Resolve, type Target } from './resolve.ts';
import type { Place, Workspace } from './workspace.ts';

export interface Edge {
  readonly from: Place;
  readonly reference: Reference;
  readonly target: Target;
  /** The file that it leads to, when that is code of the repository. */
  readonly to: Place | undefined;
}

export interface Graph {
  readonly workspace: Workspace;
  readonly facts: ReadonlyMap<string, SourceFacts>;
  readonly edges: readonly Edge[];
  readonly edgesOf: ReadonlyMap<string, readonly Edge[]>;
  readonly resolve: Resolve;
}

/**
 * A path in a string counts from the file, its project or the root; names that are no file of the repository are text.
 */
function mentioned({ places }: Workspace, from: Place, path: string): Place | undefined {
  const bases = [dirname(from.file), from.project.folder, ''];
  return bases.map((base) => places.get(normalize(join(base, path)))).find((place) => place !== undefined);
}

export function readGraph(workspace: Workspace): Graph {
  const resolve = resolver(workspace);
  const facts = new Map([...workspace.places.keys()].map((file) => [file, readSource(file, workspace.read(file))]));
  const edgesOf = new Map<string, Edge[]>();
  for (const [file, { references }] of facts) {
    const from = workspace.places.get(file) as Place;
    const edges = references.flatMap((reference): Edge[] => {
      if (reference.how === 'file') {
        const to = mentioned(workspace, from, reference.specifier);
        return to === undefined ? [] : [{ from, reference, to, target: { kind: 'file', file: to.file } }];
      }
      const target = resolve(file, reference.specifier);
      return [{ from, reference, target, to: target.kind === 'file' ? workspace.places.get(target.file) : undefined }];
    });
    edgesOf.set(file, edges);
  }
  return { workspace, facts, edges: [...edgesOf.values()].flat(), edgesOf, resolve };
}
