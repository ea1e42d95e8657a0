import type { AnyBulkWriteOperation, Collection } from 'mongodb';
import { toUnavailable } from './errors.ts';
import type { PendingEvent, PendingEvents } from './pending-events.ts';
import type { OutboxItem, Stored } from './stored.ts';

const unrelayed = { unrelayedSince: { $exists: true } };
const oldestFirst = { unrelayedSince: 1 } as const;
const idsPerPage = 1_000;

type Row = Pick<Stored, '_id' | 'clubId' | 'epoch' | 'outbox'>;

const toEvent = (row: Row, item: OutboxItem): PendingEvent => ({
  id: item.id,
  type: item.type,
  key: row._id,
  clubId: row.clubId,
  occurredAt: item.at,
  epoch: row.epoch,
  sequence: BigInt(item.sequence),
  ...(item.traceparent !== undefined && { traceparent: item.traceparent }),
  payload: item.payload,
});

/** The unpublished events of one collection, read through the partial index on `unrelayedSince`. */
export class StoredOutbox {
  constructor(
    private readonly collection: Collection<Stored>,
    private readonly topic: string,
  ) {}

  async pending(limit: number, isMine?: (documentId: string) => boolean): Promise<PendingEvents[]> {
    const rows = await this.rows(limit, isMine).catch((error: unknown) => Promise.reject(toUnavailable(error)));
    return rows.map((row) => this.of(row));
  }

  /** All that a document holds. */
  of(row: Row): PendingEvents {
    return { topic: this.topic, documentId: row._id, events: row.outbox.map((item) => toEvent(row, item)) };
  }

  /**
   * A document that wrote nothing since is emptied in one step: its sequence still is that of the last event published.
   * One that did keeps what came later, and its mark: the next pass finds it again.
   */
  async acknowledge(published: readonly PendingEvents[]): Promise<void> {
    const emptied = await this.write(
      alike(published).map(({ epoch, last, ids }) => ({
        updateMany: {
          filter: { _id: ids.length === 1 ? ids[0] : { $in: ids }, epoch, sequence: last },
          update: { $set: { outbox: [] }, $unset: { unrelayedSince: '' as const } },
        },
      })),
    );
    if (emptied === published.length) return;
    const told = published.map(({ documentId, events }) => ({ _id: documentId, ids: events.map((event) => event.id) }));
    await this.write(
      told.map(({ _id, ids }) => ({
        updateOne: { filter: { _id, 'outbox.id': { $in: ids } }, update: { $pull: { outbox: { id: { $in: ids } } } } },
      })),
    );
  }

  async count(): Promise<number> {
    const [row] = await this.collection
      .aggregate<{ events: number | bigint }>([{ $match: unrelayed }, { $unwind: '$outbox' }, { $count: 'events' }])
      .toArray();
    return Number(row?.events ?? 0);
  }

  private async rows(limit: number, isMine?: (documentId: string) => boolean): Promise<Row[]> {
    const projection = { clubId: 1, epoch: 1, outbox: 1 };
    if (!isMine) return this.collection.find<Row>(unrelayed, { projection }).sort(oldestFirst).limit(limit).toArray();
    const mine: string[] = [];
    // Ids first, and page by page: what lies before ours may be any amount of somebody else's.
    for await (const { _id } of this.collection
      .find(unrelayed, { projection: { _id: 1 }, batchSize: idsPerPage })
      .sort(oldestFirst)) {
      if (isMine(_id)) mine.push(_id);
      if (mine.length === limit) break;
    }
    return mine.length === 0
      ? []
      : this.collection
          .find<Row>({ _id: { $in: mine }, ...unrelayed }, { projection })
          .sort(oldestFirst)
          .toArray();
  }

  private async write(operations: AnyBulkWriteOperation<Stored>[]): Promise<number> {
    if (operations.length === 0) return 0;
    try {
      return (await this.collection.bulkWrite(operations, { ordered: false })).matchedCount;
    } catch (error) {
      throw toUnavailable(error);
    }
  }
}

/** Documents whose last event has the same place are emptied by one update: after an import that is most of them. */
const alike = (published: readonly PendingEvents[]): { epoch: number; last: number; ids: string[] }[] => {
  const groups = new Map<string, { epoch: number; last: number; ids: string[] }>();
  for (const { documentId, events } of published) {
    const { epoch, sequence } = events.at(-1) ?? { epoch: 0, sequence: 0n };
    const place = `${String(epoch)}:${String(sequence)}`;
    const group = groups.get(place);
    if (group) group.ids.push(documentId);
    else groups.set(place, { epoch, last: Number(sequence), ids: [documentId] });
  }
  return [...groups.values()];
};
