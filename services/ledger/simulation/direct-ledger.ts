import { ManualClock } from '@vafa/kernel';
import { accountText, type AccountId } from '../src/domain/account/account-id.ts';
import type { Command } from '../src/domain/journal/command.ts';
import type { After, Commit } from '../src/domain/journal/commit.ts';
import type { Outcome } from '../src/domain/journal/outcome.ts';
import { Replay, reversedTogether, type Finding } from '../src/domain/journal/replay.ts';
import type { CommitStore } from '../src/use-cases/ports/commit-store.ts';
import { DeliverTransfers } from '../src/use-cases/transfers/deliver-transfers.ts';
import { Journal } from '../src/use-cases/journal/journal.ts';
import type { JournalReader } from '../src/use-cases/ports/journal-reader.ts';
import { quickSeal } from './ledger-process.ts';
import { LinkedReader, type Reading } from './linked-ledger.ts';
import { MemoryJournal } from './memory-journal.ts';

/** Reads where nothing goes wrong. */
export const directReader = (memory: MemoryJournal): JournalReader => {
  const link: Reading = { read: (_point, work) => Promise.resolve().then(work) };
  return new LinkedReader(link, memory);
};

/** One process on a journal in memory where nothing goes wrong: for single stories. */
export class DirectLedger {
  readonly memory: MemoryJournal;
  readonly store: CommitStore;
  readonly reader: JournalReader;
  readonly clock = new ManualClock('2026-01-01T00:00:00Z');
  private readonly journal: Journal;
  private readonly courier: DeliverTransfers;

  constructor(onCommit: (commit: Commit) => void = () => undefined) {
    const memory = new MemoryJournal(onCommit);
    this.memory = memory;
    this.store = {
      append: (commits) => Promise.resolve(commits.map((commit) => memory.insert(commit))),
      tails: (accounts) => Promise.resolve(new Map(accounts.map((account) => [account, memory.tail(account)]))),
      mentioning: (account, under, about) =>
        Promise.resolve([...memory.under(account, under), ...memory.about(account, about)]),
      hashes: () => Promise.resolve(new Map()),
    };
    this.reader = directReader(memory);
    this.journal = new Journal(this.store, quickSeal, this.clock);
    const transfers: ConstructorParameters<typeof DeliverTransfers>[0] = {
      page: (limit, after) => Promise.resolve(memory.inTransit(limit, after)),
      ended: (ids) => {
        for (const id of ids) memory.arrived(id);
        return Promise.resolve();
      },
    };
    // Few at a time, so that there are pages.
    this.courier = new DeliverTransfers(transfers, this.journal, 2);
  }

  async post(command: Command): Promise<Outcome> {
    const [outcome] = await this.journal.post([command]);
    return outcome as Outcome;
  }

  /** All that is on the way. */
  async deliver(): Promise<void> {
    while ((await this.courier.execute()) > 0);
  }

  after(account: AccountId): After | undefined {
    return this.memory.commitsOf(accountText(account)).at(-1)?.after;
  }

  /** The whole journal, as the ledger verifies it. */
  verify(): Finding[] {
    const replays = [...this.memory.accounts.keys()].map((account) => ({
      account,
      replay: new Replay(account, (text) => quickSeal.sign(text)),
    }));
    const findings = replays.flatMap(({ account, replay }) =>
      this.memory.commitsOf(account).flatMap((commit) => replay.take(commit)),
    );
    return [...findings, ...reversedTogether(replays.flatMap(({ replay }) => replay.shared() ?? []))];
  }
}
