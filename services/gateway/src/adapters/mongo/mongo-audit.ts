import { isDuplicateKey } from '@vafa/mongo';
import type { Filter } from 'mongodb';
import type { AuditEntry } from '../../domain/audit-entry.ts';
import type { AuditFilter, AuditStore } from '../../ports/audit-store.ts';
import { inDatabase, type AuditDocument, type Collections } from './collections.ts';

const statusRefused = 400;

const toEntry = ({ _id: _place, ...entry }: AuditDocument): AuditEntry => entry;

/** Numbers of one club in their order, as text too. */
const placeOf = ({ clubId, number }: AuditEntry): string => `${clubId}/${String(number).padStart(12, '0')}`;

const toFilter = ({
  clubId,
  actorId,
  operation,
  subject,
  isRefused,
  from,
  to,
}: AuditFilter): Filter<AuditDocument> => ({
  clubId,
  ...(actorId !== undefined && { 'actor.id': actorId }),
  ...(operation !== undefined && { operation }),
  ...(subject !== undefined && { subjects: subject }),
  ...(isRefused !== undefined && { status: isRefused ? { $gte: statusRefused } : { $lt: statusRefused } }),
  ...((from ?? to) && { at: { ...(from && { $gte: from }), ...(to && { $lt: to }) } }),
});

export class MongoAudit implements AuditStore {
  constructor(private readonly collections: Pick<Collections, 'audit'>) {}

  async append(entries: readonly AuditEntry[]): Promise<number> {
    try {
      const documents = entries.map((entry) => ({ _id: placeOf(entry), ...entry }));
      await inDatabase(() => this.collections.audit.insertMany(documents, { ordered: true }));
      return entries.length;
    } catch (error) {
      if (isDuplicateKey(error)) return (error as { insertedCount?: number }).insertedCount ?? 0;
      throw error;
    }
  }

  async last(clubId: string): Promise<AuditEntry | undefined> {
    const [found] = await this.page({ clubId }, Number.MAX_SAFE_INTEGER, 1);
    return found;
  }

  async page(filter: AuditFilter, below: number, limit: number): Promise<readonly AuditEntry[]> {
    const found = await inDatabase(() =>
      this.collections.audit
        .find({ ...toFilter(filter), number: { $lt: below } })
        .sort({ number: -1 })
        .limit(limit)
        .toArray(),
    );
    return found.map(toEntry);
  }

  async following(filter: AuditFilter, above: number, limit: number): Promise<readonly AuditEntry[]> {
    const found = await inDatabase(() =>
      this.collections.audit
        .find({ ...toFilter(filter), number: { $gt: above } })
        .sort({ number: 1 })
        .limit(limit)
        .toArray(),
    );
    return found.map(toEntry);
  }
}
