import type { Collection } from 'mongodb';
import { encodeEvent, topics } from '@vafa/contracts';
import { LedgerEvent } from '@vafa/contracts/ledger-events';
import type { Outbox, Outgoing, StreamEvent } from '@vafa/events';
import { derivedId } from '@vafa/kernel';
import { toUnavailable } from '@vafa/mongo';
import { accountOf, commitId } from '../../domain/commit.ts';
import { recordedAt } from '../../domain/outcome.ts';
import { toEntryMessage } from '../messages/to-entry-message.ts';
import { toCommit, type CommitDocument } from './commit-document.ts';

/** Raised when a backup of the journal is restored. */
const epoch = 1;

const toEvent = (document: CommitDocument): StreamEvent => {
  const commit = toCommit(document);
  const account = accountOf(commit);
  // The same id each time: what a crash makes us publish again is the same event.
  const place = { eventId: derivedId('event', commit.id), occurredAt: commit.at, clubId: account.clubId, documentId: commit.account, epoch, sequence: BigInt(commit.version) };
  const { available, pending, held } = commit.after;
  const entries = commit.entries.map((entry) => toEntryMessage(recordedAt(commit, entry)));
  const { type, payload } = encodeEvent(topics.ledger, LedgerEvent, place, { $case: 'commitPosted', value: { account, entries, available, pending, held } });
  const carried = document.traceparent === undefined ? {} : { traceparent: document.traceparent };
  return { id: place.eventId, type, key: commit.account, clubId: account.clubId, occurredAt: commit.at, epoch, sequence: place.sequence, ...carried, payload };
};

/** The events of commits that are not yet published: one per commit, its sequence is the commit's version. */
export class JournalOutbox implements Outbox {
  constructor(private readonly commits: Collection<CommitDocument>) {}

  async pending(limit: number): Promise<readonly Outgoing[]> {
    // An account's moments never go back, so the oldest commits of an account come before its later ones.
    const found = await this.commits.find({ relay: true }).sort({ at: 1, _id: 1 }).limit(limit).toArray().catch(unavailable);
    const byAccount = Map.groupBy(found, (commit) => commit.account);
    return [...byAccount].map(([documentId, commits]) => ({ topic: topics.ledger, documentId, events: commits.map(toEvent) }));
  }

  async acknowledge(published: readonly Outgoing[]): Promise<void> {
    const ids = published.flatMap(({ documentId, events }) => events.map((event) => commitId(documentId, Number(event.sequence))));
    if (ids.length > 0) await this.commits.updateMany({ _id: { $in: ids } }, { $unset: { relay: '' } }).catch(unavailable);
  }

  count(): Promise<number> {
    return this.commits.countDocuments({ relay: true }).catch(unavailable);
  }
}

const unavailable = (error: unknown): never => {
  throw toUnavailable(error);
};
