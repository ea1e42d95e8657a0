import type { Approval, ApprovalSettings } from '@vafa/contracts/gateway';
import type { Asked } from '../contract/asked.ts';
import { controllerOf } from '../contract/controller-of.ts';
import { whoAsks, type HoldBack } from '../contract/held.ts';
import { route } from '../contract/route.ts';
import type { RequestOf } from '../contract/rpc.ts';
import { present } from '../values.ts';
import {
  approval,
  approvalQuery,
  approving,
  newSettings,
  rejecting,
  settingsPut,
  settingsShown,
} from './approval-forms.ts';

/** Both persons, and what changed, for the audit log. */
const noted = async <Q, A extends { readonly approval?: Approval | undefined }>(
  request: Q,
  asked: Asked,
  ask: (request: Q) => Promise<A>,
): Promise<A> => {
  const response = await ask(request);
  const decided: Approval = present(response.approval);
  const { operation, askedBy, askedByName, decidedBy, decidedByName, note, code, before, after } = decided;
  asked.note({
    subject: { id: decided.subject, isActor: false },
    before: { state: 'pending', operation, asked_by: askedBy, asked_by_name: askedByName, thing: shown(before) },
    after: {
      state: stateWords[decided.state] ?? '',
      decided_by: decidedBy,
      decided_by_name: decidedByName,
      ...(note !== '' && { note }),
      ...(code !== '' && { code }),
      thing: shown(after),
    },
  });
  return response;
};

const stateWords = ['', 'pending', 'approved', 'done', 'failed', 'rejected', 'withdrawn', 'expired'];
const shownMax = 4_000;
const shown = (json: string): unknown => (json === '' || json.length > shownMax ? null : JSON.parse(json));

/**
 * Who takes approvals away waits for a second person too, as long as there is one. The administrator's key does not: it
 * is the way back when nobody is left.
 */
const loosened: HoldBack<RequestOf<'gateway.putApprovalSettings'>> = async ({ clubId, settings }, asked) => {
  const { services, caller } = asked;
  const known = await services.gateway.getApprovalSettings({ clubId, askedBy: caller.madeBy ?? caller.id });
  const before = present(known.settings);
  const isRaised = (settings?.promotionsAbove ?? 0n) > (before.promotionsAbove ?? 0n);
  const isLoosened = before.rules && (settings?.rules !== true || isRaised);
  if (!isLoosened || caller.roles === undefined || known.otherAdministrators === 0) return undefined;
  const told = ({ rules, promotionsAbove, stepUpMinutes }: ApprovalSettings): object => ({
    rules,
    promotions_above: promotionsAbove,
    step_up_minutes: stepUpMinutes,
  });
  return { subject: '', before: told(before), after: told(present(settings)) };
};

/** The audit log keeps JSON, which knows no large numbers. */
const forAudit = (settings: ApprovalSettings | undefined): object => {
  const { promotionsAbove = 0n, ...others } = present(settings);
  return { ...others, promotionsAbove: Number(promotionsAbove) };
};

export const ApprovalsController = controllerOf('Approvals', [
  route('GET /v1/approvals', 'gateway.listApprovals', {
    id: 'listApprovals',
    summary: 'What waits, or has waited, for a second person',
    description: 'The latest first: what the caller may ask for too, and the own requests.',
    access: 'administrator',
    fill: { who: whoAsks },
    query: approvalQuery,
    answer: approval,
  }),
  route('GET /v1/approvals/:approval_id', 'gateway.getApproval', {
    id: 'getApproval',
    summary: 'One of these, with all that was asked',
    access: 'administrator',
    fill: { who: whoAsks },
    answer: approval,
  }),
  route('POST /v1/approvals/:approval_id/approve', 'gateway.approve', {
    id: 'approve',
    summary: 'Approve a request of somebody else, and carry it out',
    description:
      'It is carried out once, under the Idempotency-Key that it came with. What it is refused with then stands in `code`. Who has asked does not approve, in whichever browser or by whichever key. Keys do not approve.',
    access: 'person',
    stepUp: true,
    writes: true,
    fill: { who: whoAsks },
    body: { of: approving, id: 'Approving', example: { note: 'seen in the till roll' } },
    through: noted,
    answer: approval,
  }),
  route('POST /v1/approvals/:approval_id/reject', 'gateway.reject', {
    id: 'reject',
    summary: 'Refuse a request of somebody else',
    access: 'person',
    writes: true,
    fill: { who: whoAsks },
    body: { of: rejecting, id: 'Rejecting', example: { note: 'the receipt says 20' } },
    through: noted,
    answer: approval,
  }),
  route('POST /v1/approvals/:approval_id/withdraw', 'gateway.withdraw', {
    id: 'withdraw',
    summary: 'Take the own request back',
    access: 'administrator',
    writes: true,
    fill: { who: whoAsks },
    emptyBody: true,
    through: noted,
    answer: approval,
  }),
  route('GET /v1/approval-settings', 'gateway.getApprovalSettings', {
    id: 'getApprovalSettings',
    summary: 'What of the club needs a second person, and how long a password counts',
    description: 'The limit of adjustments is `approval_above` of their unit.',
    access: 'administrator',
    fill: { askedBy: ({ caller }) => caller.id },
    answer: settingsShown,
  }),
  route('PUT /v1/approval-settings', 'gateway.putApprovalSettings', {
    id: 'putApprovalSettings',
    summary: 'Say what of the club needs a second person, and how long a password counts',
    description: 'Who takes an approval away waits for a second administrator, as long as there is one.',
    access: 'administrator',
    stepUp: true,
    body: { of: newSettings, id: 'NewApprovalSettings', example: { rules: true, step_up_minutes: 15 } },
    holdBack: loosened,
    answer: settingsPut,
    asks: ['gateway.getApprovalSettings'],
    errors: ['body_too_large', 'unsupported_media_type'],
    through: async (request, asked, ask) => {
      const response = await ask(request);
      asked.note({ before: forAudit(response.before), after: forAudit(response.settings) });
      return response;
    },
  }),
]);
