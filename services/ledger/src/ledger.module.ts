import { Module, type DynamicModule } from '@nestjs/common';
import type { Collection } from 'mongodb';
import { descriptorSet, topics } from '@vafa/contracts';
import { LEDGER_BOOKS_SERVICE_NAME, LEDGER_SERVICE_NAME, LedgerBooksServiceService, LedgerServiceService } from '@vafa/contracts/ledger';
import { MongoRelayLeases, Relay, type EventStream } from '@vafa/events';
import { serveGrpc, type RunningService } from '@vafa/grpc';
import { systemClock, type Clock } from '@vafa/kernel';
import { openDatabase, syncIndexes } from '@vafa/mongo';
import { createLogger } from '@vafa/telemetry';
import { HmacSeal } from './adapters/crypto/hmac-seal.ts';
import { group as consumerGroup, subscriptions } from './adapters/events/subscriptions.ts';
import { LedgerBooksController } from './adapters/grpc/ledger-books.controller.ts';
import { LedgerController } from './adapters/grpc/ledger.controller.ts';
import { commitModel, type CommitDocument } from './adapters/mongo/commit-document.ts';
import { JournalOutbox } from './adapters/mongo/journal-outbox.ts';
import type { Commit } from './domain/commit.ts';
import { isSending } from './domain/entry.ts';
import { MongoCommitStore } from './adapters/mongo/mongo-commit-store.ts';
import { dueModel, type DueDocument } from './adapters/mongo/mongo-due-accounts.ts';
import { MongoRoots, rootModel, type RootDocument } from './adapters/mongo/mongo-roots.ts';
import { MongoUnits, unitModel, type UnitDocument } from './adapters/mongo/mongo-units.ts';
import { identityModel, MongoJournalIdentity, type IdentityDocument } from './adapters/mongo/mongo-journal-identity.ts';
import { MongoTransfers } from './adapters/mongo/mongo-transfers.ts';
import { MongoJournalReader } from './adapters/mongo/mongo-journal-reader.ts';
import { TracedCommitStore } from './adapters/mongo/traced-commit-store.ts';
import { CountedPoster } from './adapters/telemetry/counted-poster.ts';
import { journalTracing } from './adapters/telemetry/journal-tracing.ts';
import { dueWorkText } from './adapters/text/due-work-text.ts';
import { verificationText } from './adapters/text/verification-text.ts';
import { TransferCourier } from './adapters/timer/transfer-courier.ts';
import { openBooks } from './ledger-books.ts';
import { DeliverTransfers } from './use-cases/deliver-transfers.ts';
import { GetBalances } from './use-cases/get-balances.ts';
import { GetOutcomes } from './use-cases/get-outcomes.ts';
import { GetRelayStatus } from './use-cases/get-relay-status.ts';
import { GetStatement } from './use-cases/get-statement.ts';
import { ClubUnits } from './use-cases/club-units.ts';
import { Journal } from './use-cases/journal.ts';
import { ListUnits } from './use-cases/list-units.ts';
import { PostCommands } from './use-cases/post-commands.ts';
import { PostUnderRules } from './use-cases/post-under-rules.ts';
import { PutUnit } from './use-cases/put-unit.ts';
import { SummariseLedger } from './use-cases/summarise-ledger.ts';
import { VerifyJournal } from './use-cases/verify-journal.ts';

export interface LedgerOptions {
  /** host:port or unix:/path to listen on. */
  readonly grpcUrl: string;
  readonly mongodbUri: string;
  /** Default vafa_ledger. */
  readonly database?: string;
  readonly stream: EventStream;
  /** 32 bytes; the key of the journal's chain is derived from it, and only with the same one does verify find it whole. */
  readonly masterKey: Uint8Array;
  readonly clock?: Clock;
  /** How often to do what is due by the clock; default every hour. */
  readonly dueEveryMs?: number;
}

/** How often to look for transfers that a stopped process left behind. */
const courierEveryMs = 2_000;
const dueEveryMsDefault = 3_600_000;

const sendsUnits = ({ entries }: Commit): boolean => entries.some(isSending);

const services = { [`${topics.ledger}.${LEDGER_SERVICE_NAME}`]: LedgerServiceService, [`${topics.ledger}.${LEDGER_BOOKS_SERVICE_NAME}`]: LedgerBooksServiceService };

@Module({})
export class LedgerModule {
  static with(providers: DynamicModule['providers'] & object): DynamicModule {
    return { module: LedgerModule, controllers: [LedgerController, LedgerBooksController], providers };
  }
}

const collectionOf = <D extends object>({ collection }: { readonly collection: unknown }): Collection<D> => collection as Collection<D>;

const openCommits = async ({ mongodbUri, database = 'vafa_ledger' }: Pick<LedgerOptions, 'mongodbUri' | 'database'>) => {
  const connection = await openDatabase(mongodbUri, database);
  const [commits, units, identity, roots, due] = [commitModel(connection), unitModel(connection), identityModel(connection), rootModel(connection), dueModel(connection)];
  return {
    connection,
    models: [commits, units, identity, due],
    commits: collectionOf<CommitDocument>(commits),
    units: collectionOf<UnitDocument>(units),
    identity: collectionOf<IdentityDocument>(identity),
    roots: collectionOf<RootDocument>(roots),
    due: collectionOf<DueDocument>(due),
  };
};

/** Creates the collections and their indexes; safe to repeat. */
export const prepareLedger = async (options: Pick<LedgerOptions, 'mongodbUri' | 'database'>): Promise<void> => {
  const { connection, models } = await openCommits(options);
  await syncIndexes(models);
  await connection.close();
};

