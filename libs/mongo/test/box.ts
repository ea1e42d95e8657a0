import type mongoose from 'mongoose';
import { Documents, documentSchema, openDatabase, syncIndexes, type NewDocument, type NewEvent } from '@vafa/mongo';
import type { TestEngine } from '@vafa/testing';
import { wayTo, type WayName } from './ways.ts';

/** A document that counts: enough to see lost updates. */
export interface Box {
  count: number;
  total: bigint;
  label?: string;
  receipt: string;
}

export const counted: NewEvent = (place) => ({
  type: 'vafa.test.counted.v1',
  payload: Buffer.from(`${place.documentId}#${String(place.sequence)}`),
});

export const newBox = (id: string, fields: Partial<NewDocument<Box>> = {}): NewDocument<Box> => ({
  id,
  clubId: 'clb_test',
  state: { count: 0, total: 9_007_199_254_740_993n, label: 'new', receipt: id },
  key: `create:${id}`,
  at: new Date('2026-01-01T00:00:00Z'),
  ...fields,
});

export interface Boxes {
  readonly connection: mongoose.Connection;
  readonly model: mongoose.Model<unknown>;
  readonly documents: Documents<Box>;
  wakes(): number;
}

export const openBoxes = async (engine: TestEngine, way: WayName = 'through the driver'): Promise<Boxes> => {
  const connection = await openDatabase(engine.uri, engine.database('boxes'), wayTo(engine, way));
  const schema = documentSchema<Box>({ count: Number, total: BigInt, label: String, receipt: String }, [
    { fields: { receipt: 1 }, unique: true },
  ]);
  const model = connection.model('Box', schema, 'boxes');
  await syncIndexes([model]);
  let wakes = 0;
  const documents = new Documents<Box>(model, 'vafa.test.v1', () => wakes++);
  return { connection, model: model as unknown as mongoose.Model<unknown>, documents, wakes: () => wakes };
};
