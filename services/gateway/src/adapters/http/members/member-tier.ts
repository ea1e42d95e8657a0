import type { GetMemberTierResponse } from '@vafa/contracts/membership';
import { tier } from '../clubs/tiers.ts';
import { controllerOf } from '../contract/controller-of.ts';
import { overlay } from '../contract/overlay.ts';
import { route } from '../contract/route.ts';

const memberTier = overlay<GetMemberTierResponse>(
  'vafa.membership.v1.GetMemberTierResponse',
  {
    tier: { of: tier, orNull: true },
    spend: { money: true },
    next: { of: tier, orNull: true },
    missing: { money: true },
  },
  { id: 'MemberTier' },
);

export const MemberTierController = controllerOf('Members', [
  route('GET /v1/members/:member_id/tier', 'membership.getMemberTier', {
    id: 'getMemberTier',
    summary: "A member's tier now, and what is missing to the next",
    access: 'members:read',
    branches: 'club',
    fill: { at: () => undefined },
    answer: memberTier,
  }),
]);