/** Replays every club's journal as it is stored; writes nothing. */
export const verifyLedger = async ({ masterKey, ...place }: Pick<LedgerOptions, 'mongodbUri' | 'database' | 'masterKey'>): Promise<{ text: string; ok: boolean }> => {
  const { connection, commits, roots } = await openCommits(place);
  try {
    const found = await new VerifyJournal(new MongoJournalReader(commits), new HmacSeal(masterKey), new MongoRoots(roots)).execute(undefined);
    return { text: verificationText(found), ok: found.findings.length === 0 };
  } finally {
    await connection.close();
  }
};

/**
 * Books what came due, keeps the roots of days that have none, and notes anew where something will be due; a running ledger does
 * the same by the hour. Raises `master_key_differs`, `unavailable`.
 */
export const runDueWork = async ({ masterKey, clock = systemClock, ...place }: Omit<LedgerOptions, 'grpcUrl' | 'stream'>): Promise<{ text: string; ok: boolean }> => {
  const { connection, models, commits, units, identity, roots, due } = await openCommits(place);
  try {
    await syncIndexes(models);
    const seal = new HmacSeal(masterKey);
    await new MongoJournalIdentity(identity, seal).epoch();
    const books = openBooks({ reader: new MongoJournalReader(commits), store: new MongoCommitStore(commits), units: new MongoUnits(units), seal, clock, roots, due });
    const done = await books.work.execute({ rebuild: true });
    return { text: dueWorkText(done), ok: done.touched.unreadable.length === 0 };
  } finally {
    await connection.close();
  }
};

/** What this service consumes. */
const consumed: readonly string[] = [topics.checkout, topics.feedback];

/**
 * After the journal was restored from a backup, before a ledger runs on it: a new epoch for its events, and everything that
 * happened since the moment is consumed again; keys make what is there already harmless. The moment is before the backup was
 * begun, by more than an event may take. Safe to repeat. Raises `master_key_differs`, `group_in_use`, `unavailable`.
 */
export const resumeRestoredLedger = async ({ masterKey, stream, ...place }: Omit<LedgerOptions, 'grpcUrl' | 'clock'>, since: Date): Promise<{ text: string; ok: boolean }> => {
  const { connection, commits, identity } = await openCommits(place);
  try {
    for (const topic of consumed) await stream.rewind(consumerGroup, topic, since);
    const epoch = await new MongoJournalIdentity(identity, new HmacSeal(masterKey)).raiseEpoch(commits);
    return { text: `epoch ${String(epoch)}: every commit is published again, and ${consumed.join(' and ')} are consumed again since ${since.toISOString()}`, ok: true };
  } finally {
    await connection.close();
  }
};

const open = async ({ stream, masterKey, ...place }: LedgerOptions) => {
  const { connection, models, commits, units, identity, roots, due } = await openCommits(place);
  const seal = new HmacSeal(masterKey);
  await syncIndexes(models);
  const epoch = await new MongoJournalIdentity(identity, seal).epoch().catch(async (error: unknown) => {
    await connection.close();
    throw error;
  });
  const outbox = new JournalOutbox(commits, epoch);
  const relay = new Relay(stream, [outbox], createLogger('ledger'), new MongoRelayLeases(connection));
  return { connection, seal, commits, outbox, relay, reader: new MongoJournalReader(commits), units: new MongoUnits(units), roots, due };
};

/** Resolves when it listens and consumes. `stop` finishes what is in hand, then closes what was opened here; the stream stays open. */
export const startLedger = async (options: LedgerOptions): Promise<RunningService> => {
  const clock = options.clock ?? systemClock;
  const { connection, seal, commits, outbox, relay, reader, units, ...kept } = await open(options);
  const store = new MongoCommitStore(commits, (appended) => {
    relay.wake();
    books.note(appended);
    if (appended.some(sendsUnits)) courier.wake();
  });
  const traced = new TracedCommitStore(store);
  const books = openBooks({ reader, store: traced, units, seal, clock, ...kept });
  const timer = books.timer(options.dueEveryMs ?? dueEveryMsDefault);
  const journal = new Journal(traced, seal, clock, { tracing: journalTracing });
  const clubUnits = new ClubUnits(units, clock);
  const poster = new CountedPoster(new PostUnderRules(journal, clubUnits));
  const courier = new TransferCourier(new DeliverTransfers(new MongoTransfers(commits), poster), courierEveryMs);
  const module = LedgerModule.with([
    ...books.providers,
    { provide: PostCommands, useValue: new PostCommands(poster) },
    { provide: GetOutcomes, useValue: new GetOutcomes(store) },
    { provide: GetBalances, useValue: new GetBalances(reader, store, clock, clubUnits) },
    { provide: GetStatement, useValue: new GetStatement(reader) },
    { provide: SummariseLedger, useValue: new SummariseLedger(reader, store, clock) },
    { provide: VerifyJournal, useValue: new VerifyJournal(reader, seal, books.roots) },
    { provide: GetRelayStatus, useValue: new GetRelayStatus(outbox) },
    { provide: PutUnit, useValue: new PutUnit(units, clubUnits) },
    { provide: ListUnits, useValue: new ListUnits(units) },
  ]);
  const service = await serveGrpc(module, { url: options.grpcUrl, services, descriptorSet });
  relay.start();
  courier.start();
  timer.start();
  const consumptions = await Promise.all(subscriptions(poster).map((subscription) => options.stream.consume(subscription)));
  return {
    stop: async () => {
      await Promise.all([service.stop(), ...consumptions.map((consumption) => consumption.stop())]);
      await Promise.all([courier.stop(), timer.stop()]);
      await relay.stop();
      await connection.close();
    },
  };
};
