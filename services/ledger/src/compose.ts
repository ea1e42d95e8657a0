import type { Calls, Parts } from '@vafa/process';
import type { LedgerCollections } from './adapters/mongo/collections.ts';
import type { JournalOutbox } from './adapters/mongo/journal-outbox.ts';
import { MongoCommitStore } from './adapters/mongo/mongo-commit-store.ts';
import { MongoJournalReader } from './adapters/mongo/mongo-journal-reader.ts';
import { MongoTransfers } from './adapters/mongo/mongo-transfers.ts';
import { MongoUnits } from './adapters/mongo/mongo-units.ts';
import { TracedCommitStore } from './adapters/mongo/traced-commit-store.ts';
import { countRefused } from './adapters/telemetry/count-refused.ts';
import { journalTracing } from './adapters/telemetry/journal-tracing.ts';
import { deliverSent } from './adapters/timer/deliver-sent.ts';
import { doDueWork, writeNotes } from './adapters/timer/due-rounds.ts';
import type { Commit } from './domain/journal/commit.ts';
import { isSending } from './domain/journal/entry.ts';
import { openBooks } from './ledger-books.ts';
import { ClubUnits } from './use-cases/club-units.ts';
import { DeliverTransfers } from './use-cases/transfers/deliver-transfers.ts';
import { GetBalances } from './use-cases/account/get-balances.ts';
import { GetExpiring } from './use-cases/account/get-expiring.ts';
import { GetOutcomes } from './use-cases/account/get-outcomes.ts';
import { GetStatement } from './use-cases/account/get-statement.ts';
import { Journal } from './use-cases/journal/journal.ts';
import { ListUnits } from './use-cases/list-units.ts';
import { PostCommands } from './use-cases/journal/post-commands.ts';
import { PutUnit } from './use-cases/put-unit.ts';
import type { Seal } from './use-cases/ports/seal.ts';
import { SummariseLedger } from './use-cases/reports/summarise-ledger.ts';
import { VerifyJournal } from './use-cases/journal/verify-journal.ts';

const sendsUnits = ({ entries }: Commit): boolean => entries.some(isSending);

/** The use cases on their stores, who posts what events ask for, and what is done by the clock. */
export const composeLedger = (
  { collections, every, handToRelay, log, clock }: Parts<LedgerCollections, Calls>,
  outbox: JournalOutbox,
  seal: Seal,
  dueEveryMs: number,
) => {
  const { commits, roots, due } = collections;
  const reader = new MongoJournalReader(commits);
  const units = new MongoUnits(collections.units);
  const inner = new MongoCommitStore(
    commits,
    (appended) => {
      handToRelay(outbox, outbox.of(appended));
      books.notes.take(appended);
      if (appended.some(sendsUnits)) courier.wake();
    },
    () => {
      handToRelay(outbox, undefined);
      courier.wake();
    },
  );
  const store = new TracedCommitStore(inner);
  const books = openBooks({ reader, store, units, seal, clock, roots, due });
  const journal = new Journal(store, seal, clock, { tracing: journalTracing });
  const clubUnits = new ClubUnits(units, clock);
  const poster = new PostCommands(journal, clubUnits, countRefused);
  const courier = every(deliverSent(new DeliverTransfers(new MongoTransfers(commits), poster)));
  return {
    useCases: [
      ...books.useCases,
      poster,
      new GetOutcomes(inner),
      new GetBalances(reader, inner, clock, clubUnits),
      new GetExpiring(reader, inner, clubUnits, clock),
      new GetStatement(reader),
      new SummariseLedger(reader, inner, clock),
      new VerifyJournal(reader, seal, books.roots),
      new PutUnit(units, clubUnits),
      new ListUnits(units),
    ],
    poster,
    timers: [courier, every(doDueWork(books.work, dueEveryMs, log)), every(writeNotes(books.notes))],
  };
};
