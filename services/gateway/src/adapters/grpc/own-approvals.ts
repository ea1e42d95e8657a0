import {
  ApprovalState,
  type Approval as ApprovalMessage,
  type ApprovalSettings,
  type Who,
} from '@vafa/contracts/gateway';
import { counter } from '@vafa/telemetry';
import type { Caller } from '../../domain/api-key.ts';
import {
  isBehind,
  mayDecide,
  stateOf,
  type Approval,
  type Decider,
  type RevisedSettings,
  type ShownState,
} from '../../domain/approval.ts';
import type { Role } from '../../domain/roles.ts';
import type { ApprovalPolicy } from '../../use-cases/approval-policy.ts';
import type { Approvals } from '../../use-cases/approvals.ts';
import { ownPage } from '../own-page.ts';
import type { Services } from './services.ts';

type Rpc =
  | 'askApproval'
  | 'listApprovals'
  | 'getApproval'
  | 'approve'
  | 'reject'
  | 'withdraw'
  | 'getApprovalSettings'
  | 'putApprovalSettings';

const outcomes = counter('vafa.gateway.approvals', 'requests for a second person, by asked and by how they ended');

const states: Readonly<Record<ShownState, ApprovalState>> = {
  pending: ApprovalState.APPROVAL_STATE_PENDING,
  approved: ApprovalState.APPROVAL_STATE_APPROVED,
  done: ApprovalState.APPROVAL_STATE_DONE,
  failed: ApprovalState.APPROVAL_STATE_FAILED,
  rejected: ApprovalState.APPROVAL_STATE_REJECTED,
  withdrawn: ApprovalState.APPROVAL_STATE_WITHDRAWN,
  expired: ApprovalState.APPROVAL_STATE_EXPIRED,
};

const stateIn = (asked: ApprovalState): ShownState | undefined =>
  (Object.keys(states) as ShownState[]).find((state) => states[state] === asked);

const toSettings = ({ promotionsAbove, ...settings }: RevisedSettings): ApprovalSettings => ({
  ...settings,
  promotionsAbove: BigInt(promotionsAbove),
});

/** Routes say who calls. */
const deciderOf = (who: Who | undefined): Decider => {
  if (!who) throw new Error('whoever asks about approvals says for whom');
  const { id, name, roles, branchIds, isPerson } = who;
  // What routes let through is a role; the administrator's key has none.
  return { id, name, branchIds, isPerson, roles: roles.length === 0 ? undefined : (roles as Role[]) };
};

/** Lists say neither what was sent nor what is changed by it: a page would be as large as its items can be. */
const told =
  (who: Decider, now: Date, isWhole = true) =>
  (approval: Approval): ApprovalMessage => {
    const { id, operation, subject, asker, askedAt, endsAt, decision, outcome, request } = approval;
    const whole = (text: string | undefined): string => (isWhole ? (text ?? '') : '');
    const state = stateOf(approval, now);
    return {
      id,
      operation,
      state: states[state],
      subject,
      askedBy: asker.caller.id,
      askedByName: asker.name,
      askedAt,
      endsAt,
      reason: approval.reason ?? '',
      decidedBy: decision?.by ?? '',
      decidedByName: decision?.name ?? '',
      decidedAt: decision?.at,
      note: decision?.note ?? '',
      code: outcome?.code ?? '',
      mayDecide: state === 'pending' && mayDecide(approval, who),
      own: isBehind(approval, who.id),
      body: whole(request.body),
      before: whole(approval.before),
      after: whole(approval.after),
      answer: whole(outcome?.answer),
    };
  };

const filled = <K extends string>(name: K, text: string): { readonly [N in K]?: string } =>
  text === '' ? {} : ({ [name]: text } as { readonly [N in K]?: string });

const counted = (approval: Approval): Approval => {
  outcomes.add(1, { 'vafa.outcome': approval.state });
  return approval;
};

export const ownApprovals = (approvals: Approvals, policy: ApprovalPolicy): Pick<Services['gateway'], Rpc> => ({
  askApproval: async ({ key, needed, who: asking, caller, request, reason, before, after, ...asked }) => {
    const who = deciderOf(asking);
    const order = {
      ...asked,
      key: key === '' ? undefined : key,
      name: who.name,
      isPerson: who.isPerson,
      caller: JSON.parse(caller) as Caller,
      request: JSON.parse(request) as Approval['request'],
      ...filled('reason', reason),
      ...filled('before', before),
      ...filled('after', after),
    };
    const known = await approvals.known(order);
    if (known) return { approval: told(who, approvals.now(), false)(known) };
    if (!needed) return { approval: undefined };
    const kept = await approvals.ask(order);
    outcomes.add(1, { 'vafa.outcome': 'asked' });
    return { approval: told(who, approvals.now(), false)(kept) };
  },
  listApprovals: async ({ clubId, who: asking, state, operation, page }) => {
    const who = deciderOf(asking);
    const query = { clubId, state: stateIn(state), ...(operation !== '' && { operation }) };
    const { items, nextPageToken } = await ownPage(page, {
      by: 'below',
      list: (below, limit) => approvals.list(query, who, below, limit),
      toMessage: told(who, approvals.now(), false),
      valueOf: ({ place }) => place,
    });
    return { approvals: items, nextPageToken };
  },
  getApproval: async ({ clubId, who: asking, approvalId: id }) => {
    const who = deciderOf(asking);
    return { approval: told(who, approvals.now())(await approvals.find({ clubId, id }, who)) };
  },
  approve: async ({ clubId, who: asking, approvalId: id, note }) => {
    const who = deciderOf(asking);
    return { approval: told(who, approvals.now())(counted(await approvals.approve({ clubId, id }, who, note))) };
  },
  reject: async ({ clubId, who: asking, approvalId: id, note }) => {
    const who = deciderOf(asking);
    return { approval: told(who, approvals.now())(counted(await approvals.reject({ clubId, id }, who, note))) };
  },
  withdraw: async ({ clubId, who: asking, approvalId: id }) => {
    const who = deciderOf(asking);
    return { approval: told(who, approvals.now())(counted(await approvals.withdraw({ clubId, id }, who))) };
  },
  getApprovalSettings: async ({ clubId, askedBy }) => ({
    settings: toSettings(await policy.kept(clubId)),
    otherAdministrators: await policy.otherAdministrators(clubId, askedBy),
  }),
  putApprovalSettings: async ({ clubId, settings }) => {
    const { rules = false, stepUpMinutes = 0, promotionsAbove: above, revision: seen = 0 } = settings ?? {};
    const promotionsAbove = above === undefined ? undefined : Number(above);
    const { before, after } = await policy.put(clubId, { rules, stepUpMinutes, promotionsAbove }, seen);
    return { settings: toSettings(after), before: toSettings(before) };
  },
});
