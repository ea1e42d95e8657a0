import type { Club, RankedMember } from '@vafa/contracts/membership';
import type { Services } from './services.ts';

export interface ClubSummary {
  readonly members: bigint;
  readonly sales: bigint;
  readonly salesWithoutMember: bigint;
  readonly returns: bigint;
  readonly pointsAccrued: bigint;
  readonly pointsBurned: bigint;
  readonly pointsTakenBack: bigint;
  readonly pointsExpired: bigint;
  readonly pointsOpened: bigint;
  /** Up less down. */
  readonly pointsAdjusted: bigint;
  readonly pointsInTransit: bigint;
  /** Positive: the club owes them. */
  readonly pointsSuspended: bigint;
  readonly pointsOutstanding: bigint;
  /** Minor units. */
  readonly liability: bigint;
  readonly bestMembers: readonly RankedMember[];
  readonly exceptions: bigint;
}

const best = 10;

/** The club in figures, as checkout, ledger and membership tell them. */
export class SummariseClub {
  constructor(private readonly services: Pick<Services, 'checkout' | 'ledger' | 'membership'>) {}

  async execute({ id: clubId, pointCost }: Club): Promise<ClubSummary> {
    const [checkout, ledger, membership] = await Promise.all([
      this.services.checkout.getCheckoutSummary({ clubId }),
      this.services.ledger.getLedgerSummary({ clubId, unit: 'points', best, pointCost }),
      this.services.membership.getMembershipSummary({ clubId }),
    ]);
    // Who of them comes first among equals, external ids say, which membership has.
    const ranked = await this.services.membership.rankMembers({
      clubId,
      members: ledger.best.map(({ memberId, outstanding: amount }) => ({ memberId, amount })),
      count: best,
    });
    return {
      members: membership.withSale,
      sales: checkout.sales,
      salesWithoutMember: checkout.salesWithoutMember,
      returns: checkout.returns,
      pointsAccrued: ledger.accrued,
      pointsBurned: ledger.burned,
      pointsTakenBack: ledger.takenBack,
      pointsExpired: ledger.expired,
      pointsOpened: ledger.opened,
      pointsAdjusted: ledger.adjusted,
      pointsInTransit: ledger.inTransit,
      pointsSuspended: ledger.suspense,
      pointsOutstanding: ledger.outstanding,
      liability: BigInt(ledger.cost),
      bestMembers: ranked.members,
      exceptions: checkout.exceptions,
    };
  }
}
