import type { Collection } from 'mongodb';
import { toUnavailable } from '@vafa/mongo';
import { accountOf, assertReadable } from '../../domain/commit.ts';
import { isSending } from '../../domain/entry.ts';
import type { Sending, TransfersInTransit } from '../../use-cases/transfers-in-transit.ts';
import { toCommit, type CommitDocument } from './commit-document.ts';

/** Finds commits that sent units by a mark that is taken off when they have arrived or come back. */
export class MongoTransfers implements TransfersInTransit {
  constructor(private readonly commits: Collection<CommitDocument>) {}

  async oldest(limit: number): Promise<readonly Sending[]> {
    const found = await this.commits.find({ transit: true }).sort({ at: 1, _id: 1 }).limit(limit).toArray().catch(unavailable);
    return found.map((document) => {
      const commit = toCommit(document);
      assertReadable(commit);
      return { commitId: commit.id, from: accountOf(commit), sent: commit.entries.filter(isSending) };
    });
  }

  async ended(commitIds: readonly string[]): Promise<void> {
    if (commitIds.length > 0) await this.commits.updateMany({ _id: { $in: [...commitIds] } }, { $unset: { transit: '' } }).catch(unavailable);
  }
}

const unavailable = (error: unknown): never => {
  throw toUnavailable(error);
};
