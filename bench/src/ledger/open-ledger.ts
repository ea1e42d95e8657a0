import type { Collection } from 'mongodb';
import mongoose from 'mongoose';
import { systemClock } from '@vafa/kernel';
import { HmacSeal } from '@vafa/ledger/src/adapters/crypto/hmac-seal';
import { commitModel, type CommitDocument } from '@vafa/ledger/src/adapters/mongo/commit-document';
import { MongoCommitStore } from '@vafa/ledger/src/adapters/mongo/mongo-commit-store';
import { MongoJournalReader } from '@vafa/ledger/src/adapters/mongo/mongo-journal-reader';
import { MongoUnits, unitModel, type UnitDocument } from '@vafa/ledger/src/adapters/mongo/mongo-units';
import { TracedCommitStore } from '@vafa/ledger/src/adapters/mongo/traced-commit-store';
import { countRefused } from '@vafa/ledger/src/adapters/telemetry/count-refused';
import { journalTracing } from '@vafa/ledger/src/adapters/telemetry/journal-tracing';
import { ClubUnits } from '@vafa/ledger/src/use-cases/club-units';
import { GetBalances } from '@vafa/ledger/src/use-cases/account/get-balances';
import { GetStatement } from '@vafa/ledger/src/use-cases/account/get-statement';
import { Journal } from '@vafa/ledger/src/use-cases/journal/journal';
import { PostCommands } from '@vafa/ledger/src/use-cases/journal/post-commands';
import { VerifyJournal } from '@vafa/ledger/src/use-cases/journal/verify-journal';
import { openDatabase, syncIndexes } from '@vafa/mongo';
import type { CommandCount } from './command-count.ts';

export const masterKey = Buffer.alloc(32, 7);

const watched = (uri: string, database: string, count: CommandCount): Promise<mongoose.Connection> =>
  mongoose
    .createConnection(uri, {
      dbName: database,
      writeConcern: { w: 'majority', journal: true },
      useBigInt64: true,
      promoteBuffers: true,
      autoIndex: false,
      autoCreate: false,
      maxPoolSize: 32,
      monitorCommands: true,
    })
    .asPromise()
    .then((connection) => {
      count.watch(connection.getClient());
      return connection;
    });

/**
 * The ledger as its service composes it, in this process and without gRPC and relay, as the floor is. With `count` its
 * commands are counted, which costs time: never measure it so.
 */
export const openLedger = async (uri: string, database: string, count?: CommandCount) => {
  const connection = count ? await watched(uri, database, count) : await openDatabase(uri, database);
  const [model, unitsModel] = [commitModel(connection), unitModel(connection)];
  await syncIndexes([model, unitsModel]);
  const commits = model.collection as unknown as Collection<CommitDocument>;
  const units = new ClubUnits(
    new MongoUnits(unitsModel.collection as unknown as Collection<UnitDocument>),
    systemClock,
  );
  const store = new TracedCommitStore(new MongoCommitStore(commits));
  const reader = new MongoJournalReader(commits);
  const seal = new HmacSeal(masterKey);
  const writer = (): PostCommands =>
    new PostCommands(new Journal(store, seal, systemClock, { tracing: journalTracing }), units, countRefused);
  return {
    post: writer(),
    /** Another writer that remembers no account yet, as after a restart. */
    coldWriter: writer,
    balances: new GetBalances(reader, store, systemClock, units),
    statement: new GetStatement(reader),
    verify: new VerifyJournal(reader, seal),
    commits,
    store,
    reader,
    seal,
    close: () => connection.close(),
  };
};

export type OpenLedger = Awaited<ReturnType<typeof openLedger>>;
