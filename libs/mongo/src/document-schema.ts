import mongoose from 'mongoose';
import type { Stored, Versioned } from './stored.ts';

export interface DocumentIndex {
  /** Dotted field → direction, in order. */
  readonly fields: Readonly<Record<string, 1 | -1>>;
  readonly unique?: boolean;
  /** Only documents that match are indexed. */
  readonly where?: Readonly<Record<string, unknown>>;
}

const outboxItem = new mongoose.Schema(
  { id: String, type: String, at: Date, sequence: Number, traceparent: String, payload: Buffer },
  { _id: false, id: false },
);

const storedFields = {
  _id: { type: String, required: true },
  clubId: { type: String, required: true },
  format: { type: Number, required: true },
  version: { type: Number, required: true },
  epoch: { type: Number, required: true },
  sequence: { type: Number, required: true },
  keys: { type: [String], required: true },
  outbox: { type: [outboxItem], required: true },
  unrelayedSince: Date,
} satisfies Record<keyof Stored, unknown>;

/**
 * The schema of a changing document: the fields of its state, beside those of Stored, and the index its relay reads.
 */
export const documentSchema = <S>(
  fields: Readonly<Record<string, unknown>>,
  indexes: readonly DocumentIndex[] = [],
): mongoose.Schema<Versioned<S>> => {
  const schema = plainSchema<Versioned<S>>({ ...fields, ...storedFields }, indexes);
  schema.index({ unrelayedSince: 1 }, { partialFilterExpression: { unrelayedSince: { $exists: true } } });
  return schema;
};

/**
 * The schema of a document that is inserted and read but has neither version nor outbox (facts, claims, projections).
 */
export const plainSchema = <S>(
  fields: Readonly<Record<string, unknown>>,
  indexes: readonly DocumentIndex[] = [],
): mongoose.Schema<S> => {
  const schema = new mongoose.Schema<S>(fields as mongoose.SchemaDefinition, {
    versionKey: false,
    strict: 'throw',
    id: false,
    autoIndex: false,
    autoCreate: false,
    minimize: false,
  });
  for (const { fields: keys, unique, where } of indexes) {
    schema.index(keys, { ...(unique && { unique }), ...(where && { partialFilterExpression: where }) });
  }
  return schema;
};
