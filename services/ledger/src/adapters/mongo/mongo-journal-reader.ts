import type { Collection, Filter } from 'mongodb';
import { toUnavailable } from '@vafa/mongo';
import { accountText, type AccountId } from '../../domain/account/account-id.ts';
import { checkpointEvery, commitId, type Commit } from '../../domain/journal/commit.ts';
import type { JournalReader, LastCommit } from '../../use-cases/ports/journal-reader.ts';
import { toCommit, type CommitDocument } from './commit-document.ts';
import { accountsOf, afterAccount, ofAccount, ofPrefix } from './ids.ts';

const batchSize = 1_000;

type LastOfAccount = Pick<CommitDocument, '_id' | 'account' | 'version' | 'format' | 'at' | 'after'>;

/** Without its entries, whose decoding costs more than the rest. */
const withoutEntries = { account: 1, version: 1, format: 1, at: 1, after: 1 } as const;

/** Questions about the journal, all read along its ids: by account, then version. */
export class MongoJournalReader implements JournalReader {
  constructor(private readonly collection: Collection<CommitDocument>) {}

  async latest(clubId: string, memberId: string): Promise<readonly Commit[]> {
    const { _id: all } = ofPrefix(clubId, memberId);
    const latest: Commit[] = [];
    // From the last account of the member backwards, one step per account: the cost does not grow with its commits.
    for (let before = all.$lt; ; ) {
      const [found] = await this.read({ _id: { ...all, $lt: before } }, -1, 1);
      if (!found) return latest.sort((a, b) => (a.account < b.account ? -1 : 1));
      latest.push(toCommit(found));
      before = `${found.account}/`;
    }
  }

  async lastOf(account: AccountId): Promise<LastCommit | undefined> {
    try {
      return (
        (await this.collection.findOne<LastOfAccount>(ofAccount(accountText(account)), {
          sort: { _id: -1 },
          projection: withoutEntries,
        })) ?? undefined
      );
    } catch (error) {
      throw toUnavailable(error);
    }
  }

  async page(account: AccountId, upTo: number | undefined, limit: number): Promise<readonly Commit[]> {
    const text = accountText(account);
    const found = await this.read(ofAccount(text, upTo === undefined ? undefined : commitId(text, upTo)), -1, limit);
    return found.map(toCommit);
  }

  async tailAt(account: AccountId, at: Date): Promise<readonly Commit[]> {
    const text = accountText(account);
    const version = await this.versionAt(account, at);
    if (version === 0) return [];
    const found = await this.read(ofAccount(text, commitId(text, version)), -1, checkpointEvery);
    const checkpoint = found.findIndex((commit) => commit.state !== undefined);
    return (checkpoint === -1 ? found : found.slice(0, checkpoint + 1)).toReversed().map(toCommit);
  }

  // Moments never go back, so that halving finds it: twenty reads among a million commits.
  async versionAt(id: AccountId, at: Date): Promise<number> {
    const account = accountText(id);
    const [last] = await this.read(ofAccount(account), -1, 1);
    if (!last || last.at <= at) return last?.version ?? 0;
    let [before, after] = [0, last.version];
    while (after - before > 1) {
      const middle = Math.floor((before + after) / 2);
      const [commit] = await this.read({ _id: commitId(account, middle) }, 1, 1);
      if (commit && commit.at <= at) before = middle;
      else after = middle;
    }
    return before;
  }

  async *accounts(clubId: string | undefined, after?: string): AsyncIterable<string> {
    // The index of first commits has both fields: nothing else is read.
    const firsts = this.collection
      .find<Pick<CommitDocument, 'account'>>(
        { version: 1, ...accountsOf(clubId, after) },
        { projection: { _id: 0, account: 1 }, batchSize },
      )
      .sort({ account: 1 });
    for await (const { account } of answered(firsts)) yield account;
  }

  async accountCount(clubId: string): Promise<number> {
    try {
      return await this.collection.countDocuments({ version: 1, ...accountsOf(clubId) });
    } catch (error) {
      throw toUnavailable(error);
    }
  }

  async present(ids: readonly string[], until?: Date): Promise<readonly string[]> {
    const found = await this.among<Pick<CommitDocument, '_id'>>(ids, { _id: 1 }, until && { at: { $lte: until } });
    return found.map(({ _id }) => _id);
  }

  afters(ids: readonly string[]): Promise<readonly LastCommit[]> {
    return this.among<LastOfAccount>(ids, withoutEntries);
  }

  async whole(ids: readonly string[]): Promise<readonly Commit[]> {
    return (await this.among<CommitDocument>(ids, {})).map(toCommit);
  }

  async *commits(clubId: string | undefined, after?: string): AsyncIterable<Commit> {
    const asked = clubId === undefined ? {} : after === undefined ? ofPrefix(clubId) : afterAccount(clubId, after);
    const all = this.collection.find(asked, { batchSize }).sort({ _id: 1 });
    for await (const commit of answered(all)) yield toCommit(commit);
  }

  private async among<D>(
    ids: readonly string[],
    projection: Readonly<Record<string, 1>>,
    filter: Filter<CommitDocument> = {},
  ): Promise<D[]> {
    try {
      return (await this.collection
        .find({ _id: { $in: [...ids] }, ...filter }, { projection, batchSize: ids.length })
        .toArray()) as D[];
    } catch (error) {
      throw toUnavailable(error);
    }
  }

  private async read(filter: Filter<CommitDocument>, order: 1 | -1, limit: number): Promise<CommitDocument[]> {
    try {
      return await this.collection.find<CommitDocument>(filter).sort({ _id: order }).limit(limit).toArray();
    } catch (error) {
      throw toUnavailable(error);
    }
  }
}

async function* answered<T>(rows: AsyncIterable<T>): AsyncIterable<T> {
  try {
    yield* rows;
  } catch (error) {
    throw toUnavailable(error);
  }
}
