import type { FindMemberCardsRequest, FindMemberCardsResponse, MemberCard } from '@vafa/contracts/gateway';
import type { Asked } from '../contract/asked.ts';
import { overlay } from '../contract/overlay.ts';
import { voucher } from '../rewards/rewards.ts';
import { codesMasked } from '../rewards/vouchers.ts';
import { typed } from '../scalars.ts';
import { account, withPoints } from './accounts.ts';
import { memberSeen } from './look-ups.ts';
import { member, memberTier } from './members.ts';

export const memberCard = overlay<MemberCard>(
  'vafa.gateway.v1.MemberCard',
  {
    member: { of: member },
    tier: { of: memberTier, orNull: true },
    accounts: { of: account },
    vouchers: { of: voucher, says: 'Those that can be used, newest first. Of each code only the end is told.' },
    openComplaints: { says: 'Complaints that wait for the club; never what they say. Absent: not known.' },
  },
  { id: 'MemberCard' },
);

const criterion = { given: typed(120) };

export const memberCardQuery = overlay<FindMemberCardsRequest>(
  'vafa.gateway.v1.FindMemberCardsRequest',
  { phone: criterion, cardNumber: { name: 'card', ...criterion }, memberId: criterion },
  {
    judged: [
      (criteria) => Object.values(criteria).filter((value) => value !== undefined).length === 1,
      'name one of phone, card and member_id',
    ],
  },
);

/** Whoever sees members masked sees them masked here. Nobody uses a voucher by the card: its code is the member's. */
export const cardsSeen = ({ cards }: FindMemberCardsResponse, asked: Asked): FindMemberCardsResponse => ({
  cards: cards.map((card) => ({
    ...card,
    ...memberSeen(card, asked),
    accounts: card.unread.includes('accounts') ? [] : withPoints({ balances: card.accounts }).balances,
    vouchers: codesMasked(card.vouchers),
  })),
});
