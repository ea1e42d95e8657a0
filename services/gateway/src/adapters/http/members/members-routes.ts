import { controllerOf } from '../contract/controller-of.ts';
import { route } from '../contract/route.ts';
import { aboveLimit } from './above-limit.ts';
import { account, adjustment, entry, ofTheMember, statementQuery, withPoints } from './accounts.ts';
import { asLookUp, cardsWithin, correctable, findWithin, memberSeen, membersSeen } from './look-ups.ts';
import { cardsSeen, memberCard, memberCardQuery } from './member-cards.ts';
import { correction, member, memberCorrection, memberQuery, memberTier, newMember } from './members.ts';
import { besideTheMember, erasedOnce, signedOut } from './the-member.ts';

const sara = {
  name: 'Sara Ahmadi',
  phone: '0912 345 6789',
  email: 'sara@example.org',
  card: '6219000123',
  birth_date: '1990-04-17',
  consents: [{ purpose: 'sms', granted: true }],
};

export const MembersController = controllerOf('Members', [
  route('POST /v1/members', 'membership.enrolMember', {
    id: 'enrolMember',
    summary: 'Enrol a member',
    access: 'members:write',
    branches: 'club',
    writes: true,
    status: 201,
    body: { of: newMember, id: 'NewMember', example: sara },
    through: asLookUp,
    answer: member,
  }),
  route('GET /v1/members', 'membership.findMembers', {
    id: 'findMembers',
    summary: 'Find members by phone, card, external id or name; or list them',
    description: 'A key that is bound to branches looks up, and sees members masked.',
    access: 'members:read',
    branches: 'club',
    query: memberQuery,
    through: findWithin,
    answer: member,
    show: membersSeen,
    errors: ['look_up_only'],
  }),
  route('GET /v1/member-cards', 'gateway.findMemberCards', {
    id: 'findMemberCards',
    summary: 'What a cashier sees of the member with a phone, card or id: one card, or none',
    description:
      'Tier, balances, vouchers that can be used, occasions and how many complaints wait, in one answer. Occasions say what and in how many days, and no date. What a service does not answer is left out and named in `unread`.',
    access: 'members:read',
    branches: 'club',
    query: memberCardQuery,
    through: cardsWithin,
    answer: memberCard,
    show: cardsSeen,
    asks: [
      'membership.getMember',
      'membership.findMembers',
      'membership.getMemberTier',
      'membership.getOccasions',
      'ledger.getBalances',
      'rewards.listVouchers',
      'feedback.countOpenComplaints',
    ],
  }),
  route('GET /v1/members/:member_id', 'membership.getMember', {
    id: 'getMember',
    summary: "A member's profile",
    access: 'members:read',
    branches: 'club',
    through: asLookUp,
    answer: member,
    etag: ({ member: read }) => read?.revision ?? 0,
    show: memberSeen,
  }),
  route('PATCH /v1/members/:member_id', 'membership.correctMember', {
    id: 'correctMember',
    summary: 'Correct a member',
    description:
      'What is not named stays; null takes a value away. Old phone, card, e-mail and external id are free again. A key that is bound to branches changes what it sees: neither phone, e-mail, card nor birth date.',
    access: 'members:write',
    branches: 'club',
    writes: true,
    ifMatch: 'revision',
    fill: { by: ({ caller }) => caller.id },
    body: {
      of: memberCorrection,
      id: 'MemberCorrection',
      example: { phone: '0912 345 6798', reason: 'two digits swapped' },
    },
    prepare: correctable,
    through: asLookUp,
    answer: member,
    show: memberSeen,
    errors: ['look_up_only'],
  }),
  route('DELETE /v1/members/:member_id', 'membership.eraseMember', {
    id: 'eraseMember',
    summary: 'Erase who a member is, for good',
    stepUp: true,
    description:
      'As if the member left: values, identities and consents go, ids of sales and points stay. Erasing again changes nothing.',
    access: 'administrator',
    status: 204,
    fill: { by: ({ caller }) => caller.id, key: () => '' },
    prepare: erasedOnce,
    through: signedOut,
  }),
  route('GET /v1/members/:member_id/corrections', 'membership.listCorrections', {
    id: 'listMemberCorrections',
    summary: 'What was corrected of a member, by whom and why, newest first',
    access: 'members:read',
    answer: correction,
  }),
  route('GET /v1/members/:member_id/accounts', 'ledger.getBalances', {
    id: 'getMemberAccounts',
    summary: "A member's balances",
    access: 'members:read',
    branches: 'club',
    fill: { asOf: () => undefined },
    through: besideTheMember,
    answer: account,
    onePage: true,
    show: withPoints,
    asks: ['membership.getMember'],
  }),
  route('GET /v1/members/:member_id/statement', 'ledger.getStatement', {
    id: 'getMemberStatement',
    summary: "Entries of a member's account, newest first",
    access: 'members:read',
    branches: 'club',
    fill: { asOf: () => undefined },
    query: statementQuery,
    through: besideTheMember,
    answer: entry,
    asks: ['membership.getMember'],
  }),
  route('POST /v1/members/:member_id/adjustments', 'ledger.adjustBalance', {
    id: 'adjustBalance',
    summary: "Correct a member's balance, by decision of a person",
    description:
      'Up or down, as an entry of its own; nothing that was posted changes. Above the limit of the unit it is not done: 202 tells the approval that it waits for.',
    access: 'administrator',
    stepUp: true,
    writes: true,
    status: 201,
    fill: {
      by: ({ caller: { id, roles }, from }) => ({
        person: id,
        role: roles?.includes('administrator') === false ? 'service_agent' : 'administrator',
        approver: from.approver ?? '',
      }),
    },
    body: {
      of: adjustment,
      id: 'NewAdjustment',
      example: { amount: 200, occasion: 'goodwill', reason: 'waited an hour for the delivery' },
    },
    prepare: ofTheMember,
    holdBack: aboveLimit,
    asks: ['membership.getMember', 'ledger.listUnits', 'ledger.getBalances'],
    answer: entry,
  }),
  route('GET /v1/members/:member_id/tier', 'membership.getMemberTier', {
    id: 'getMemberTier',
    summary: "A member's tier now, and what is missing to the next",
    access: 'members:read',
    branches: 'club',
    fill: { at: () => undefined },
    answer: memberTier,
  }),
]);
