import assert from 'node:assert/strict';
import type { Collection } from 'mongodb';
import { ManualClock } from '@vafa/kernel';
import { openDatabase, syncIndexes } from '@vafa/mongo';
import type { TestEngine } from '@vafa/testing';
import { HmacSeal } from '../src/adapters/crypto/hmac-seal.ts';
import { commitModel, type CommitDocument } from '../src/adapters/mongo/commit-document.ts';
import { JournalOutbox } from '../src/adapters/mongo/journal-outbox.ts';
import { MongoCommitStore } from '../src/adapters/mongo/mongo-commit-store.ts';
import { MongoJournalReader } from '../src/adapters/mongo/mongo-journal-reader.ts';
import type { AccountId } from '../src/domain/account/account-id.ts';
import { GetBalances, type AccountBalance } from '../src/use-cases/account/get-balances.ts';
import { Journal } from '../src/use-cases/journal/journal.ts';
import type { Tracing } from '../src/use-cases/ports/tracing.ts';
import { VerifyJournal, type Verification } from '../src/use-cases/journal/verify-journal.ts';

export const testMasterKey = Buffer.alloc(32, 7);
const seal = new HmacSeal(testMasterKey);

/** A journal in a database of its own, with what tests ask of it. */
export const openJournal = (engine: TestEngine) => openJournalAt(engine.uri, engine.database('ledger'));

/** The same, where others write too. */
export const openJournalAt = async (uri: string, database: string) => {
  const connection = await openDatabase(uri, database);
  const model = commitModel(connection);
  await syncIndexes([model]);
  const collection = model.collection as unknown as Collection<CommitDocument>;
  const store = new MongoCommitStore(collection);
  const reader = new MongoJournalReader(collection);
  const clock = new ManualClock('2026-01-01T00:00:00Z');
  const verify = (): Promise<Verification> => new VerifyJournal(reader, seal).execute(undefined);
  return {
    uri,
    database,
    collection,
    store,
    reader,
    clock,
    outbox: new JournalOutbox(collection),
    /** A writer of its own, with a cache of its own: as another process would be. */
    writer: (through = store as ConstructorParameters<typeof Journal>[0], tracing?: Tracing): Journal =>
      new Journal(through, seal, clock, { ...(tracing && { tracing }) }),
    balance: async ({ clubId, memberId, unit }: AccountId): Promise<AccountBalance | undefined> =>
      (await new GetBalances(reader, store, clock).execute(clubId, memberId)).find((each) => each.unit === unit),
    verify,
    expectClean: async (): Promise<void> => {
      assert.deepEqual((await verify()).findings, []);
    },
    close: () => connection.close(),
  };
};

export type OpenJournal = Awaited<ReturnType<typeof openJournal>>;
