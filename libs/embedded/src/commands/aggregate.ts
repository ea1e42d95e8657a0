import { CommandError, unsupported } from '../command-error.ts';
import { compilePipeline } from '../aggregate/pipeline.ts';
import type { Pipeline } from '../aggregate/pipeline.ts';
import { decodeDocument } from '../bson/decode.ts';
import { encodeStored } from '../bson/encode.ts';
import type { ReplyDocument } from '../bson/encode.ts';
import type { Document } from '../bson/value.ts';
import { firstBatchSize } from '../engine/cursors.ts';
import { mapped } from '../engine/paced.ts';
import type { Paced } from '../engine/paced.ts';
import type { Context } from './context.ts';
import { countedByIndex, readQuery } from './find.ts';
import { checkRequest, collectionName, countField, documentField, documentsField } from './request.ts';
import type { Request } from './request.ts';

/** Whether the stages ask of each document only that it is there. */
const isCount = ({ wanted, stages, sort, skip, limit }: Pipeline): boolean =>
  stages.length > 0 && wanted?.size === 0 && sort.length === 0 && skip === 0 && limit === 0;

const documentsBetweenPauses = 1_024;

/** So many documents of which nothing is asked. */
function* times(count: number): Paced<Document> {
  const document: Document = new Map();
  for (let n = 1; n <= count; n++) {
    yield document;
    if (n % documentsBetweenPauses === 0) yield undefined;
  }
}

export function aggregate(context: Context, request: Request): Generator<undefined, ReplyDocument> {
  checkRequest(request, ['pipeline', 'cursor', 'allowDiskUse', 'bypassDocumentValidation']);
  if (typeof request.body.get('aggregate') !== 'string') throw unsupported('an aggregation over a whole database');
  if (!request.body.has('cursor'))
    throw new CommandError(
      'FailedToParse',
      "The 'cursor' option is required, except for aggregate with the explain argument",
    );
  const name = collectionName(request);
  const pipeline = compilePipeline(documentsField(request.body, 'pipeline'));
  const rows = readQuery(context, request.database, name, pipeline, pipeline.wanted ?? new Set());
  const counted = isCount(pipeline) ? countedByIndex(context, request.database, name, pipeline.condition) : undefined;
  const source: Paced<Document> =
    counted !== undefined
      ? times(counted)
      : mapped(rows, (row) =>
          pipeline.wanted === undefined && pipeline.stages.length > 0 ? decodeDocument(row.bytes) : row.document,
        );
  const batchSize = countField(documentField(request.body, 'cursor'), 'batchSize') ?? firstBatchSize;
  const documents =
    pipeline.stages.length === 0
      ? mapped(rows, (row) => row.bytes)
      : mapped(
          pipeline.stages.reduce((stream, stage) => stage(stream), source),
          encodeStored,
        );
  return context.cursors.open(`${request.database}.${name}`, documents, batchSize, false);
}
