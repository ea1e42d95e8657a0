import { DomainError } from '@vafa/kernel';
import { sealedText, type AuditEntry, type AuditEvent } from '../domain/audit-entry.ts';
import type { AuditFilter, AuditSeal, AuditStore } from '../ports/audit-store.ts';

const atOnceMax = 500;
const triesMax = 50;
const readAtOnce = 500;

interface Waiting {
  readonly event: AuditEvent;
  done(): void;
  failed(error: unknown): void;
}

interface Head {
  readonly number: number;
  readonly hash: string;
}

const none: Head = { number: 0, hash: '' };

export interface AuditVerification {
  readonly entries: number;
  /** Every number is there, and every entry of today's key is as it was written. */
  readonly isWhole: boolean;
  /** The first number that is missing or was changed. */
  readonly brokenAt?: number;
  /** Entries that were sealed under another key, which is not known here. */
  readonly ofOtherKeys: number;
  /** The last entry: kept elsewhere, it shows later whether the end was cut off. */
  readonly last: Head;
}

/**
 * The audit log: entries are added and never changed. Those of a club are one chain. What is noted at the same time is
 * written together, so that nobody waits in line.
 */
export class AuditLog {
  private readonly queues = new Map<string, Waiting[]>();
  private readonly heads = new Map<string, Head>();

  constructor(
    private readonly store: AuditStore,
    private readonly seal: AuditSeal,
  ) {}

  /** Resolves once it is written. */
  note(event: AuditEvent): Promise<void> {
    return new Promise((done, failed) => {
      const queue = this.queues.get(event.clubId);
      if (queue) {
        queue.push({ event, done, failed });
        return;
      }
      const fresh = [{ event, done, failed }];
      this.queues.set(event.clubId, fresh);
      void this.drain(event.clubId, fresh);
    });
  }

  page(filter: AuditFilter, below: number, limit: number): Promise<readonly AuditEntry[]> {
    return this.store.page(filter, below, limit);
  }

  /** All that fit the filter, the oldest first. */
  async *all(filter: AuditFilter): AsyncGenerator<AuditEntry> {
    for (let above = 0; ; ) {
      const entries = await this.store.following(filter, above, readAtOnce);
      yield* entries;
      const last = entries.at(-1);
      if (!last || entries.length < readAtOnce) return;
      above = last.number;
    }
  }

  /** Reads everything. `known`: an entry that was kept elsewhere, and must be the same. */
  async verify(clubId: string, known?: Head): Promise<AuditVerification> {
    let [last, ofOtherKeys, entries] = [none, 0, 0];
    let brokenAt: number | undefined;
    for await (const entry of this.all({ clubId })) {
      const isOurs = entry.keyId === this.seal.keyId;
      if (!isOurs) ofOtherKeys += 1;
      const isRight =
        entry.number === last.number + 1 &&
        (!isOurs || entry.hash === this.seal.sign(sealedText(entry, entry.number, last.hash))) &&
        (entry.number !== known?.number || entry.hash === known.hash);
      if (!isRight) brokenAt ??= entry.number === last.number + 1 ? entry.number : last.number + 1;
      last = { number: entry.number, hash: entry.hash };
      entries += 1;
    }
    if (known && known.number > last.number) brokenAt ??= last.number + 1;
    return { entries, isWhole: brokenAt === undefined, ...(brokenAt !== undefined && { brokenAt }), ofOtherKeys, last };
  }

  private async drain(clubId: string, queue: Waiting[]): Promise<void> {
    while (queue.length > 0) {
      const batch = queue.splice(0, atOnceMax);
      try {
        await this.write(clubId, batch);
      } catch (error) {
        this.heads.delete(clubId);
        for (const { failed } of batch) failed(error);
      }
    }
    this.queues.delete(clubId);
  }

  /** Other processes write to the same chain: whoever finds a number taken goes on behind it. */
  private async write(clubId: string, batch: readonly Waiting[]): Promise<void> {
    let rest = batch;
    for (let tries = 0; rest.length > 0; tries++) {
      if (tries >= triesMax) throw new DomainError('unavailable', 'service_unavailable', 'the audit log is busy');
      const entries = this.chained(rest, this.heads.get(clubId) ?? (await this.store.last(clubId)) ?? none);
      const written = await this.store.append(entries);
      const head = entries[written - 1];
      if (written === entries.length && head) this.heads.set(clubId, { number: head.number, hash: head.hash });
      else this.heads.delete(clubId);
      for (const { done } of rest.slice(0, written)) done();
      rest = rest.slice(written);
    }
  }

  private chained(batch: readonly Waiting[], { number, hash }: Head): AuditEntry[] {
    let previous = hash;
    return batch.map(({ event }, place) => {
      const own = number + place + 1;
      previous = this.seal.sign(sealedText(event, own, previous));
      return { ...event, number: own, hash: previous, keyId: this.seal.keyId };
    });
  }
}
