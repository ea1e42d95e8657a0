import type { Collection } from 'mongodb';
import { encodeEvent, topics } from '@vafa/contracts';
import { LedgerEvent } from '@vafa/contracts/ledger-events';
import type { Handed, Outbox, Outgoing, StreamEvent } from '@vafa/events';
import { eventIdPrefix, derivedId } from '@vafa/kernel';
import { toUnavailable } from '@vafa/mongo';
import { accountOf, commitId, type Commit } from '../../domain/journal/commit.ts';
import { recordedAt } from '../../domain/journal/outcome.ts';
import { toEntryMessage } from '../messages/to-entry-message.ts';
import { toCommit, type CommitDocument } from './commit-document.ts';

const idsPerPage = 1_000;

const toEvent = (commit: Commit, epoch: number): StreamEvent => {
  const account = accountOf(commit);
  // The same id each time: what a crash makes us publish again is the same event.
  const place = {
    eventId: derivedId(eventIdPrefix, epoch === 1 ? commit.id : `${commit.id}@${String(epoch)}`),
    occurredAt: commit.at,
    clubId: account.clubId,
    documentId: commit.account,
    epoch,
    sequence: BigInt(commit.version),
  };
  const { available, pending, held } = commit.after;
  const entries = commit.entries.map((entry) => toEntryMessage(recordedAt(commit, entry)));
  const { type, payload } = encodeEvent(topics.ledger, LedgerEvent, place, {
    $case: 'commitPosted',
    value: { account, entries, available, pending, held },
  });
  const carried = commit.traceparent === undefined ? {} : { traceparent: commit.traceparent };
  return {
    id: place.eventId,
    type,
    key: commit.account,
    clubId: account.clubId,
    occurredAt: commit.at,
    epoch,
    sequence: place.sequence,
    ...carried,
    payload,
  };
};

const withCause = (document: CommitDocument): Commit => ({
  ...toCommit(document),
  ...(document.traceparent !== undefined && { traceparent: document.traceparent }),
});

/** The events of commits that are not yet published: one per commit, its sequence is the commit's version. */
export class JournalOutbox implements Outbox {
  constructor(
    private readonly commits: Collection<CommitDocument>,
    private readonly epoch = 1,
  ) {}

  async pending(limit: number, isMine?: (account: string) => boolean): Promise<readonly Outgoing[]> {
    const found = await this.oldest(limit, isMine).catch(unavailable);
    const byAccount = Map.groupBy(found, (commit) => commit.account);
    return [...byAccount].map(([documentId, commits]) => ({
      topic: topics.ledger,
      documentId,
      events: commits.map((document) => toEvent(withCause(document), this.epoch)),
    }));
  }

  /** The events of commits that were just appended. The first commit of an account has none before it. */
  of(appended: readonly Commit[]): Handed[] {
    return appended.map((commit) => ({
      topic: topics.ledger,
      documentId: commit.account,
      events: [toEvent(commit, this.epoch)],
      isWhole: commit.version === 1,
    }));
  }

  async acknowledge(published: readonly Outgoing[]): Promise<void> {
    const ids = published.flatMap(({ documentId, events }) =>
      events.map((event) => commitId(documentId, Number(event.sequence))),
    );
    if (ids.length > 0)
      await this.commits.updateMany({ _id: { $in: ids } }, { $unset: { relay: '' } }).catch(unavailable);
  }

  count(): Promise<number> {
    return this.commits.countDocuments({ relay: true }).catch(unavailable);
  }

  /** An account's moments never go back, so the oldest commits of an account come before its later ones. */
  private async oldest(limit: number, isMine?: (account: string) => boolean): Promise<CommitDocument[]> {
    const [unpublished, oldestFirst] = [{ relay: true } as const, { at: 1, _id: 1 } as const];
    if (!isMine) return this.commits.find(unpublished).sort(oldestFirst).limit(limit).toArray();
    const mine: string[] = [];
    // Ids first, and page by page: what lies before ours may be any amount of other replicas'.
    for await (const { _id, account } of this.commits
      .find(unpublished, { projection: { account: 1 }, batchSize: idsPerPage })
      .sort(oldestFirst)) {
      if (isMine(account)) mine.push(_id);
      if (mine.length === limit) break;
    }
    return mine.length === 0
      ? []
      : this.commits
          .find({ _id: { $in: mine }, ...unpublished })
          .sort(oldestFirst)
          .toArray();
  }
}

const unavailable = (error: unknown): never => {
  throw toUnavailable(error);
};
