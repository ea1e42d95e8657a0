import { controllerOf } from '../contract/controller-of.ts';
import { route } from '../contract/route.ts';
import { entry } from '../members/accounts.ts';
import {
  atCost,
  clubLiability,
  exceptionsQuery,
  expiringQuery,
  expiringUnits,
  ledgerException,
  ledgerRoot,
  ledgerTransfer,
  liabilityQuery,
  memberLiability,
  membersQuery,
  settlement,
  transfersQuery,
  trialBalance,
  trialBalanceQuery,
  verification,
} from './ledger-books.ts';

/** Questions that read a whole journal. */
const deadlineMs = 300_000;

export const LedgerBooksController = controllerOf('Ledger', [
  route('GET /v1/ledger/trial-balance', 'ledgerBooks.getTrialBalance', {
    id: 'getTrialBalance',
    summary: 'Every book of each unit, at a moment',
    description: 'With what was due by then. Reads the journal: it may take a while.',
    access: 'administrator',
    query: trialBalanceQuery,
    deadlineMs,
    answer: trialBalance,
  }),
  route('GET /v1/ledger/exceptions', 'ledgerBooks.listExceptions', {
    id: 'listLedgerExceptions',
    summary: 'What finished sales did and accounts could not take',
    description: 'What stands in suspense until a person settles it.',
    access: 'administrator',
    query: exceptionsQuery,
    deadlineMs,
    answer: ledgerException,
  }),
  route('POST /v1/ledger/exceptions/settle', 'ledger.settleException', {
    id: 'settleLedgerException',
    summary: 'End an exception of the ledger, by decision of a person',
    access: 'administrator',
    stepUp: true,
    writes: true,
    body: {
      of: settlement,
      id: 'NewSettlement',
      example: { member_id: 'mem_01hv…', key: 'e:sal_01hv…:rul_01hv…', into: 'account' },
    },
    fill: { by: ({ caller }) => ({ person: caller.id, role: 'administrator', approver: '' }) },
    answer: entry,
  }),
  route('GET /v1/ledger/transfers', 'ledgerBooks.listOpenTransfers', {
    id: 'listLedgerTransfers',
    summary: 'What was sent and is neither there nor back',
    access: 'administrator',
    query: transfersQuery,
    deadlineMs,
    answer: ledgerTransfer,
  }),
  route('GET /v1/ledger/liability', 'ledgerBooks.measureLiability', {
    id: 'measureLiability',
    summary: 'What the club owes, what that costs, and what has expired',
    access: 'administrator',
    query: liabilityQuery,
    fill: { pointCost: () => undefined },
    prepare: atCost,
    deadlineMs,
    answer: clubLiability,
  }),
  route('GET /v1/ledger/liability/members', 'ledgerBooks.listMemberLiabilities', {
    id: 'listMemberLiabilities',
    summary: 'What the club owes each member',
    description: 'All pages are of one moment.',
    access: 'administrator',
    query: membersQuery,
    deadlineMs,
    answer: memberLiability,
  }),
  route('GET /v1/ledger/roots', 'ledgerBooks.listRoots', {
    id: 'listLedgerRoots',
    summary: 'The daily roots, newest first',
    description: 'Of all clubs. Kept elsewhere, they show commits that were cut off.',
    access: 'administrator',
    club: false,
    answer: ledgerRoot,
  }),
  route('GET /v1/ledger/expiring', 'ledgerBooks.listExpiring', {
    id: 'listExpiringUnits',
    summary: 'Members with units that end before a moment',
    description: 'Unless they are used before. What is held does not end.',
    access: 'administrator',
    query: expiringQuery,
    deadlineMs,
    answer: expiringUnits,
  }),
]);

export const LedgerVerificationController = controllerOf('Operations', [
  route('GET /v1/ledger/verification', 'ledger.verify', {
    id: 'verifyLedger',
    summary: "Replay the club's journal and check it",
    description: 'Chain, versions, sums, lots, states and totals. Reads everything: it may take a while.',
    access: 'administrator',
    deadlineMs,
    answer: verification,
  }),
]);
