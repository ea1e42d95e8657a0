import { unreadTerms } from '@vafa/contracts';
import { controllerOf } from '../contract/controller-of.ts';
import { route } from '../contract/route.ts';
import { lateAnswer, lateOrder, lateQuery, outcomes, saleBatch, submitted } from './sale-batches.ts';
import {
  asBooked,
  basket,
  holdOrder,
  inBranch,
  moveOrder,
  ofTill,
  putQuery,
  receiptQuery,
  returnedLines,
  returnOrder,
  session,
  sessionId,
} from './sessions.ts';

/** Ten thousand lines. */
const basketBytesMax = 4 * 1024 ** 2;
const batchBytesMax = 4 * 1024 ** 2;
/** Thousands of sales are read, adjudicated and written. */
const lateDeadlineMs = 60_000;

const path = { session_id: sessionId() };
const unread = {
  currency: () => unreadTerms.currency,
  currencyDigits: () => unreadTerms.currencyDigits,
  timeZone: () => unreadTerms.timeZone,
};
const sold = { sku: '85123A', quantity: 6, unit_price: '2.55' };
const elsewhere = {
  branch: 'United Kingdom',
  till: '7',
  receipt: '4711',
  external_id: '17850',
  at: '2026-01-31T16:05:00Z',
  lines: [sold],
};

export const SessionsController = controllerOf('Sessions', [
  route('PUT /v1/sessions/:session_id', 'checkout.putSession', {
    id: 'putSession',
    summary: 'Open a session, or replace the basket of an open one',
    description:
      "The id is the client's own, unique in the club. Idempotent by it: no Idempotency-Key is needed. Answers effects, refusals with their reason, and a preview of the points; nothing is reserved.",
    access: 'sessions:write',
    branches: 'judged',
    path,
    query: putQuery,
    fill: { ...unread, pointValue: () => unreadTerms.pointValue },
    body: {
      of: basket,
      id: 'Basket',
      example: { branch: 'United Kingdom', till: '1', receipt: '000123', lines: [sold] },
    },
    bodyBytesMax: basketBytesMax,
    prepare: ofTill,
    answer: session,
    asks: ['membership.getBranch'],
    errors: ['body_too_large', 'unsupported_media_type', 'other_till'],
  }),
  route('GET /v1/sessions', 'checkout.findSessions', {
    id: 'findSessions',
    summary: 'Sales of a branch by the number of their receipt',
    description: 'Of the last 120 days, newest first.',
    access: 'sessions:read',
    branches: 'judged',
    query: receiptQuery,
    prepare: inBranch,
    answer: session,
    onePage: true,
    asks: ['membership.getBranch'],
  }),
  route('GET /v1/sessions/:session_id', 'checkout.getSession', {
    id: 'getSession',
    summary: 'A session, open or ended',
    access: 'sessions:read',
    branches: 'judged',
    path,
    answer: session,
  }),
  route('POST /v1/sessions/:session_id/hold', 'checkout.holdSession', {
    id: 'holdSession',
    summary: 'Hold points of the member, to pay a part of the sale',
    access: 'sessions:write',
    branches: 'judged',
    writes: true,
    keptLater: true,
    path,
    body: { of: holdOrder, id: 'HoldOrder', example: { points: 100 } },
    answer: session,
  }),
  route('POST /v1/sessions/:session_id/close', 'checkout.closeSession', {
    id: 'closeSession',
    summary: 'Make the sale final',
    description: 'Answers with the points; the accounts show them within a second.',
    access: 'sessions:write',
    branches: 'judged',
    writes: true,
    keptLater: true,
    path,
    emptyBody: true,
    answer: session,
  }),
  route('POST /v1/sessions/:session_id/cancel', 'checkout.cancelSession', {
    id: 'cancelSession',
    summary: 'End an open session without a sale',
    access: 'sessions:write',
    branches: 'judged',
    writes: true,
    keptLater: true,
    path,
    emptyBody: true,
    answer: session,
  }),
  route('POST /v1/sessions/:session_id/member', 'checkout.moveSale', {
    id: 'moveSale',
    summary: 'Give a closed sale to the member whose it is',
    description:
      'With the points that are left of it and its spend. Who asked and why stands in the corrections of the session.',
    access: 'sales:correct',
    branches: 'judged',
    writes: true,
    path,
    fill: { by: ({ caller }) => caller.id },
    body: {
      of: moveOrder,
      id: 'MoveOrder',
      example: { member_id: 'mem_01hv…', reason: 'the card of the other member was read' },
    },
    answer: session,
  }),
  route('POST /v1/sessions/:session_id/returns', 'checkout.returnLines', {
    id: 'returnLines',
    summary: 'Take back lines of a closed sale',
    description: 'Answers what the ledger booked of it, when it has within about two seconds.',
    access: 'sessions:write',
    branches: 'judged',
    writes: true,
    status: 201,
    path,
    body: {
      of: returnOrder,
      id: 'ReturnOrder',
      example: { receipt: 'R-17', lines: [{ position: 1, quantity: 2 }] },
    },
    answer: returnedLines,
    show: asBooked,
    mayChange: (answer: { return: { booked: boolean } }) => !answer.return.booked,
  }),
  route('POST /v1/sale-batches', 'checkout.submitBatch', {
    id: 'submitSales',
    summary: 'Submit sales and returns that were made elsewhere',
    description:
      'At most 500. Each is accepted, a duplicate or an exception for itself: never all or nothing. Historical sales ask no survey and send nothing.',
    access: 'sales:write',
    branches: 'judged',
    writes: true,
    fill: { ...unread, source: ({ key }) => key },
    body: { of: saleBatch, id: 'SaleBatch', example: { items: [elsewhere] } },
    bodyBytesMax: batchBytesMax,
    through: submitted,
    answer: outcomes,
    asks: ['membership.ensureMembers'],
    errors: ['other_till'],
  }),
  route('POST /v1/late-adjudications', 'checkout.adjudicateLate', {
    id: 'adjudicateLate',
    summary: 'Give sales that earned nothing what the rules of their time give today',
    description:
      'For sales of before there was a rule. A sale that has earned by any rule is left alone: a repeat gives nothing more. Looks at some thousand sales; go on with `next`.',
    access: 'sales:correct',
    branches: 'judged',
    writes: true,
    query: lateQuery,
    fill: { by: ({ caller }) => caller.id },
    body: {
      of: lateOrder,
      id: 'LateOrder',
      example: { from: '2026-01-01T00:00:00Z', to: '2026-02-01T00:00:00Z' },
    },
    deadlineMs: lateDeadlineMs,
    answer: lateAnswer,
  }),
]);
