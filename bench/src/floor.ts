import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openEmbedded } from '@vafa/embedded';
import { MongoClient } from 'mongodb';

const documentBytes = 700;
/** What a document holds beside its filler. */
const overheadBytes = 60;
const poolSize = 32;

/** Floor F: the driver's own insertOne of a document as large as a ledger commit, same engine and write concern. */
export interface Floor {
  insert(): Promise<unknown>;
  /** Documents that are there now. */
  count(): Promise<number>;
  close(): Promise<void>;
}

export interface FloorOptions {
  readonly documentBytes: number;
  /**
   * Gives each document the fields that the journal indexes, and the journal's indexes. Default: only _id is indexed.
   */
  readonly likeJournal?: boolean;
}

const journalFields = (key: string, n: number): object => ({
  account: `a${String(n % 1_024)}`,
  entries: [{ key }],
  at: new Date(),
  relay: true,
});
const journalFieldsBytes = 100;

export const openFloor = async (
  uri: string,
  database: string,
  { documentBytes: bytes, likeJournal = false }: FloorOptions,
): Promise<Floor> => {
  const client = await MongoClient.connect(uri, {
    writeConcern: { w: 'majority', journal: true },
    maxPoolSize: poolSize,
  });
  const collection = client.db(database).collection<{ _id: string; filler?: string }>('documents');
  if (likeJournal) {
    await collection.createIndexes([
      { key: { account: 1, 'entries.key': 1 }, unique: true },
      { key: { at: 1, _id: 1 }, partialFilterExpression: { relay: true } },
    ]);
  }
  const filler = 'x'.repeat(bytes - overheadBytes);
  let next = 0;
  return {
    insert: () => {
      const _id = `d${String(next++).padStart(12, '0')}`;
      const document: { _id: string; filler: string } = likeJournal
        ? { _id, ...journalFields(_id, next), filler: filler.slice(journalFieldsBytes) }
        : { _id, filler };
      return collection.insertOne(document);
    },
    count: () => collection.countDocuments(),
    close: () => client.close(),
  };
};

/** Answers inserts a second for each round, on an embedded engine of its own. */
export const measureFloor = async (inFlight: number, rounds: number, insertsPerRound: number): Promise<number[]> => {
  const folder = await mkdtemp(join(tmpdir(), 'vafa-floor-'));
  const engine = await openEmbedded({ folder });
  const floor = await openFloor(engine.uri, 'floor', { documentBytes });
  const rates: number[] = [];
  for (let round = -1; round < rounds; round++) {
    const started = performance.now();
    let left = insertsPerRound;
    const writer = async (): Promise<void> => {
      while (left-- > 0) await floor.insert();
    };
    await Promise.all(Array.from({ length: inFlight }, writer));
    // The first round only warms up.
    if (round >= 0) rates.push((insertsPerRound / (performance.now() - started)) * 1000);
  }
  await floor.close();
  await engine.close();
  await rm(folder, { recursive: true, force: true });
  return rates;
};
