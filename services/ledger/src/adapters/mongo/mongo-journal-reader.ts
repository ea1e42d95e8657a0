import type { Collection, Filter } from 'mongodb';
import { toUnavailable } from '@vafa/mongo';
import { accountText, parseAccount, type AccountId } from '../../domain/account-id.ts';
import { assertReadable, checkpointEvery, commitId, type Commit } from '../../domain/commit.ts';
import type { AccountAfter, JournalReader, LastCommit } from '../../use-cases/journal-reader.ts';
import { toCommit, type CommitDocument } from './commit-document.ts';
import { afterAccount, ofAccount, ofPrefix } from './ids.ts';

const batchSize = 1_000;

type LastOfAccount = Pick<CommitDocument, '_id' | 'account' | 'version' | 'after' | 'format'>;

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
      // Without its entries, whose decoding costs more than the rest.
      return (await this.collection.findOne<LastOfAccount>(ofAccount(accountText(account)), { sort: { _id: -1 }, projection: { account: 1, version: 1, after: 1, format: 1 } })) ?? undefined;
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

  async *heads(clubId: string, unit: string): AsyncIterable<AccountAfter> {
    let last: LastOfAccount | undefined;
    const inUnit = (account: string): boolean => account.endsWith(`.${unit}`);
    const all = this.collection.find<LastOfAccount>(ofPrefix(clubId), { projection: { account: 1, after: 1, format: 1 }, batchSize }).sort({ _id: 1 });
    for await (const commit of answered(all)) {
      assertReadable(commit);
      if (last && last.account !== commit.account && inUnit(last.account)) yield { account: parseAccount(last.account), after: last.after };
      last = commit;
    }
    if (last && inUnit(last.account)) yield { account: parseAccount(last.account), after: last.after };
  }

  async *commits(clubId: string | undefined, after?: string): AsyncIterable<Commit> {
    const asked = clubId === undefined ? {} : after === undefined ? ofPrefix(clubId) : afterAccount(clubId, after);
    const all = this.collection.find(asked, { batchSize }).sort({ _id: 1 });
    for await (const commit of answered(all)) yield toCommit(commit);
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
