import { topics } from '@vafa/contracts';
import type { EventStream } from '@vafa/events';
import { systemClock, type Clock } from '@vafa/kernel';
import { openDatabase } from '@vafa/mongo';
import type { Connection } from 'mongoose';
import { HmacSeal } from './adapters/crypto/hmac-seal.ts';
import { group } from './adapters/events/subscriptions.ts';
import { collectionsOf, openCollections } from './adapters/mongo/collections.ts';
import { MongoCommitStore } from './adapters/mongo/mongo-commit-store.ts';
import { MongoJournalIdentity } from './adapters/mongo/mongo-journal-identity.ts';
import { MongoJournalReader } from './adapters/mongo/mongo-journal-reader.ts';
import { MongoRoots } from './adapters/mongo/mongo-roots.ts';
import { MongoUnits } from './adapters/mongo/mongo-units.ts';
import { dueWorkText } from './adapters/text/due-work-text.ts';
import { verificationText } from './adapters/text/verification-text.ts';
import { openBooks } from './ledger-books.ts';
import { VerifyJournal } from './use-cases/journal/verify-journal.ts';

interface Sealed {
  readonly mongodbUri: string;
  /** Default vafa_ledger. */
  readonly database?: string;
  readonly masterKey: Uint8Array;
}

interface Told {
  readonly text: string;
  readonly ok: boolean;
}

const onDatabase = async (
  { mongodbUri, database = 'vafa_ledger' }: Sealed,
  work: (connection: Connection) => Promise<Told>,
): Promise<Told> => {
  const connection = await openDatabase(mongodbUri, database);
  try {
    return await work(connection);
  } finally {
    await connection.close();
  }
};

/** Replays every club's journal as it is stored; writes nothing. */
export const verifyLedger = (place: Sealed): Promise<Told> =>
  onDatabase(place, async (connection) => {
    const { commits, roots } = collectionsOf(connection);
    const found = await new VerifyJournal(
      new MongoJournalReader(commits),
      new HmacSeal(place.masterKey),
      new MongoRoots(roots),
    ).execute(undefined);
    return { text: verificationText(found), ok: found.findings.length === 0 };
  });

/**
 * Books what came due, keeps the roots of days that have none, and notes anew where something will be due; a running
 * ledger does the same by the hour. Raises `master_key_differs`, `unavailable`.
 */
export const runDueWork = ({ clock = systemClock, ...place }: Sealed & { readonly clock?: Clock }): Promise<Told> =>
  onDatabase(place, async (connection) => {
    const { commits, units, identity, roots, due } = await openCollections(connection);
    const seal = new HmacSeal(place.masterKey);
    await new MongoJournalIdentity(identity, seal).epoch();
    const books = openBooks({
      reader: new MongoJournalReader(commits),
      store: new MongoCommitStore(commits),
      units: new MongoUnits(units),
      seal,
      clock,
      roots,
      due,
    });
    const done = await books.work.execute({ rebuild: true });
    return { text: dueWorkText(done), ok: done.touched.unreadable.length === 0 };
  });

/** What this service consumes. */
const consumed: readonly string[] = [topics.checkout, topics.feedback];

/**
 * After the journal was restored from a backup, before a ledger runs on it: a new epoch for its events, and everything
 * that happened since the moment is consumed again; keys make what is there already harmless. The moment is before the
 * backup was begun, by more than an event may take. Safe to repeat. Raises `master_key_differs`, `group_in_use`,
 * `unavailable`.
 */
export const resumeRestoredLedger = (
  { stream, ...place }: Sealed & { readonly stream: EventStream },
  since: Date,
): Promise<Told> =>
  onDatabase(place, async (connection) => {
    const { commits, identity } = collectionsOf(connection);
    for (const topic of consumed) await stream.rewind(group, topic, since);
    const epoch = await new MongoJournalIdentity(identity, new HmacSeal(place.masterKey)).raiseEpoch(commits);
    return {
      text: `epoch ${String(epoch)}: every commit is published again, and ${consumed.join(' and ')} are consumed again since ${since.toISOString()}`,
      ok: true,
    };
  });
