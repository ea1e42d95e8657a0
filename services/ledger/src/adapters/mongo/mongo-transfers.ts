import type { Collection } from 'mongodb';
import { toUnavailable } from '@vafa/mongo';
import { accountOf, isReadable } from '../../domain/journal/commit.ts';
import { isSending } from '../../domain/journal/entry.ts';
import type { SendingPage, SendingPlace, TransfersInTransit } from '../../use-cases/ports/transfers-in-transit.ts';
import { toCommit, type CommitDocument } from './commit-document.ts';

/** Finds commits that sent units by a mark that is taken off when they have arrived or come back. */
export class MongoTransfers implements TransfersInTransit {
  constructor(private readonly commits: Collection<CommitDocument>) {}

  async page(limit: number, after?: SendingPlace): Promise<SendingPage> {
    const later = after && {
      at: { $gte: after.at },
      $or: [{ at: { $gt: after.at } }, { _id: { $gt: after.commitId } }],
    };
    const found = await this.commits
      .find({ transit: true, ...later })
      .sort({ at: 1, _id: 1 })
      .limit(limit)
      .toArray()
      .catch(unavailable);
    const last = found.at(limit - 1);
    return {
      sendings: found
        .map(toCommit)
        .filter(isReadable)
        .map((commit) => ({ commitId: commit.id, from: accountOf(commit), sent: commit.entries.filter(isSending) })),
      ...(last && { next: { at: last.at, commitId: last._id } }),
    };
  }

  async ended(commitIds: readonly string[]): Promise<void> {
    if (commitIds.length > 0)
      await this.commits.updateMany({ _id: { $in: [...commitIds] } }, { $unset: { transit: '' } }).catch(unavailable);
  }
}

const unavailable = (error: unknown): never => {
  throw toUnavailable(error);
};
