import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openEmbedded } from '@vafa/embedded';
import { MongoClient } from 'mongodb';

export interface BenchEngine {
  readonly name: string;
  readonly uri: string;
  /** A database of this run; it is dropped at the end. */
  database(label: string): string;
  close(): Promise<void>;
}

const unique = (label: string): string => `bench_${label}_${randomBytes(4).toString('hex')}`;

const openOwn = async (): Promise<BenchEngine> => {
  const folder = await mkdtemp(join(tmpdir(), 'vafa-bench-'));
  const engine = await openEmbedded({ folder });
  return {
    name: 'embedded',
    uri: engine.uri,
    database: unique,
    close: async () => {
      await engine.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
};

const nameOf = async (client: MongoClient): Promise<string> => {
  const { version, ferretdb } = (await client.db('admin').command({ buildInfo: 1 })) as {
    version: string;
    ferretdb?: { version: string };
  };
  return ferretdb ? `FerretDB ${ferretdb.version}` : `MongoDB ${version}`;
};

const openGiven = async (uri: string): Promise<BenchEngine> => {
  const client = await MongoClient.connect(uri);
  const databases: string[] = [];
  return {
    name: await nameOf(client),
    uri,
    database: (label) => {
      const name = unique(label);
      databases.push(name);
      return name;
    },
    close: async () => {
      for (const name of databases) await client.db(name).dropDatabase();
      await client.close();
    },
  };
};

/** The engines of this run, one after the other: the embedded one, then the one at MONGODB_URI when it is set. */
export const engines = (): readonly (() => Promise<BenchEngine>)[] => {
  const given = process.env.MONGODB_URI;
  return given === undefined || given === '' ? [openOwn] : [openOwn, () => openGiven(given)];
};
