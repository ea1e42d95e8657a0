import type { SummariseClubRequest, SummariseClubResponse } from '@vafa/contracts/gateway';
import type { OtherServices } from './services.ts';

const best = 10;

/** The club in figures, as checkout, ledger and membership tell them. */
export const summariseClub = async (
  services: Pick<OtherServices, 'checkout' | 'ledger' | 'membership'>,
  { clubId, pointCost }: SummariseClubRequest,
): Promise<SummariseClubResponse> => {
  const [{ sales, salesWithoutMember, returns, exceptions }, ledger, membership] = await Promise.all([
    services.checkout.getCheckoutSummary({ clubId }),
    services.ledger.getLedgerSummary({ clubId, unit: 'points', best, pointCost }),
    services.membership.getMembershipSummary({ clubId }),
  ]);
  // Who of them comes first among equals, external ids say, which membership has.
  const ranked = await services.membership.rankMembers({
    clubId,
    members: ledger.best.map(({ memberId, outstanding: amount }) => ({ memberId, amount })),
    count: best,
  });
  return {
    members: membership.withSale,
    sales,
    salesWithoutMember,
    returns,
    pointsAccrued: ledger.accrued,
    pointsBurned: ledger.burned,
    pointsTakenBack: ledger.takenBack,
    pointsExpired: ledger.expired,
    pointsOpened: ledger.opened,
    pointsAdjusted: ledger.adjusted,
    pointsInTransit: ledger.inTransit,
    pointsSuspended: ledger.suspense,
    pointsOutstanding: ledger.outstanding,
    liability: ledger.cost,
    bestMembers: ranked.members.map(({ memberId, externalId, amount: points }) => ({ memberId, externalId, points })),
    exceptions,
  };
};
