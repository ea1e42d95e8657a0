import { isDuplicateKey } from '@vafa/mongo';
import { settingsDefault, type Approval, type Outcome, type RevisedSettings } from '../../domain/approval.ts';
import type { ApprovalFilter, ApprovalSettingsStore, ApprovalStore, Decided } from '../../ports/approval-store.ts';
import { inDatabase, type ApprovalDocument, type Collections } from './collections.ts';

const toApproval = ({ _id, ...approval }: ApprovalDocument): Approval => ({ id: _id, ...approval });

const ofState = ({ state, now }: ApprovalFilter): object => {
  if (state === undefined) return {};
  if (state === 'pending') return { state, endsAt: { $gt: now } };
  return state === 'expired' ? { state: 'pending', endsAt: { $lte: now } } : { state };
};

export class MongoApprovals implements ApprovalStore {
  constructor(private readonly collections: Pick<Collections, 'approvals'>) {}

  async insert({ id, ...approval }: Approval): Promise<boolean> {
    try {
      await inDatabase(() => this.collections.approvals.insertOne({ _id: id, ...approval }));
      return true;
    } catch (error) {
      if (isDuplicateKey(error)) return false;
      throw error;
    }
  }

  async find(clubId: string, id: string): Promise<Approval | undefined> {
    const found = await inDatabase(() => this.collections.approvals.findOne({ _id: id, clubId }));
    return found ? toApproval(found) : undefined;
  }

  async list(filter: ApprovalFilter, below: string | undefined, limit: number): Promise<readonly Approval[]> {
    const { clubId, operations, askerId, operation } = filter;
    const seen = {
      $or: [
        { operation: { $in: [...operations] } },
        { 'asker.caller.id': askerId },
        { 'asker.caller.madeBy': askerId },
      ],
    };
    const found = await inDatabase(() =>
      this.collections.approvals
        .find({
          clubId,
          ...seen,
          ...ofState(filter),
          ...(operation !== undefined && { operation }),
          ...(below !== undefined && { place: { $lt: below } }),
        })
        .sort({ place: -1 })
        .limit(limit)
        .toArray(),
    );
    return found.map(toApproval);
  }

  async decide(
    id: string,
    state: 'approved' | 'rejected' | 'withdrawn',
    { decision, leaseUntil }: Decided,
  ): Promise<boolean> {
    const decided = await inDatabase(() =>
      this.collections.approvals.updateOne(
        { _id: id, state: 'pending', endsAt: { $gt: decision.at } },
        { $set: { state, decision, ...(leaseUntil && { leaseUntil }) } },
      ),
    );
    return decided.modifiedCount === 1;
  }

  async takeOver(id: string, leaseUntil: Date, newLeaseUntil: Date): Promise<boolean> {
    const taken = await inDatabase(() =>
      this.collections.approvals.updateOne(
        { _id: id, state: 'approved', leaseUntil },
        { $set: { leaseUntil: newLeaseUntil } },
      ),
    );
    return taken.modifiedCount === 1;
  }

  async finish(id: string, state: 'done' | 'failed', outcome: Outcome): Promise<boolean> {
    const finished = await inDatabase(() =>
      this.collections.approvals.updateOne({ _id: id, state: 'approved' }, { $set: { state, outcome } }),
    );
    return finished.modifiedCount === 1;
  }

  async leftOver(now: Date, limit: number): Promise<readonly Approval[]> {
    const found = await inDatabase(() =>
      this.collections.approvals
        .find({ state: 'approved', leaseUntil: { $lte: now } })
        .limit(limit)
        .toArray(),
    );
    return found.map(toApproval);
  }

  async sweep(endedBefore: Date): Promise<void> {
    await inDatabase(() =>
      this.collections.approvals.deleteMany({ endsAt: { $lt: endedBefore }, state: { $ne: 'approved' } }),
    );
  }
}

export class MongoApprovalSettings implements ApprovalSettingsStore {
  constructor(private readonly collections: Pick<Collections, 'approvalSettings'>) {}

  async find(clubId: string): Promise<RevisedSettings | undefined> {
    const found = await inDatabase(() => this.collections.approvalSettings.findOne({ _id: clubId }));
    if (!found) return undefined;
    const { rules, promotionsAbove = 0, stepUpMinutes, revision = settingsDefault.revision } = found;
    return { rules, promotionsAbove, stepUpMinutes, revision };
  }

  async replace(clubId: string, { revision, ...settings }: RevisedSettings): Promise<boolean> {
    const isFirst = revision === settingsDefault.revision;
    const seen = isFirst ? { _id: clubId, revision: { $exists: false } } : { _id: clubId, revision };
    try {
      const kept = await inDatabase(() =>
        this.collections.approvalSettings.updateOne(
          seen,
          { $set: { ...settings, revision: revision + 1 } },
          { upsert: isFirst },
        ),
      );
      return kept.matchedCount + kept.upsertedCount === 1;
    } catch (error) {
      if (!isDuplicateKey(error)) throw error;
      return false;
    }
  }

  async fewestMinutes(): Promise<number> {
    const [found] = await inDatabase(() =>
      this.collections.approvalSettings
        .find({ stepUpMinutes: { $gt: 0 } })
        .sort({ stepUpMinutes: 1 })
        .limit(1)
        .toArray(),
    );
    return found?.stepUpMinutes ?? 0;
  }
}
