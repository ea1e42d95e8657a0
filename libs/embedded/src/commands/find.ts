import { decodeDocument } from '../bson/decode.ts';
import { encodeStored } from '../bson/encode.ts';
import type { ReplyDocument } from '../bson/encode.ts';
import type { Document } from '../bson/value.ts';
import { firstBatchSize } from '../engine/cursors.ts';
import { limited, mapped, skipped, sorted } from '../engine/paced.ts';
import type { Paced } from '../engine/paced.ts';
import { sortKey } from '../order/sort-keys.ts';
import type { KeyField } from '../order/sort-keys.ts';
import { chooseAccessPath } from '../plan/access-path.ts';
import { matchingRows, neededFields } from '../plan/matching-rows.ts';
import { countPath } from '../plan/read-path.ts';
import type { Match } from '../plan/matching-rows.ts';
import { compileFilter } from '../query/compile-filter.ts';
import type { Condition } from '../query/condition.ts';
import { compileProjection, project } from '../query/projection.ts';
import type { Projection } from '../query/projection.ts';
import { keyFields } from '../store/index-definition.ts';
import type { Context } from './context.ts';
import { checkRequest, collectionName, countField, documentField, flagField } from './request.ts';
import type { Request } from './request.ts';

export interface Query {
  readonly condition: Condition;
  readonly sort: readonly KeyField[];
  readonly skip: number;
  /** 0: all. */
  readonly limit: number;
}

export const sortFields = (sort: Document): readonly KeyField[] => keyFields(sort, 'a sort');

function* nothing(): Paced<never> {}

const everything: Condition = { kind: 'and', parts: [] };

/** How many documents match, where an index tells it alone; undefined where documents must be read. */
export function countedByIndex(
  context: Context,
  database: string,
  name: string,
  condition: Condition,
): number | undefined {
  const collection = context.catalog.find(database, name);
  if (collection === undefined) return 0;
  const path = chooseAccessPath(collection, condition, []);
  return path.kind === 'index' && path.exact ? countPath(context.file, path) : undefined;
}

/**
 * Matching documents in order, after skip and limit. @param wanted top-level fields to decode beside those of filter
 * and sort; undefined: all
 */
export function readQuery(
  context: Context,
  database: string,
  name: string,
  query: Query,
  wanted: ReadonlySet<string> | undefined,
): Paced<Match> {
  const collection = context.catalog.find(database, name);
  if (collection === undefined) return nothing();
  const { condition, sort, skip, limit } = query;
  const path = chooseAccessPath(collection, condition, sort);
  const inMemory = sort.length > 0 && !path.sorted;
  const exact = path.kind === 'index' && path.exact;
  const needed =
    wanted === undefined
      ? undefined
      : new Set([...neededFields(exact ? everything : condition, inMemory || !exact ? sort : []), ...wanted]);
  const expected = limit > 0 && !inMemory ? skip + limit : 64;
  const rows = matchingRows(context.file, { collection, condition, path, wanted: needed, expected });
  const most = limit > 0 ? skip + limit : Infinity;
  const ordered = inMemory
    ? sorted(
        rows,
        (row) => sortKey(row.document, sort),
        (row) => row.bytes.length,
        most,
      )
    : rows;
  const rest = skip > 0 ? skipped(ordered, skip) : ordered;
  return limit > 0 ? limited(rest, limit) : rest;
}

export function projected(bytes: Buffer, projection: Projection | undefined): Buffer {
  if (projection === undefined) return bytes;
  const wanted = projection.keeps ? new Set(projection.tree.keys()) : undefined;
  return encodeStored(project(decodeDocument(bytes, 0, wanted), projection));
}

export function find(context: Context, request: Request): Generator<undefined, ReplyDocument> {
  checkRequest(request, [
    'filter',
    'sort',
    'projection',
    'skip',
    'limit',
    'batchSize',
    'singleBatch',
    'noCursorTimeout',
    'allowDiskUse',
    'allowPartialResults',
  ]);
  const { body } = request;
  const name = collectionName(request);
  const query: Query = {
    condition: compileFilter(documentField(body, 'filter')),
    sort: sortFields(documentField(body, 'sort')),
    skip: countField(body, 'skip') ?? 0,
    limit: countField(body, 'limit') ?? 0,
  };
  const projection = compileProjection(documentField(body, 'projection'));
  const rows = readQuery(context, request.database, name, query, new Set());
  const documents = mapped(rows, (row) => projected(row.bytes, projection));
  return context.cursors.open(
    `${request.database}.${name}`,
    documents,
    countField(body, 'batchSize') ?? firstBatchSize,
    flagField(body, 'singleBatch', false),
  );
}
