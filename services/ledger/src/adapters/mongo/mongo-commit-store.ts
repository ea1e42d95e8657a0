import type { Collection, MongoBulkWriteError, WriteError } from 'mongodb';
import { isDuplicateKey, placesInOrder, toUnavailable } from '@vafa/mongo';
import { checkpointEvery, commitId, type Commit } from '../../domain/journal/commit.ts';
import type { Appended, CommitStore } from '../../use-cases/ports/commit-store.ts';
import { toCommit, toDocument, type CommitDocument } from './commit-document.ts';
import { ofAccount } from './ids.ts';

const duplicateKeyCode = 11000;

const writeErrorsOf = (error: MongoBulkWriteError): readonly WriteError[] => [error.writeErrors].flat();

/**
 * Positions that hit a unique index. Raises the error when any part of it was something else: then nothing is certain.
 */
const duplicatesIn = (error: unknown): ReadonlySet<number> => {
  if (!isDuplicateKey(error)) throw toUnavailable(error);
  const errors = writeErrorsOf(error as MongoBulkWriteError);
  const other = errors.find((each) => each.code !== duplicateKeyCode);
  if (other ?? errors.length === 0) throw toUnavailable(error);
  return new Set(errors.map((each) => each.index));
};

const answered = <T>(asked: Promise<T>): Promise<T> =>
  asked.catch((error: unknown) => Promise.reject(toUnavailable(error)));

/**
 * The journal in one collection; commits are inserted and never changed, but for the mark of what is not yet published.
 */
export class MongoCommitStore implements CommitStore {
  /** Whose answer was lost; the same objects are appended again. */
  private readonly unsure = new WeakSet<Commit>();

  /**
   * `onAppend` is called with what a write appended; `onUnsure` when something may be there that it was not called
   * with.
   */
  constructor(
    private readonly commits: Collection<CommitDocument>,
    private readonly onAppend: (appended: readonly Commit[]) => void = () => undefined,
    private readonly onUnsure: () => void = () => undefined,
  ) {}

  async append(commits: readonly Commit[]): Promise<readonly Appended[]> {
    try {
      const answers = await this.insert(commits);
      if (commits.some((commit, index) => answers[index] === 'taken' && this.unsure.has(commit))) this.onUnsure();
      return answers;
    } catch (error) {
      for (const commit of commits) this.unsure.add(commit);
      this.onUnsure();
      throw error;
    }
  }

  private async insert(commits: readonly Commit[]): Promise<readonly Appended[]> {
    const [only] = commits;
    if (only && commits.length === 1) return [await this.appendOne(only)];
    const documents = commits.map(toDocument);
    const places = placesInOrder(documents, ({ _id }) => _id);
    try {
      await this.commits.insertMany(
        places.map((place) => documents[place] as CommitDocument),
        { ordered: false, ignoreUndefined: true },
      );
      this.onAppend(commits);
      return commits.map(() => 'appended');
    } catch (error) {
      const duplicates = new Set([...duplicatesIn(error)].map((index) => places[index]));
      if (duplicates.size < commits.length) this.onAppend(commits.filter((_commit, index) => !duplicates.has(index)));
      return commits.map((_commit, index) => (duplicates.has(index) ? 'taken' : 'appended'));
    }
  }

  /** One commit costs the driver a third less this way. */
  private async appendOne(commit: Commit): Promise<Appended> {
    try {
      await this.commits.insertOne(toDocument(commit), { ignoreUndefined: true });
    } catch (error) {
      if (!isDuplicateKey(error)) throw toUnavailable(error);
      return 'taken';
    }
    this.onAppend([commit]);
    return 'appended';
  }

  async tails(accounts: readonly string[]): Promise<ReadonlyMap<string, readonly Commit[]>> {
    const existing = accounts.length === 1 ? accounts : await this.existing(accounts);
    const tails = await Promise.all(existing.map(async (account) => [account, await this.tail(account)] as const));
    return new Map(tails.filter(([, tail]) => tail.length > 0));
  }

  async mentioning(account: string, under: readonly string[], about: readonly string[]): Promise<readonly Commit[]> {
    const asked = [
      ...(under.length > 0 ? [this.commits.find({ account, 'entries.key': { $in: [...under] } })] : []),
      ...(about.length > 0 ? [this.commits.find({ account, targets: { $in: [...about] } })] : []),
    ];
    const found = await answered(Promise.all(asked.map((cursor) => cursor.toArray())));
    return found.flat().map(toCommit);
  }

  async hashes(ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
    const found = await answered(this.commits.find({ _id: { $in: [...ids] } }, { projection: { hash: 1 } }).toArray());
    return new Map(found.map(({ _id, hash }) => [_id, hash]));
  }

  /** One question for many accounts: whoever has commits has a first one. */
  private async existing(accounts: readonly string[]): Promise<readonly string[]> {
    const first = new Map(accounts.map((account) => [commitId(account, 1), account]));
    const found = await answered(
      this.commits.find({ _id: { $in: [...first.keys()] } }, { projection: { _id: 1 } }).toArray(),
    );
    return found.flatMap(({ _id }) => first.get(_id) ?? []);
  }

  private async tail(account: string): Promise<readonly Commit[]> {
    const found = await answered(
      this.commits.find(ofAccount(account)).sort({ _id: -1 }).limit(checkpointEvery).toArray(),
    );
    const checkpoint = found.findIndex((commit) => commit.state !== undefined);
    return (checkpoint === -1 ? found : found.slice(0, checkpoint + 1)).toReversed().map(toCommit);
  }
}
