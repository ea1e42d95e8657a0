import { type Commit } from '../src/domain/journal/commit.ts';
import { accountText, type AccountId } from '../src/domain/account/account-id.ts';
import type { Appended, CommitStore } from '../src/use-cases/ports/commit-store.ts';
import type { JournalReader, LastCommit } from '../src/use-cases/ports/journal-reader.ts';
import type { SendingPage, SendingPlace, TransfersInTransit } from '../src/use-cases/ports/transfers-in-transit.ts';
import type { Link, World } from './link.ts';
import type { MemoryJournal } from './memory-journal.ts';

/** The journal as one process reaches it. */
export class LinkedStore implements CommitStore {
  constructor(
    protected readonly link: Link,
    protected readonly journal: MemoryJournal,
    private readonly world: World,
    private readonly checkKeys = true,
  ) {}

  append(commits: readonly Commit[]): Promise<readonly Appended[]> {
    const answers: Appended[] = [];
    const pieces = commits.map((commit, index) => () => {
      answers[index] = this.journal.insert(commit, this.checkKeys);
      if (answers[index] === 'taken') this.world.tally.conflicts++;
    });
    return this.link.write('append', pieces, () => [...answers]);
  }

  tails(accounts: readonly string[]): Promise<ReadonlyMap<string, readonly Commit[]>> {
    return this.link.read(
      'tails',
      () =>
        new Map(
          accounts
            .map((account) => [account, this.journal.tail(account)] as const)
            .filter(([, tail]) => tail.length > 0),
        ),
    );
  }

  /** Two questions, which the database may answer at different moments. */
  async mentioning(account: string, under: readonly string[], about: readonly string[]): Promise<readonly Commit[]> {
    const found = await Promise.all([
      ...(under.length > 0 ? [this.link.read('look up keys', () => this.journal.under(account, under))] : []),
      ...(about.length > 0 ? [this.link.read('look up targets', () => this.journal.about(account, about))] : []),
    ]);
    return found.flat();
  }

  hashes(ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
    return this.link.read('hashes', () => {
      return new Map(this.journal.byId(ids).map(({ id, hash }) => [id, hash]));
    });
  }
}

/** What takes questions where the journal is. */
export type Reading = Pick<Link, 'read'>;

/** Questions about the journal, as one process asks them. */
export class LinkedReader implements JournalReader {
  constructor(
    private readonly link: Reading,
    private readonly journal: MemoryJournal,
  ) {}

  latest(clubId: string, memberId: string): Promise<readonly Commit[]> {
    return this.link.read('latest', () =>
      this.journal
        .accountsOf(`${clubId}.${memberId}.`)
        .flatMap((account) => this.journal.commitsOf(account, this.journal.lastVersion(account))),
    );
  }

  async lastOf(account: AccountId): Promise<LastCommit | undefined> {
    return (await this.page(account, undefined, 1))[0];
  }

  page(account: AccountId, upTo: number | undefined, limit: number): Promise<readonly Commit[]> {
    const text = accountText(account);
    return this.link.read('page', () => {
      const last = upTo ?? this.journal.lastVersion(text);
      return this.journal.commitsOf(text, Math.max(1, last - limit + 1), last).toReversed();
    });
  }

  async versionAt(account: AccountId, at: Date): Promise<number> {
    return (await this.tailAt(account, at)).at(-1)?.version ?? 0;
  }

  tailAt(account: AccountId, at: Date): Promise<readonly Commit[]> {
    const text = accountText(account);
    return this.link.read('tail at', () =>
      this.journal.tail(text, this.journal.commitsOf(text).findLast((commit) => commit.at <= at)?.version ?? 0),
    );
  }

  async *accounts(clubId: string | undefined, after = ''): AsyncIterable<string> {
    const listed = await this.link.read('accounts', () =>
      this.journal.accountsOf(clubId === undefined ? '' : `${clubId}.`).filter((account) => account > after),
    );
    yield* listed;
  }

  accountCount(clubId: string): Promise<number> {
    return this.link.read('account count', () => this.journal.accountsOf(`${clubId}.`).length);
  }

  present(ids: readonly string[], until?: Date): Promise<readonly string[]> {
    return this.link.read('present', () =>
      this.journal
        .byId(ids)
        .filter(({ at }) => !until || at <= until)
        .map(({ id }) => id),
    );
  }

  afters(ids: readonly string[]): Promise<readonly LastCommit[]> {
    return this.link.read('afters', () => this.journal.byId(ids));
  }

  whole(ids: readonly string[]): Promise<readonly Commit[]> {
    return this.link.read('whole', () => this.journal.byId(ids));
  }

  async *commits(clubId: string | undefined): AsyncIterable<Commit> {
    for (const account of this.journal.accountsOf(clubId === undefined ? '' : `${clubId}.`))
      yield* this.journal.commitsOf(account);
  }
}

/** Commits that sent units, found by their mark. */
export class LinkedTransfers implements TransfersInTransit {
  constructor(
    private readonly link: Link,
    private readonly journal: MemoryJournal,
  ) {}

  page(limit: number, after?: SendingPlace): Promise<SendingPage> {
    return this.link.read('sendings', () => this.journal.inTransit(limit, after));
  }

  ended(commitIds: readonly string[]): Promise<void> {
    return this.link.write(
      'sendings ended',
      commitIds.map((id) => () => this.journal.arrived(id)),
      () => undefined,
    );
  }
}
