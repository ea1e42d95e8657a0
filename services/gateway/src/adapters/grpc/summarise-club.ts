import type { Club } from '@vafa/contracts/membership';
import { bestMembers, liabilityOf, type BestMember } from '../../domain/club-figures.ts';
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
  readonly bestMembers: readonly BestMember[];
  readonly exceptions: bigint;
}

const best = 10;
const externalIdsMax = 1_000;

/** The club in figures, asked of checkout, ledger and membership together. */
export class SummariseClub {
  constructor(private readonly services: Pick<Services, 'checkout' | 'ledger' | 'membership'>) {}

  async execute({ id: clubId, pointCost }: Club): Promise<ClubSummary> {
    const [checkout, ledger, membership] = await Promise.all([
      this.services.checkout.getCheckoutSummary({ clubId }),
      this.services.ledger.getLedgerSummary({ clubId, unit: 'points', best }),
      this.services.membership.getMembershipSummary({ clubId }),
    ]);
    const candidates = ledger.best.slice(0, externalIdsMax);
    const memberIds = candidates.map(({ memberId }) => memberId);
    const { externalIds } =
      memberIds.length > 0 ? await this.services.membership.getExternalIds({ clubId, memberIds }) : { externalIds: [] };
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
      liability: liabilityOf(ledger.outstanding, pointCost),
      bestMembers: bestMembers(
        candidates.map(({ memberId, outstanding }, place) => ({
          memberId,
          points: outstanding,
          externalId: externalIds[place] ?? '',
        })),
        best,
      ),
      exceptions: checkout.exceptions,
    };
  }
}
