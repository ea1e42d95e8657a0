import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MongoClient } from 'mongodb';
import { openEmbedded, type Embedded } from '@vafa/embedded';

export interface TestEngine {
  readonly uri: string;
  /** Without a socket, of one that runs in this process. */
  readonly way?: Embedded['way'];
  /** A database name that nobody else uses; `label` makes it readable. */
  database(label?: string): string;
  close(): Promise<void>;
}

const database = (label = 'test'): string => `${label}_${randomBytes(6).toString('hex')}`;

/** An engine that others use too: the databases named here are dropped at the end. */
const shared = (uri: string): TestEngine => {
  const named: string[] = [];
  return {
    uri,
    database: (label) => {
      const name = database(label);
      named.push(name);
      return name;
    },
    close: async () => {
      const client = new MongoClient(uri);
      for (const name of named) await client.db(name).dropDatabase();
      await client.close();
    },
  };
};

/** A database engine of its own for one spec file; the one at MONGODB_URI when that is set. */
export const openTestEngine = async (): Promise<TestEngine> => {
  const external = process.env.MONGODB_URI;
  if (external !== undefined && external !== '') return shared(external);
  const folder = await mkdtemp(join(tmpdir(), 'vafa-engine-'));
  const engine = await openEmbedded({ folder });
  return {
    uri: engine.uri,
    way: engine.way,
    database,
    close: async () => {
      await engine.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
};
