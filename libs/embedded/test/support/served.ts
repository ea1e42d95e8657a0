import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MongoClient } from 'mongodb';
import type { MongoClientOptions } from 'mongodb';
import { openEmbedded } from '@vafa/embedded';

export interface Served {
  readonly uri: string;
  readonly client: MongoClient;
  close(): Promise<void>;
}

/** A database in a folder of its own, with a driver connected to it. */
export async function serve(options: MongoClientOptions = {}): Promise<Served> {
  const folder = mkdtempSync(join(tmpdir(), 'embedded-served-'));
  const embedded = await openEmbedded({ folder });
  const client = await MongoClient.connect(embedded.uri, {
    writeConcern: { w: 'majority', journal: true },
    readConcern: { level: 'majority' },
    ...options,
  });
  return {
    uri: embedded.uri,
    client,
    close: async () => {
      await client.close();
      await embedded.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
