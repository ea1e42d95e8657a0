import { roles, type Role } from './roles.ts';

const tills = ['cashier', 'shift_lead'] as const;
const service = ['shift_lead', 'service_agent'] as const;
const marketing = ['marketer', 'analyst'] as const;
const books = ['analyst'] as const;
/** Whoever has signed in. */
const everybody = roles;

/**
 * Which roles may do what, by the operation's id: the one table, shown in docs/sign-in.md. An administrator may do all
 * of it and is not named. What is not here is done by administrators only.
 */
export const rights: Readonly<Record<string, readonly Role[]>> = {
  // Of oneself.
  getSignIn: everybody,
  signOut: everybody,
  signOutEverywhere: everybody,
  changePassword: everybody,
  stepUp: everybody,
  // What the shop looks like.
  getClub: everybody,
  listBranches: everybody,
  getTiers: everybody,
  listRewards: everybody,
  listEarningRules: everybody,
  listSurveys: everybody,
  // Members.
  findMembers: [...tills, 'marketer', 'service_agent'],
  findMemberCards: [...tills, 'service_agent'],
  getMember: [...tills, 'marketer', 'service_agent'],
  getMemberAccounts: [...tills, 'marketer', 'service_agent'],
  listMemberExpiring: [...tills, 'marketer', 'service_agent'],
  getMemberTier: [...tills, 'marketer', 'service_agent'],
  getMemberStatement: [...tills, 'service_agent'],
  listMemberVouchers: [...tills, 'service_agent'],
  enrolMember: [...tills, 'service_agent'],
  listOutbox: service,
  correctMember: [...tills, 'service_agent'],
  listMemberCorrections: service,
  adjustBalance: ['service_agent'],
  // Sales.
  putSession: tills,
  holdSession: tills,
  closeSession: tills,
  cancelSession: tills,
  returnLines: tills,
  submitSales: tills,
  getSession: [...tills, 'service_agent'],
  findSessions: [...tills, 'service_agent'],
  moveSale: service,
  reportRefusedSale: tills,
  listRefusedSales: ['shift_lead'],
  settleRefusedSale: ['shift_lead'],
  // What is sold.
  getCatalogue: [...tills, ...marketing],
  listGoods: [...tills, ...marketing],
  getGood: [...tills, ...marketing],
  // Rewards and vouchers.
  redeemReward: [...tills, 'service_agent'],
  getVoucher: [...tills, 'service_agent'],
  useVoucher: tills,
  cancelRedemption: service,
  // Voices.
  answerSurvey: [...tills, 'service_agent'],
  openComplaint: [...tills, 'service_agent'],
  listComplaints: service,
  getComplaint: service,
  answerComplaint: service,
  getSurveyResults: [...marketing, 'service_agent'],
  // What the club promises.
  setCatalogue: ['marketer'],
  saveGoods: ['marketer'],
  removeGood: ['marketer'],
  createReward: ['marketer'],
  changeReward: ['marketer'],
  publishEarningRule: ['marketer'],
  tryEarningRules: marketing,
  replayEarningRules: marketing,
  listRuleVersions: marketing,
  createPromotion: ['marketer'],
  listPromotions: marketing,
  getPromotion: marketing,
  savePromotion: ['marketer'],
  listPromotionVersions: marketing,
  copyPromotion: ['marketer'],
  submitPromotion: ['marketer'],
  approvePromotion: ['marketer'],
  publishPromotion: ['marketer'],
  pausePromotion: ['marketer'],
  resumePromotion: ['marketer'],
  endPromotion: ['marketer'],
  stopPromotions: ['marketer'],
  tryPromotions: marketing,
  listPromotionTemplates: marketing,
  adjudicateLate: ['marketer'],
  createSurvey: ['marketer'],
  setTiers: ['marketer'],
  // Tills.
  openPractice: tills,
  getTill: tills,
  createTillCode: ['shift_lead'],
  listTills: ['shift_lead'],
  revokeTill: ['shift_lead'],
  // What waits for a second person: whoever may ask for something that does.
  listApprovals: ['marketer', 'service_agent'],
  getApproval: ['marketer', 'service_agent'],
  getApprovalSettings: ['marketer', 'service_agent'],
  approve: ['marketer', 'service_agent'],
  reject: ['marketer', 'service_agent'],
  withdraw: ['marketer', 'service_agent'],
  // Figures.
  getSummary: [...marketing, 'shift_lead'],
  getSalesByHour: [...marketing, 'shift_lead'],
  followEvents: [...marketing, 'shift_lead'],
  getTrialBalance: books,
  measureLiability: books,
  listExpiringUnits: books,
  listLedgerExceptions: books,
  listLedgerTransfers: books,
  listMemberLiabilities: books,
  exportLedger: books,
  listUnits: [...marketing, 'service_agent'],
};

/** The roles that may ask for an operation, administrators first. */
export const rolesOf = (operationId: string): readonly Role[] => [
  'administrator',
  ...roles.filter((role) => role !== 'administrator' && rights[operationId]?.includes(role)),
];

/**
 * What waits for a second person where the club has it so. Undefined roles: of the administrator's key, which may all.
 */
const heldOperations = [
  'adjustBalance',
  'openBalance',
  'publishEarningRule',
  'approvePromotion',
  'putUnit',
  'putApprovalSettings',
] as const;

export const operationsOf = (held: readonly Role[] | undefined): readonly string[] =>
  heldOperations.filter((id) => held === undefined || mayDo(held, id));

export const mayDo = (held: readonly Role[], operationId: string): boolean =>
  rolesOf(operationId).some((role) => held.includes(role));
