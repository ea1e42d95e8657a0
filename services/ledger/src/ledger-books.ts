import type { Collection } from 'mongodb';
import type { Clock } from '@vafa/kernel';
import type { DueDocument } from './adapters/mongo/mongo-due-accounts.ts';
import { MongoDueAccounts } from './adapters/mongo/mongo-due-accounts.ts';
import { MongoRoots, type RootDocument } from './adapters/mongo/mongo-roots.ts';
import { AccountsAt } from './use-cases/reports/accounts-at.ts';
import type { CommitStore } from './use-cases/ports/commit-store.ts';
import { ExportJournal } from './use-cases/reports/export-journal.ts';
import type { JournalReader } from './use-cases/ports/journal-reader.ts';
import { KeepRoots } from './use-cases/journal/keep-roots.ts';
import { ListExpiring } from './use-cases/time/list-expiring.ts';
import { ListOpenItems } from './use-cases/reports/list-open-items.ts';
import { ListRoots } from './use-cases/journal/list-roots.ts';
import { MeasureLiability } from './use-cases/reports/measure-liability.ts';
import { NoteDueAccounts } from './use-cases/time/note-due-accounts.ts';
import { RebuildDueAccounts } from './use-cases/time/rebuild-due-accounts.ts';
import { RunDueWork } from './use-cases/time/run-due-work.ts';
import type { Seal } from './use-cases/ports/seal.ts';
import { TouchDueAccounts } from './use-cases/time/touch-due-accounts.ts';
import { GetTrialBalance } from './use-cases/reports/trial-balance.ts';
import type { UnitStore } from './use-cases/ports/unit-store.ts';

export interface BooksGround {
  readonly reader: JournalReader;
  readonly store: CommitStore;
  readonly units: UnitStore;
  readonly seal: Seal;
  readonly clock: Clock;
  readonly roots: Collection<RootDocument>;
  readonly due: Collection<DueDocument>;
}

/** All that is asked of the journal as a whole, and all that is done by the clock. */
export const openBooks = ({ reader, store, units, seal, clock, ...documents }: BooksGround) => {
  const roots = new MongoRoots(documents.roots);
  const accounts = new MongoDueAccounts(documents.due);
  const accountsAt = new AccountsAt(reader);
  const notes = new NoteDueAccounts(accounts, clock);
  const work = new RunDueWork(
    new KeepRoots(reader, roots, seal, clock),
    new RebuildDueAccounts(reader, accounts),
    new TouchDueAccounts(accounts, store, seal, clock),
  );
  const useCases = [
    new GetTrialBalance(accountsAt, store, units, clock),
    new ListOpenItems(accountsAt, store, units, clock),
    new MeasureLiability(accountsAt, units, clock),
    new ExportJournal(reader, units, clock),
    new ListRoots(roots),
    new ListExpiring(accounts, store, units, clock),
  ];
  return {
    useCases,
    roots,
    work,
    notes,
  };
};
