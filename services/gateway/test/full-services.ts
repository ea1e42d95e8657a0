import { BatchStatus, SessionState, type Session, type SubmitBatchRequest } from '@vafa/contracts/checkout';
import { ComplaintStatus, QuestionKind } from '@vafa/contracts/feedback';
import { OccasionKind } from '@vafa/contracts/membership';
import { VoucherStatus } from '@vafa/contracts/rewards';
import type { Services } from '../src/adapters/grpc/services.ts';
import { catalogue, good, savedGood } from './fake-catalogue.ts';
import { demo, fakeServices, sara, shop, smallMembership } from './fake-services.ts';
import { promotion, promotionTemplate, promotionVersion, triedPromotions } from './promotions.ts';

const at = new Date('2026-02-01T10:00:00Z');
const nextPageToken = 'more';

const returned = {
  id: 'ret_1',
  receipt: 'R-1',
  at,
  lines: [{ position: 1, quantityMilli: 1_000n, amount: 255n }],
  amount: 255n,
  pointsTakenBack: 2n,
  pointsRestored: 1n,
};

export const session: Session = {
  id: 'a',
  saleId: 'sal_1',
  clubId: demo.id,
  state: SessionState.SESSION_STATE_HELD,
  branchId: shop.id,
  till: '1',
  receipt: '7',
  memberId: sara.id,
  currency: 'GBP',
  currencyDigits: 2,
  lines: [
    {
      position: 1,
      sku: 'A',
      description: '',
      quantityMilli: 2_000n,
      unitPrice: '2.55',
      amount: 510n,
      returnedMilli: 1_000n,
      net: 490n,
      discounts: [
        {
          promotionId: 'prm_1',
          promotionVersion: 2,
          promotionCode: 'four',
          promotionName: 'Four percent',
          amount: 20n,
        },
      ],
    },
  ],
  gross: 510n,
  discount: 20n,
  total: 490n,
  payable: 390n,
  remainingTotal: 255n,
  reservations: [
    { id: 'pay:points', account: sara.id, unit: 'points', amount: 100n, key: 'e:sal_1:pay:points:hold', pays: 100n },
  ],
  openedAt: at,
  closedAt: undefined,
  holdUntil: at,
  soldAt: at,
  historical: false,
  returns: [returned],
  corrections: [
    {
      id: 'cor_1',
      reason: 'member_moved',
      at,
      by: 'key_1',
      text: 'the wrong card',
      memberIdBefore: 'mem_a',
      memberId: sara.id,
      totalBefore: 510n,
      total: 510n,
      pointsGiven: 5n,
      pointsTakenBack: 5n,
    },
  ],
  decision: {
    format: 1,
    effects: [3n, 2n].map((amount) => ({
      id: 'rul_1',
      promotionId: 'rul_1',
      promotionCode: 'pounds',
      promotionName: '',
      promotionVersion: 1,
      reason: 'earning_rule',
      basis: { base: 510n, points: 1n, perAmount: 100n },
      effect: { $case: 'points', value: { amount } },
    })),
    rejections: [
      {
        code: 'total_too_low',
        promotionId: 'rul_2',
        promotionVersion: 3,
        conditionIndex: 0,
        promotionCode: 'big',
        promotionName: 'Big baskets',
        missing: 490n,
        inFavourOf: 'four',
      },
    ],
    recorded: undefined,
  },
};

