import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openEmbedded } from '@vafa/embedded';

export interface TestEngine {
  readonly uri: string;
  /** A database name that nobody else uses; `label` makes it readable. */
  database(label?: string): string;
  close(): Promise<void>;
}

const database = (label = 'test'): string => `${label}_${randomBytes(6).toString('hex')}`;

/** A database engine of its own for one spec file; the one at MONGODB_URI when that is set. */
export const openTestEngine = async (): Promise<TestEngine> => {
  const external = process.env.MONGODB_URI;
  if (external !== undefined && external !== '') return { uri: external, database, close: () => Promise.resolve() };
  const folder = await mkdtemp(join(tmpdir(), 'vafa-engine-'));
  const engine = await openEmbedded({ folder });
  return {
    uri: engine.uri,
    database,
    close: async () => {
      await engine.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
};
