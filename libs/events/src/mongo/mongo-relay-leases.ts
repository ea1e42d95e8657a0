import { randomBytes } from 'node:crypto';
import { performance } from 'node:perf_hooks';
import type { Collection, Filter, UpdateFilter } from 'mongodb';
import type { Connection } from 'mongoose';
import { databaseOf, isDuplicateKey } from '@vafa/mongo';
import { createLogger, untraced, type Logger } from '@vafa/telemetry';
import { leaseMs } from '../consumer/leases.ts';
import { isGone, processIdentity } from '../log/process-identity.ts';
import { heldBy, settle, type LeaseTable } from '../relay/lease-table.ts';
import type { RelayLeases } from '../relay/relay-leases.ts';
import { sliceCount } from '../relay/slices.ts';

type Stored = LeaseTable & { readonly _id: string };

interface Seen {
  readonly beat: number;
  readonly at: number;
}

const renewMs = 1_500;
/** A relay that has not asked for so long hangs; others shall go on with its documents. */
const silentMs = 60_000;
const tableId = 'relay';
const collectionName = 'relay_leases';

/**
 * Leases in the database of the documents, one document for all replicas. A replica counts as gone when its counter
 * stood still for a lease on the watch of whoever looks: clocks of hosts are never compared.
 */
export class MongoRelayLeases implements RelayLeases {
  private readonly me = `r_${randomBytes(8).toString('hex')}`;
  private readonly collection: Collection<Stored>;
  private readonly seen = new Map<string, Seen>();
  private gone: ReadonlySet<string> = new Set();
  private table: LeaseTable | undefined;
  private end = 0;
  private held = 0;
  private timer: NodeJS.Timeout | undefined;
  private renewing: Promise<void> = Promise.resolve();
  private closed = false;

  /** In the database that the connection is of. */
  constructor(
    connection: Connection,
    private readonly log: Logger = createLogger('relay'),
  ) {
    this.collection = databaseOf(connection).collection<Stored>(collectionName);
  }

  async hold(): Promise<ReadonlySet<number>> {
    if (this.closed) return new Set();
    this.held = performance.now();
    if (!this.table) await this.renew();
    this.timer ??= untraced(() => setInterval(() => this.renewLater(), renewMs).unref());
    const { table } = this;
    if (table) {
      const after =
        settle(table, this.me, this.gone) ??
        ([...this.gone].some((id) => id in table.replicas) ? table.slices : undefined);
      if (after && !(await this.change(table, after))) await this.renew();
    }
    return this.table && this.end > performance.now() ? heldBy(this.table, this.me) : new Set();
  }

  async close(): Promise<void> {
    this.closed = true;
    clearInterval(this.timer);
    await this.renewing;
    if (this.table)
      await this.collection
        .updateOne({ _id: tableId }, { $unset: { [`replicas.${this.me}`]: '' } } as UpdateFilter<Stored>)
        .catch(() => undefined);
  }

  private renewLater(): void {
    if (performance.now() - this.held > silentMs) return;
    this.renewing = this.renewing
      .then(() => this.renew())
      .catch((error: unknown) => {
        this.log.debug({ err: error }, 'relay leases could not be renewed; they run out by themselves');
      });
  }

  /** One write tells the others that this replica lives, and tells it of the others. */
  private async renew(): Promise<void> {
    if (this.closed) return;
    const asked = performance.now();
    const mine = `replicas.${this.me}`;
    const table =
      (await this.collection.findOneAndUpdate(
        { _id: tableId, [mine]: { $exists: true } },
        { $inc: { [`${mine}.beat`]: 1 } } as UpdateFilter<Stored>,
        { returnDocument: 'after' },
      )) ?? (await this.join());
    this.look(table, asked);
    this.end = asked + leaseMs;
  }

  private async join(tries = 2): Promise<LeaseTable> {
    const replica = { [`replicas.${this.me}`]: { beat: 1, process: `${processIdentity()}|${this.me}` } };
    const first = { version: 0, slices: Array.from({ length: sliceCount }, () => null) };
    try {
      const joined = await this.collection.findOneAndUpdate(
        { _id: tableId },
        { $set: replica, $setOnInsert: first } as UpdateFilter<Stored>,
        { upsert: true, returnDocument: 'after' },
      );
      if (joined) return joined;
    } catch (error) {
      // Two that find no table at once: the second finds the first one's.
      if (!isDuplicateKey(error) || tries === 0) throw error;
    }
    return this.join(tries - 1);
  }

  private look(table: LeaseTable, asked: number): void {
    const now = performance.now();
    const gone = new Set<string>();
    for (const [id, { beat, process }] of Object.entries(table.replicas)) {
      const before = this.seen.get(id);
      if (before?.beat !== beat) this.seen.set(id, { beat, at: now });
      else if (asked - before.at > leaseMs) gone.add(id);
      if (id !== this.me && isGone(process)) gone.add(id);
    }
    gone.delete(this.me);
    for (const id of this.seen.keys()) if (!(id in table.replicas)) this.seen.delete(id);
    this.gone = gone;
    // An answer that was overtaken by our own change says nothing of slices.
    this.table = this.table && table.version < this.table.version ? { ...this.table, replicas: table.replicas } : table;
  }

  /** False: somebody else changed the table, or one that seemed gone lives. */
  private async change(table: LeaseTable, slices: LeaseTable['slices']): Promise<boolean> {
    const gone = [...this.gone].filter((id) => id in table.replicas);
    const unchanged = {
      _id: tableId,
      version: table.version,
      [`replicas.${this.me}`]: { $exists: true },
      ...Object.fromEntries(gone.map((id) => [`replicas.${id}.beat`, table.replicas[id]?.beat])),
    } as Filter<Stored>;
    const update = {
      $set: { slices },
      $inc: { version: 1 },
      ...(gone.length > 0 && { $unset: Object.fromEntries(gone.map((id) => [`replicas.${id}`, ''])) }),
    } as UpdateFilter<Stored>;
    const { matchedCount } = await this.collection.updateOne(unchanged, update);
    if (matchedCount === 0) return false;
    const replicas = Object.fromEntries(Object.entries(table.replicas).filter(([id]) => !gone.includes(id)));
    this.table = { version: table.version + 1, replicas, slices };
    return true;
  }
}