const reward = {
  id: 'rwd_1',
  clubId: demo.id,
  code: 'tea',
  name: 'Tea',
  pricePoints: 100n,
  voucherDays: 30,
  open: true,
  createdAt: at,
  description: '',
  version: 2,
  changedAt: at,
};
const voucher = {
  code: 'ABC',
  redemptionId: 'rdm_1',
  rewardId: reward.id,
  memberId: sara.id,
  status: VoucherStatus.VOUCHER_STATUS_USED,
  issuedAt: at,
  expiresAt: undefined,
  usedAt: at,
  usedAtBranchId: shop.id,
  usedAtTill: '1',
  usedForReceipt: '7',
  usedForSaleId: '',
  points: 100n,
  rewardVersion: 1,
  rewardName: 'Tea',
  cancelledAt: undefined,
  cancelReason: '',
};
const rule = {
  id: 'rul_1',
  clubId: demo.id,
  code: 'pounds',
  name: 'Pounds',
  version: 2,
  points: 1n,
  perAmount: 100n,
  validFrom: at,
  validUntil: undefined,
  minimumTotal: 0n,
  branchIds: [shop.id],
  skus: ['A'],
  publishedAt: at,
  enabled: true,
  holdsFrom: at,
};
const survey = {
  id: 'srv_1',
  clubId: demo.id,
  code: 'visit',
  title: 'Visit',
  questions: [{ id: 'nps', kind: QuestionKind.QUESTION_KIND_NPS, text: 'Recommend?', required: true }],
  points: 25n,
  askAfterSale: true,
  open: true,
  createdAt: at,
};
const response = { id: 'rsp_1', surveyId: survey.id, memberId: sara.id, answers: [], at, saleId: '', points: 25n };
const question = {
  questionId: 'nps',
  kind: QuestionKind.QUESTION_KIND_NPS,
  answers: 1n,
  promoters: 1n,
  passives: 0n,
  detractors: 0n,
  nps: 100,
  texts: [],
};
const complaint = {
  id: 'cmp_1',
  clubId: demo.id,
  memberId: sara.id,
  subject: 'Tea',
  text: 'Cold',
  saleId: '',
  status: ComplaintStatus.COMPLAINT_STATUS_ANSWERED,
  openedAt: at,
  promisedBy: at,
  answers: [{ id: 'ans_1', text: 'Sorry', author: 'Reza', at, byMember: false }],
  late: false,
};
const tier = { code: 'gold', name: 'Gold', spendFrom: 100n };
const entry = {
  key: 'e:accrue:sal_1:rul_1',
  kind: 'accrue',
  amount: 5n,
  cause: 'evt_1',
  reason: 'sale',
  reference: 'sal_1',
  effectiveAt: at,
  recordedAt: at,
  basis: { ruleId: 'rul_1', ruleVersion: 1, base: 510n, points: 1n, perAmount: 100n },
  availableAfter: 5n,
  version: 1n,
  pending: 0n,
  held: 0n,
  captured: 0n,
  target: '',
  otherMemberId: '',
  by: undefined,
  exception: '',
  suspended: 0n,
  lots: [],
};
const closing = { at, by: 'admin', fields: ['closed'], reason: 'the lease ended' };
const tiers = { periodDays: 365, tiers: [tier], revision: 2 };

