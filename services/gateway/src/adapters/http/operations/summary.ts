import type { GetSalesByHourRequest, GetSalesByHourResponse, HourOfSales } from '@vafa/contracts/checkout';
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

const hour = overlay<HourOfSales>('vafa.checkout.v1.HourOfSales', {
  amount: { money: true, says: 'As sold: what came back later is not taken off.' },
  memberAmount: { money: true },
});
const hoursQuery = overlay<GetSalesByHourRequest>('vafa.checkout.v1.GetSalesByHourRequest', {
  from: { given: true, required: true, says: 'Sales from then.' },
  to: { given: true, required: true, says: 'Sales before then; at most 100 days later.' },
});
const hours = overlay<GetSalesByHourResponse>(
  'vafa.checkout.v1.GetSalesByHourResponse',
  { hours: { of: hour } },
  { id: 'SalesByHour' },
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
  route('GET /v1/summary/hours', 'checkout.getSalesByHour', {
    id: 'getSalesByHour',
    summary: "What was sold, by hours of the club's own clock",
    description: 'Reads the sales of the period. Hours in which nothing was sold are not there.',
    access: 'summary:read',
    query: hoursQuery,
    answer: hours,
  }),
]);
