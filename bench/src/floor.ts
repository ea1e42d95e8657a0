import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openEmbedded } from '@vafa/embedded';
import { MongoClient } from 'mongodb';

const documentBytes = 700;

/**
 * Floor F: the driver's own insertOne of a document as large as a ledger commit, same engine and write concern.
 * Answers inserts a second for each round.
 */
export const measureFloor = async (inFlight: number, rounds: number, insertsPerRound: number): Promise<number[]> => {
  const folder = await mkdtemp(join(tmpdir(), 'vafa-floor-'));
  const engine = await openEmbedded({ folder });
  const client = await MongoClient.connect(engine.uri, { writeConcern: { w: 'majority', journal: true } });
  const collection = client.db('floor').collection<{ _id: string; filler: string }>('documents');
  const filler = 'x'.repeat(documentBytes - 60);
  const rates: number[] = [];
  let next = 0;
  for (let round = -1; round < rounds; round++) {
    const started = performance.now();
    const until = next + insertsPerRound;
    const writer = async (): Promise<void> => {
      while (next < until) await collection.insertOne({ _id: `d${String(next++).padStart(12, '0')}`, filler });
    };
    await Promise.all(Array.from({ length: inFlight }, writer));
    // The first round only warms up.
    if (round >= 0) rates.push((insertsPerRound / (performance.now() - started)) * 1000);
  }
  await client.close();
  await engine.close();
  await rm(folder, { recursive: true, force: true });
  return rates;
};