/** Every rpc that the gateway calls, answered in full, with a record of what it was asked. */
export const fullServices = (): { services: Services; asked: Map<string, unknown> } => {
  const asked = new Map<string, unknown>();
  const say =
    <Q, A>(name: string, answer: A) =>
    (request: Q): Promise<A> => {
      asked.set(name, request);
      return Promise.resolve(answer);
    };
  const services = fakeServices({
    membership: {
      ...smallMembership,
      createClub: say('createClub', { club: demo }),
      changeClub: say('changeClub', { club: demo }),
      changeBranch: say('changeBranch', { branch: { ...shop, closed: true, changes: [closing] } }),
      listClubs: say('listClubs', { clubs: [demo], nextPageToken }),
      ensureBranches: say('ensureBranches', { branches: [shop] }),
      listBranches: say('listBranches', { branches: [shop], nextPageToken: '' }),
      setTiers: say('setTiers', tiers),
      getTiers: say('getTiers', tiers),
      enrolMember: say('enrolMember', { member: sara }),
      eraseMember: say('eraseMember', {}),
      correctMember: say('correctMember', { member: sara }),
      listCorrections: say('listCorrections', {
        corrections: [{ revision: 2, at, by: 'admin', fields: ['card_number'], reason: '' }],
        nextPageToken,
      }),
      ensureMembers: say('ensureMembers', { memberIds: ['mem_new'] }),
      findMembers: say('findMembers', { members: [sara], nextPageToken }),
      rankMembers: say('rankMembers', {
        members: [
          { memberId: 'mem_b', externalId: '10', amount: 7n },
          { memberId: 'mem_c', externalId: '', amount: 7n },
        ],
      }),
      getMemberTier: say('getMemberTier', {
        tier,
        spend: 150n,
        periodFrom: at,
        next: undefined,
        missing: 0n,
        lastSoldAt: at,
      }),
      getOccasions: say('getOccasions', { occasions: [{ kind: OccasionKind.OCCASION_KIND_BIRTHDAY, inDays: -1 }] }),
      getMembershipSummary: say('getMembershipSummary', { enrolled: 4n, withSale: 3n }),
    },
    ledger: {
      settleException: say('settleException', { entry }),
      adjustBalance: say('adjustBalance', { entry }),
      openBalance: say('openBalance', { entry }),
      listUnits: say('listUnits', { units: [] }),
      getBalances: say('getBalances', {
        balances: [{ unit: 'points', available: -5n, pending: 1n, held: 2n, lifetimeEarned: 9n, decimals: 0 }],
      }),
      getExpiring: say('getExpiring', { ends: [{ unit: 'points', at, amount: 5n, decimals: 0 }] }),
      getStatement: say('getStatement', { entries: [entry], nextPageToken }),
      getLedgerSummary: say('getLedgerSummary', {
        accrued: 30n,
        burned: 5n,
        takenBack: 2n,
        expired: 0n,
        opened: 0n,
        adjusted: 0n,
        inTransit: 0n,
        suspense: 0n,
        outstanding: 23n,
        cost: '23',
        best: ['mem_a', 'mem_b', 'mem_c'].map((memberId) => ({ memberId, outstanding: 7n })),
      }),
      verify: say('verify', {
        accounts: 1n,
        commits: 2n,
        entries: 3n,
        findings: [{ account: 'x', version: 2n, code: 'chain_broken', detail: 'hash' }],
        root: 'ab',
      }),
    },
    campaigns: {
      publishEarningRule: say('publishEarningRule', { rule }),
      listRuleVersions: say('listRuleVersions', { rules: [rule], nextPageToken: '' }),
      tryRules: say('tryRules', { now: session.decision, then: session.decision, rule }),
      listEarningRules: say('listEarningRules', { rules: [rule], nextPageToken: '' }),
    },
    promotions: {
      createPromotion: say('createPromotion', { promotion }),
      savePromotion: say('savePromotion', { promotion }),
      copyPromotion: say('copyPromotion', { promotion }),
      getPromotion: say('getPromotion', { promotion }),
      listPromotions: say('listPromotions', { promotions: [promotion], nextPageToken: '' }),
      listPromotionVersions: say('listPromotionVersions', { versions: [promotionVersion], nextPageToken: '' }),
      submitPromotion: say('submitPromotion', { promotion }),
      approvePromotion: say('approvePromotion', { promotion }),
      publishPromotion: say('publishPromotion', { promotion }),
      pausePromotion: say('pausePromotion', { promotion }),
      resumePromotion: say('resumePromotion', { promotion }),
      endPromotion: say('endPromotion', { promotion }),
      stopPromotions: say('stopPromotions', { stopped: 2 }),
      tryPromotions: say('tryPromotions', triedPromotions),
      listPromotionTemplates: say('listPromotionTemplates', { templates: [promotionTemplate] }),
    },
    rewards: {
      createReward: say('createReward', { reward }),
      listRewards: say('listRewards', { rewards: [reward], nextPageToken: '' }),
      redeem: say('redeem', { voucher, points: 100n, available: 7n }),
      useVoucher: say('useVoucher', { voucher, reward }),
      getVoucher: say('getVoucher', { voucher, reward }),
      listVouchers: say('listVouchers', { vouchers: [voucher], nextPageToken: '' }),
      changeReward: say('changeReward', { reward }),
      cancelRedemption: say('cancelRedemption', { voucher, points: 100n, available: 107n }),
    },
    checkout: {
      setCatalogue: say('setCatalogue', { catalogue, before: catalogue }),
      getCatalogue: say('getCatalogue', { catalogue }),
      saveGoods: say('saveGoods', { outcomes: [savedGood] }),
      getGood: say('getGood', { good }),
      listGoods: say('listGoods', { goods: [good], nextPageToken: '' }),
      removeGood: say('removeGood', {}),
      putSession: say('putSession', { session }),
      getSession: say('getSession', { session }),
      findSessions: say('findSessions', { sessions: [session] }),
      holdSession: say('holdSession', { session }),
      closeSession: say('closeSession', { session }),
      cancelSession: say('cancelSession', { session }),
      moveSale: say('moveSale', { session }),
      replayRules: say('replayRules', {
        sales: 1n,
        pointsGiven: 7n,
        pointsDrafted: 3n,
        rules: [{ ruleId: rule.id, pointsGiven: 7n, pointsDrafted: 3n }],
        differences: [
          {
            saleId: 'sal_1',
            soldAt: new Date('2026-01-01T00:00:00Z'),
            amount: 750n,
            pointsGiven: 7n,
            pointsDrafted: 3n,
          },
        ],
        next: '',
      }),
      adjudicateLate: say('adjudicateLate', { sales: 2n, points: 30n, salesWithoutPoints: 1n, next: 'more' }),
      returnLines: say('returnLines', {
        session,
        return: returned,
        booking: { known: true, takenBack: 1n, restored: 1n, shortfall: 1n },
      }),
      getSalesByHour: say('getSalesByHour', {
        hours: [{ day: '2026-02-01', hour: 9, sales: 2n, memberSales: 1n, amount: 510n, memberAmount: 255n }],
      }),
      getCheckoutSummary: say('getCheckoutSummary', { sales: 3n, salesWithoutMember: 1n, returns: 1n, exceptions: 4n }),
      submitBatch: (request: SubmitBatchRequest) => {
        asked.set('submitBatch', request);
        return Promise.resolve({
          outcomes: request.items.map((_, place) => ({
            status: BatchStatus.BATCH_STATUS_ACCEPTED,
            saleId: `sal_${String(place)}`,
            exceptions: [
              {
                row: 1n,
                code: 'matched_in_part',
                quantityMilli: 2_000n,
                fits: [{ sessionId: 's', position: 2, unitPrice: '5', leftMilli: 500n }],
              },
            ],
            differs: [],
            repeated: false,
            completed: true,
          })),
        });
      },
    },
    feedback: {
      createSurvey: say('createSurvey', { survey }),
      listSurveys: say('listSurveys', { surveys: [survey], nextPageToken: '' }),
      listMemberSurveys: say('listMemberSurveys', {
        surveys: [{ survey, askedAt: at, saleId: 'sal_1', answeredAt: undefined }],
        nextPageToken: '',
      }),
      submitResponse: say('submitResponse', { response }),
      getSurveyResults: say('getSurveyResults', { survey, asked: 2n, answered: 1n, questions: [question] }),
      openComplaint: say('openComplaint', { complaint }),
      listComplaints: say('listComplaints', { complaints: [complaint], nextPageToken: '' }),
      getComplaint: say('getComplaint', { complaint }),
      countOpenComplaints: say('countOpenComplaints', { open: 1 }),
      answerComplaint: say('answerComplaint', { complaint }),
    },
  });
  return { services, asked };
};
