import type { BestMember, SummariseClubResponse } from '@vafa/contracts/gateway';
import { controllerOf } from '../contract/controller-of.ts';
import { overlay } from '../contract/overlay.ts';
import { route } from '../contract/route.ts';

const whole = { whole: true } as const;

const summary = overlay<SummariseClubResponse>(
  'vafa.gateway.v1.SummariseClubResponse',
  {
    pointsAccrued: whole,
    pointsBurned: whole,
    pointsTakenBack: whole,
    pointsExpired: whole,
    pointsOpened: whole,
    pointsAdjusted: whole,
    pointsInTransit: whole,
    pointsSuspended: whole,
    pointsOutstanding: whole,
    liability: { money: true, says: 'What the outstanding points cost the club.' },
    bestMembers: {
      of: overlay<BestMember>('vafa.gateway.v1.BestMember', {
        externalId: { orNull: true, says: 'Null when the member has none.' },
        points: whole,
      }),
    },
  },
  { id: 'Summary' },
);

export const SummaryController = controllerOf('Summary', [
  route('GET /v1/summary', 'gateway.summariseClub', {
    id: 'getSummary',
    summary: 'The club in figures',
    access: 'summary:read',
    asks: [
      'checkout.getCheckoutSummary',
      'ledger.getLedgerSummary',
      'membership.getMembershipSummary',
      'membership.rankMembers',
    ],
    fill: { pointCost: ({ club }) => club.pointCost },
    answer: summary,
  }),
]);
