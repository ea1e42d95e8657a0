import { CommandError } from '../command-error.ts';
import { asInteger, isDocument } from '../bson/value.ts';
import type { Document, Value } from '../bson/value.ts';
import { encodeStored } from '../bson/encode.ts';
import { limited, skipped, sorted } from '../engine/paced.ts';
import type { Paced } from '../engine/paced.ts';
import { sortKey } from '../order/sort-keys.ts';
import type { KeyField } from '../order/sort-keys.ts';
import { compileFilter } from '../query/compile-filter.ts';
import type { Condition } from '../query/condition.ts';
import { matches } from '../query/matches.ts';
import { keyFields } from '../store/index-definition.ts';
import { newReads } from './expression.ts';
import { groupStage } from './group.ts';
import { addFieldsStage, countStage, projectStage, unwindStage } from './shape-stages.ts';
import type { Stage } from './stage.ts';

/** A pipeline, with what its beginning lets the planner do instead of a stage. */
export interface Pipeline {
  readonly condition: Condition;
  readonly sort: readonly KeyField[];
  readonly skip: number;
  readonly limit: number;
  /** Top-level fields that the stages read; undefined for all. */
  readonly wanted: ReadonlySet<string> | undefined;
  readonly stages: readonly Stage[];
}

interface NamedStage {
  readonly name: string;
  readonly operand: Value;
}

const stagesMax = 100;

function namedStage(stage: Document): NamedStage {
  if (stage.size !== 1)
    throw new CommandError('BadValue', 'A pipeline stage specification object must contain exactly one field.');
  const [name, operand] = [...stage][0] as [string, Value];
  return { name, operand };
}

function documentOf({ name, operand }: NamedStage): Document {
  if (!isDocument(operand)) throw new CommandError('BadValue', `the ${name} stage needs a document`);
  return operand;
}

function countOf({ name, operand }: NamedStage): number {
  const count = asInteger(operand);
  if (count === undefined || count < 0)
    throw new CommandError(
      name === '$limit' ? 'Location5107201' : 'Location5107200',
      `invalid argument to ${name} stage: it needs a whole number that is not negative`,
    );
  if (name === '$limit' && count === 0) throw new CommandError('Location15958', 'the limit must be positive: $limit 0');
  return count;
}

function sortOf(stage: NamedStage): readonly KeyField[] {
  const fields = keyFields(documentOf(stage), 'a sort');
  if (fields.length === 0) throw new CommandError('BadValue', '$sort stage must have at least one sort key');
  return fields;
}

function* filtered(source: Paced<Document>, condition: Condition): Paced<Document> {
  for (const document of source) {
    if (document === undefined || matches(condition, document)) yield document;
  }
}

function sortStage(fields: readonly KeyField[], next: NamedStage | undefined): Stage {
  const limit = next?.name === '$limit' ? countOf(next) : Infinity;
  return (source) =>
    sorted(
      source,
      (document) => sortKey(document, fields),
      (document) => encodeStored(document).length,
      limit,
    );
}

function compileStage(stage: NamedStage, next: NamedStage | undefined): Stage {
  switch (stage.name) {
    case '$match': {
      const condition = compileFilter(documentOf(stage));
      return (source) => filtered(source, condition);
    }
    case '$sort':
      return sortStage(sortOf(stage), next);
    case '$limit': {
      const count = countOf(stage);
      return (source) => limited(source, count);
    }
    case '$skip': {
      const count = countOf(stage);
      return (source) => skipped(source, count);
    }
    case '$group':
      return groupStage(stage.operand, newReads());
    case '$project':
      return projectStage(stage.operand);
    case '$addFields':
    case '$set':
      return addFieldsStage(stage.operand);
    case '$unwind':
      return unwindStage(stage.operand);
    case '$count':
      return countStage(stage.operand);
    default:
      throw new CommandError('UnrecognizedStage', `Unrecognized or unsupported pipeline stage name: '${stage.name}'`);
  }
}

/** What the first of the remaining stages reads, when it is one that makes new documents. */
function wantedBy(stage: NamedStage | undefined): ReadonlySet<string> | undefined {
  if (stage?.name === '$count') return new Set();
  if (stage?.name !== '$group') return undefined;
  const reads = newReads();
  groupStage(stage.operand, reads);
  return reads.whole ? undefined : reads.fields;
}

/** @throws CommandError that names a stage, operator or accumulator outside the supported set */
export function compilePipeline(pipeline: readonly Document[]): Pipeline {
  if (pipeline.length > stagesMax) throw new CommandError('BadValue', `a pipeline of more than ${stagesMax} stages`);
  const rest = pipeline.map(namedStage);
  const takeNext = (name: string): NamedStage | undefined => (rest[0]?.name === name ? rest.shift() : undefined);
  const match = takeNext('$match');
  const sort = takeNext('$sort');
  const skip = takeNext('$skip');
  const limit = takeNext('$limit');
  return {
    condition: match === undefined ? { kind: 'and', parts: [] } : compileFilter(documentOf(match)),
    sort: sort === undefined ? [] : sortOf(sort),
    skip: skip === undefined ? 0 : countOf(skip),
    limit: limit === undefined ? 0 : countOf(limit),
    wanted: wantedBy(rest[0]),
    stages: rest.map((stage, index) => compileStage(stage, rest[index + 1])),
  };
}
