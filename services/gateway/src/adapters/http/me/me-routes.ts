import type { AnswerComplaintRequest, OpenComplaintRequest, SubmitResponseRequest } from '@vafa/contracts/feedback';
import type { CorrectMemberRequest } from '@vafa/contracts/membership';
import type { ListRewardsResponse, RedeemRequest } from '@vafa/contracts/rewards';
import type { ListEarningRulesResponse } from '@vafa/contracts/campaigns';
import { tiers } from '../clubs/tiers.ts';
import type { Asked } from '../contract/asked.ts';
import { controllerOf } from '../contract/controller-of.ts';
import { overlay } from '../contract/overlay.ts';
import { route } from '../contract/route.ts';
import { complaint } from '../feedback/complaints.ts';
import { answer, memberSurvey, response } from '../feedback/surveys.ts';
import { account, entry, statementQuery, withPoints } from '../members/accounts.ts';
import { correction, member, memberCorrection, memberTier } from '../members/members.ts';
import { besideTheMember, erasedOnce, signedOut, theMember } from '../members/the-member.ts';
import { unit } from '../operations/units.ts';
import { redemption, reward, voucher } from '../rewards/rewards.ts';
import { rule } from '../rules/rules.ts';

/** The member who asks: what is answered, and what is done, is of this one alone. */
const self = ({ caller }: Asked): string => caller.id;
const ofSelf = { memberId: self } as const;
const unset = (): undefined => undefined;

const { name, email, consents } = memberCorrection.fields;
const change = overlay<CorrectMemberRequest>('vafa.membership.v1.CorrectMemberRequest', {
  ...(name && { name }),
  ...(email && { email }),
  ...(consents && { consents }),
});
/** What a member is found by is the staff's to change: somebody has to see the person. */
const unchanged = { phone: unset, cardNumber: unset, externalId: unset, birthDate: unset } as const;

const openRewards = ({ rewards, ...page }: ListRewardsResponse): ListRewardsResponse => ({
  ...page,
  rewards: rewards.filter(({ open }) => open),
});

const rulesInForce = ({ rules, ...page }: ListEarningRulesResponse, { clock }: Asked): ListEarningRulesResponse => ({
  ...page,
  rules: rules.filter(({ enabled, validUntil }) => enabled && !(validUntil && validUntil < clock.now())),
});

