import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deserialize, serialize } from 'bson';
import { encodeReply } from '../../src/bson/encode.ts';
import { Engine } from '../../src/engine/engine.ts';
import { toDocument } from './plain.ts';

type Plain = Record<string, unknown>;

export interface EngineDriver {
  readonly folder: string;
  readonly engine: Engine;
  /** Runs a command without a wire; answers as it would be answered, with ok 0 for an error. */
  run(command: Plain, documents?: readonly Plain[]): Promise<Plain>;
  close(): void;
}

/** An engine in this thread over a folder of its own. */
export function openEngineDriver(log: (message: string) => void = () => undefined): EngineDriver {
  const folder = mkdtempSync(join(tmpdir(), 'embedded-engine-'));
  const engine = new Engine(folder, log);
  return {
    folder,
    engine,
    run: (command, documents = []) =>
      new Promise((resolve) => {
        const body = toDocument(command);
        const request = {
          name: body.keys().next().value as string,
          database: 'test',
          body,
          documents: documents.map((each) => Buffer.from(serialize(each))),
        };
        engine.submit(request, (reply) => resolve(deserialize(encodeReply(reply, 0), { promoteValues: true })));
      }),
    close: () => {
      engine.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** The documents of a cursor's first batch. */
export const firstBatch = (reply: Plain): Plain[] => (reply['cursor'] as { firstBatch: Plain[] }).firstBatch;
