import type { Documents, Versioned } from '@vafa/mongo';
import type { Decision, Redemption } from '../../domain/redemption.ts';
import type { MemberPlace, Redemptions } from '../../use-cases/redemptions.ts';
import { toVoucherEvent } from '../events/to-voucher-event.ts';
import type { RedemptionState } from './models.ts';

const toRedemption = (document: Versioned<RedemptionState>): Redemption => {
  const {
    _id: id,
    format: _format,
    version: _version,
    epoch: _epoch,
    sequence: _sequence,
    keys: _keys,
    outbox: _outbox,
    unrelayedSince: _since,
    ...state
  } = document;
  return { id, ...state };
};

/** Of redemptions that gave a voucher. */
const given: readonly Redemption['status'][] = ['issued', 'used', 'cancelling', 'cancelled'];

export class MongoRedemptions implements Redemptions {
  constructor(private readonly documents: Documents<RedemptionState>) {}

  insert({ id, clubId, ...state }: Redemption, key: string): Promise<'inserted' | 'exists'> {
    return this.documents.insert({ id, clubId, key, state, at: state.requestedAt });
  }

  async load(id: string): Promise<Redemption | undefined> {
    const found = await this.documents.load(id);
    return found && toRedemption(found);
  }

  async byCode(clubId: string, codeHash: string): Promise<Redemption | undefined> {
    const [found] = await this.documents.find({ codeHash, clubId }, { limit: 1 });
    return found && toRedemption(found);
  }

  async change(id: string, decide: (redemption: Redemption) => Decision | undefined): Promise<Redemption | undefined> {
    const changed = await this.documents.change(id, (document) => {
      const redemption = toRedemption(document);
      const decision = decide(redemption);
      if (decision === undefined) return undefined;
      const { set, key, at, fact } = decision;
      return { set, key, at, events: fact ? [toVoucherEvent(redemption, fact)] : [] };
    });
    return changed && toRedemption(changed);
  }

  async ofMember(
    clubId: string,
    memberId: string,
    after: MemberPlace | undefined,
    limit: number,
  ): Promise<readonly Redemption[]> {
    const later = after && {
      $or: [{ requestedAt: { $lt: after.requestedAt } }, { requestedAt: after.requestedAt, _id: { $lt: after.id } }],
    };
    const found = await this.documents.find(
      { clubId, memberId, status: { $in: given }, ...later },
      { sort: { requestedAt: -1, _id: -1 }, limit },
    );
    return found.map(toRedemption);
  }

  async unfinishedBefore(moment: Date, limit: number): Promise<readonly Redemption[]> {
    const before = { $lt: moment };
    const pending = this.documents.find(
      { status: 'pending', requestedAt: before },
      { sort: { requestedAt: 1 }, limit },
    );
    const cancelling = this.documents.find(
      { status: 'cancelling', cancelAskedAt: before },
      { sort: { cancelAskedAt: 1 }, limit },
    );
    return (await Promise.all([pending, cancelling])).flat().map(toRedemption);
  }
}