export const MeController = controllerOf('Members of their own', [
  route('GET /v1/me', 'membership.getMember', {
    id: 'getMe',
    summary: 'My profile, with what I agreed to',
    access: 'member',
    fill: ofSelf,
    answer: member,
    etag: ({ member: read }) => read?.revision ?? 0,
  }),
  route('PATCH /v1/me', 'membership.correctMember', {
    id: 'changeMe',
    summary: 'Change my name, my e-mail or what I agree to',
    description: 'The phone is what I sign in with: the staff changes it. What is not named stays.',
    access: 'member',
    writes: true,
    fill: { ...ofSelf, ...unchanged, by: self, reason: () => '', revision: () => 0 },
    body: { of: change, id: 'MyChange', example: { consents: [{ purpose: 'sms', granted: false }] } },
    answer: member,
  }),
  route('DELETE /v1/me', 'membership.eraseMember', {
    id: 'leaveClub',
    summary: 'Leave the club',
    description:
      'Name, phone, e-mail, card and consents are erased for good, and all sign-ins end. Points can be used no more.',
    access: 'member',
    status: 204,
    fill: { ...ofSelf, by: self, key: () => '' },
    prepare: erasedOnce,
    through: signedOut,
  }),
  route('GET /v1/me/corrections', 'membership.listCorrections', {
    id: 'listMyCorrections',
    summary: 'What was changed of my profile, and when',
    access: 'member',
    fill: ofSelf,
    answer: correction,
  }),
  route('GET /v1/me/accounts', 'ledger.getBalances', {
    id: 'getMyAccounts',
    summary: 'My balances',
    access: 'member',
    fill: { ...ofSelf, asOf: unset },
    through: besideTheMember,
    answer: account,
    onePage: true,
    show: withPoints,
    asks: ['membership.getMember'],
  }),
  route('GET /v1/me/statement', 'ledger.getStatement', {
    id: 'getMyStatement',
    summary: 'Entries of my account, newest first',
    access: 'member',
    fill: { ...ofSelf, asOf: unset } as never,
    query: statementQuery,
    through: besideTheMember,
    answer: entry,
    asks: ['membership.getMember'],
  }),
  route('GET /v1/me/tier', 'membership.getMemberTier', {
    id: 'getMyTier',
    summary: 'My tier now, and what is missing to the next',
    access: 'member',
    fill: { ...ofSelf, at: unset },
    answer: memberTier,
  }),
  route('GET /v1/me/vouchers', 'rewards.listVouchers', {
    id: 'listMyVouchers',
    summary: 'My vouchers, newest first',
    access: 'member',
    fill: ofSelf,
    prepare: theMember,
    answer: voucher,
    asks: ['membership.getMember'],
  }),
  route('GET /v1/me/rewards', 'rewards.listRewards', {
    id: 'listRewardsForMe',
    summary: 'Rewards that can be chosen',
    access: 'member',
    answer: reward,
    show: openRewards,
  }),
  route('POST /v1/me/redemptions', 'rewards.redeem', {
    id: 'redeemForMe',
    summary: 'Choose a reward: its points are burned, and a voucher is there',
    access: 'member',
    writes: true,
    status: 201,
    fill: { ...ofSelf, timeZone: ({ club }) => club.timeZone },
    body: {
      of: overlay<RedeemRequest>('vafa.rewards.v1.RedeemRequest', { rewardId: { given: true } }),
      id: 'MyRedemption',
      example: { reward_id: 'rwd_01hv…' },
    },
    prepare: theMember,
    answer: redemption,
    asks: ['membership.getMember'],
  }),
  route('GET /v1/me/surveys', 'feedback.listMemberSurveys', {
    id: 'listMySurveys',
    summary: 'Surveys that I can answer, or have answered',
    access: 'member',
    fill: ofSelf,
    answer: memberSurvey,
  }),
  route('POST /v1/me/surveys/:survey_id/responses', 'feedback.submitResponse', {
    id: 'answerMySurvey',
    summary: 'Answer a survey, once',
    access: 'member',
    writes: true,
    status: 201,
    fill: ofSelf,
    body: {
      of: overlay<SubmitResponseRequest>('vafa.feedback.v1.SubmitResponseRequest', {
        answers: { given: true, of: answer, items: [1, 20] },
      }),
      id: 'MyResponse',
      example: { answers: [{ question_id: 'nps', score: 9 }] },
    },
    prepare: theMember,
    answer: response,
    asks: ['membership.getMember'],
  }),
  route('GET /v1/me/complaints', 'feedback.listComplaints', {
    id: 'listMyComplaints',
    summary: 'My complaints, with their answers',
    access: 'member',
    fill: ofSelf,
    answer: complaint,
  }),
  route('POST /v1/me/complaints', 'feedback.openComplaint', {
    id: 'openMyComplaint',
    summary: 'Complain',
    description: 'Answers with the time by which the club promises an answer.',
    access: 'member',
    writes: true,
    status: 201,
    fill: { ...ofSelf, saleId: () => '' },
    body: {
      of: overlay<OpenComplaintRequest>('vafa.feedback.v1.OpenComplaintRequest', {}, { like: complaint }),
      id: 'MyComplaint',
      example: { subject: 'Broken mug', text: 'One of the mugs arrived broken.' },
    },
    prepare: theMember,
    answer: complaint,
    asks: ['membership.getMember'],
  }),
  route('POST /v1/me/complaints/:complaint_id/answers', 'feedback.answerComplaint', {
    id: 'addToMyComplaint',
    summary: 'Add something to my complaint',
    access: 'member',
    writes: true,
    status: 201,
    fill: { ...ofSelf, author: () => '', close: () => false },
    body: {
      of: overlay<AnswerComplaintRequest>('vafa.feedback.v1.AnswerComplaintRequest', {}, { like: complaint }),
      id: 'MyAddition',
      example: { text: 'The other one broke as well.' },
    },
    answer: complaint,
  }),
  route('GET /v1/me/earning-rules', 'campaigns.listEarningRules', {
    id: 'listRulesForMe',
    summary: 'What earns points',
    access: 'member',
    answer: rule,
    show: rulesInForce,
  }),
  route('GET /v1/me/tiers', 'membership.getTiers', {
    id: 'getTiersForMe',
    summary: 'The tiers of the club',
    access: 'member',
    answer: tiers,
  }),
  route('GET /v1/me/units', 'ledger.listUnits', {
    id: 'listUnitsForMe',
    summary: 'How units of the club expire',
    access: 'member',
    answer: unit,
    onePage: true,
  }),
]);
