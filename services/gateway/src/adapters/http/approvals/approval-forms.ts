import type {
  Approval,
  ApprovalSettings,
  ApproveRequest,
  GetApprovalSettingsResponse,
  ListApprovalsRequest,
  PutApprovalSettingsRequest,
  PutApprovalSettingsResponse,
  RejectRequest,
} from '@vafa/contracts/gateway';
import { z } from 'zod';
import { answerOf } from '../contract/answers.ts';
import { overlay } from '../contract/overlay.ts';
import { count, reference, seenRevision, text } from '../scalars.ts';

const noteMax = 500;
const stepUpMinutesMax = 60;
const amountMax = 100_000_000_000_000;
const orNull = { orNull: true } as const;

export const approval = overlay<Approval>(
  'vafa.gateway.v1.Approval',
  {
    reason: orNull,
    decidedBy: orNull,
    decidedByName: orNull,
    decidedAt: orNull,
    note: orNull,
    code: orNull,
    body: { ...orNull, says: 'JSON: the body of the request, as it will be carried out. Null in lists.' },
    before: { ...orNull, says: 'JSON: what it is about, as it was when it was asked for. Null in lists.' },
    after: { ...orNull, says: 'JSON: what that would become. Null in lists.' },
    answer: { ...orNull, says: 'JSON: what carrying it out was answered with. Null in lists.' },
  },
  { id: 'Approval', pageId: 'ApprovalPage' },
);

export const approvalQuery = overlay<ListApprovalsRequest>('vafa.gateway.v1.ListApprovalsRequest', {
  operation: { given: reference() },
});

export const approving = overlay<ApproveRequest>('vafa.gateway.v1.ApproveRequest', {
  note: { given: text(noteMax), otherwise: '' },
});

export const rejecting = overlay<RejectRequest>('vafa.gateway.v1.RejectRequest', { note: { given: text(noteMax) } });

const settings = overlay<ApprovalSettings>('vafa.gateway.v1.ApprovalSettings', {
  rules: { given: true },
  promotionsAbove: { given: count().max(amountMax) },
  stepUpMinutes: { given: z.int().min(0).max(stepUpMinutesMax) },
  revision: seenRevision,
});

export const newSettings = overlay<PutApprovalSettingsRequest>('vafa.gateway.v1.PutApprovalSettingsRequest', {
  settings: { flat: settings },
});

export const settingsPut = overlay<PutApprovalSettingsResponse>(
  'vafa.gateway.v1.PutApprovalSettingsResponse',
  { settings: { flat: settings }, before: { hidden: true } },
  { id: 'PutApprovalSettings' },
);

export const settingsShown = overlay<GetApprovalSettingsResponse>(
  'vafa.gateway.v1.GetApprovalSettingsResponse',
  { settings: { flat: settings } },
  { id: 'ApprovalSettings' },
);

const { schema, toRest } = answerOf(approval);

/** What is answered instead of a thing that was not done yet. */
export const HeldAnswer = z
  .object({ approval: schema })
  .meta({ id: 'WaitsForApproval', description: 'Nothing is done yet: a second person decides it.' });

// Nothing in it depends on who asks.
export const toHeldAnswer = (waiting: Approval): z.infer<typeof HeldAnswer> => ({
  approval: toRest(waiting as never, undefined as never),
});
