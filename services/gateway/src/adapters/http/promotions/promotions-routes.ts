import { PromotionState, type ApprovePromotionRequest, type Promotion } from '@vafa/contracts/promotions';
import { requireSeen } from '@vafa/kernel';
import { idPrefixes } from '../../../domain/ids.ts';
import type { Asked } from '../contract/asked.ts';
import { controllerOf } from '../contract/controller-of.ts';
import type { Held, HoldBack } from '../contract/held.ts';
import { route } from '../contract/route.ts';
import { present } from '../values.ts';
import { asWritten } from './as-written.ts';
import { asTried, ofClub, template, templateQuery, trial, triedPromotions, withPurchase } from './promotion-trial.ts';
import {
  actorOf,
  approvingPromotion,
  copying,
  promotion,
  promotionCode,
  promotionNew,
  promotionSaved,
  reasoned,
  stopped,
  stopping,
  submitting,
  version,
} from './promotions.ts';

/** Ten thousand lines. */
const trialBytesMax = 4 * 1024 ** 2;
const path = { code: promotionCode() };
const by = { by: actorOf };
const ten = { conditions: [], effects: [{ kind: 'off_sale', off: { percent: 10 } }] };

/** What is written, as it is judged. Raises `promotion_changed` for a revision that nobody can have read yet. */
const known = async ({ code, revision }: ApprovePromotionRequest, { services, club }: Asked): Promise<Promotion> => {
  const read = present((await services.promotions.getPromotion({ clubId: club.id, code })).promotion);
  if (revision > read.revision) requireSeen('promotion_changed', revision, read.revision);
  return read;
};

/** Whether the club wants a second person for what this may cost. */
const judged = async (request: ApprovePromotionRequest, asked: Asked): Promise<ApprovePromotionRequest> => {
  const { services, club, caller } = asked;
  const { settings } = await services.gateway.getApprovalSettings({ clubId: club.id, askedBy: caller.id });
  const { rules, promotionsAbove = 0n } = present(settings);
  if (!rules) return request;
  const { budget } = await known(request, asked);
  // Of what nobody has named a budget for, nobody knows what it costs.
  return { ...request, bySecond: budget === 0n || budget > promotionsAbove };
};

const isStaff = (id: string): boolean => id.startsWith(`${idPrefixes.staff}_`);

const shown = ({
  name,
  budget,
  startsAt,
  endsAt,
  terms,
}: Pick<Promotion, 'name' | 'budget' | 'startsAt' | 'endsAt' | 'terms'>) => ({
  name,
  // Of none nobody may read that it costs nothing.
  budget: budget === 0n ? null : budget,
  valid_from: startsAt,
  valid_until: endsAt,
  terms,
});

/** What runs, and what would stand in its place. */
const heldWith = async (read: Promotion, { services, club }: Asked): Promise<Held> => {
  const { code, revision, version } = read;
  const after = { version: version + 1, revision, ...shown(read) };
  if (version === 0) return { subject: code, after };
  const page = { pageSize: 1, pageToken: '' };
  const { versions } = await services.promotions.listPromotionVersions({ clubId: club.id, code, page });
  const [newest] = versions;
  if (!newest) return { subject: code, after };
  return { subject: code, before: { version: newest.version, ...shown(newest) }, after };
};

/**
 * Whoever has written or submitted it asks for somebody else; any other person is that. Keys are nobody: what one has
 * written or submitted always waits. Of another revision or state nothing is approved, so that nothing waits either.
 */
const bySecond: HoldBack<ApprovePromotionRequest> = async (request, asked) => {
  if (!request.bySecond) return undefined;
  const read = await known(request, asked);
  if (read.revision !== request.revision || read.draft !== PromotionState.PROMOTION_STATE_SUBMITTED) return undefined;
  const own = [read.changedBy, read.submittedBy];
  const isSecond = asked.isPerson && own.every((by) => isStaff(by) && by !== actorOf(asked));
  return isSecond ? undefined : heldWith(read, asked);
};

export const PromotionsController = controllerOf('Promotions', [
  route('POST /v1/promotions', 'promotions.createPromotion', {
    id: 'createPromotion',
    summary: 'Write a new promotion as a draft',
    description: 'Nothing of it counts before it is published. `details` name each wrong place by JSON pointer.',
    access: 'rules:write',
    writes: true,
    status: 201,
    fill: by,
    body: {
      of: promotionNew,
      id: 'NewPromotion',
      example: { code: 'spring', name: 'Ten percent in spring', terms: ten },
    },
    prepare: asWritten,
    answer: promotion,
    asks: ['membership.getBranch'],
  }),
  route('GET /v1/promotions', 'promotions.listPromotions', {
    id: 'listPromotions',
    summary: 'Promotions by code, each with what is written and where it stands',
    access: 'rules:read',
    answer: promotion,
  }),
  route('GET /v1/promotions/:code', 'promotions.getPromotion', {
    id: 'getPromotion',
    summary: 'A promotion: what is written, and where it stands',
    access: 'rules:read',
    path,
    answer: promotion,
    etag: ({ promotion: read }) => read?.revision ?? 0,
  }),
  route('PUT /v1/promotions/:code', 'promotions.savePromotion', {
    id: 'savePromotion',
    summary: 'Write a promotion anew',
    description:
      'What was published stays as it is and runs on. What was submitted or approved is a draft again. The whole is sent: what is left out is not there any more. A repeat changes nothing.',
    access: 'rules:write',
    ifMatch: 'seen',
    path,
    fill: { ...by, seen: () => 0 },
    body: {
      of: promotionSaved,
      id: 'PromotionSaved',
      example: { revision: 1, name: 'Ten percent in spring', terms: ten },
    },
    prepare: asWritten,
    answer: promotion,
    asks: ['membership.getBranch'],
    errors: ['body_too_large', 'unsupported_media_type'],
  }),
  route('GET /v1/promotions/:code/versions', 'promotions.listPromotionVersions', {
    id: 'listPromotionVersions',
    summary: 'What was published of a promotion, the newest first',
    access: 'rules:read',
    path,
    answer: version,
  }),
  route('POST /v1/promotions/:code/copy', 'promotions.copyPromotion', {
    id: 'copyPromotion',
    summary: 'Write what a promotion says as a new draft',
    access: 'rules:write',
    writes: true,
    status: 201,
    path,
    fill: by,
    body: { of: copying, id: 'PromotionCopy', example: { code: 'autumn' } },
    answer: promotion,
  }),
  route('POST /v1/promotions/:code/submit', 'promotions.submitPromotion', {
    id: 'submitPromotion',
    summary: 'Say that a draft is ready',
    access: 'rules:write',
    writes: true,
    path,
    fill: by,
    body: { of: submitting, id: 'PromotionSubmitted', example: { revision: 1 } },
    answer: promotion,
  }),
  route('POST /v1/promotions/:code/approve', 'promotions.approvePromotion', {
    id: 'approvePromotion',
    summary: 'Stand in for what was submitted',
    description:
      'The revision that was read is approved, and no other. Where the club wants a second person, whoever has written or submitted it is answered 202: somebody else decides the approval. Any other person who may approves at once. What a key has written or submitted always waits.',
    access: 'rules:write',
    stepUp: true,
    writes: true,
    path,
    fill: { ...by, bySecond: () => false },
    body: { of: approvingPromotion, id: 'PromotionApproved', example: { revision: 2 } },
    prepare: judged,
    holdBack: bySecond,
    answer: promotion,
    asks: ['gateway.getApprovalSettings', 'promotions.getPromotion', 'promotions.listPromotionVersions'],
  }),
  route('POST /v1/promotions/:code/publish', 'promotions.publishPromotion', {
    id: 'publishPromotion',
    summary: 'Publish what was approved as the next version',
    description: 'It runs from now on, or from `starts_at`. A version never changes.',
    access: 'rules:write',
    stepUp: true,
    writes: true,
    path,
    fill: by,
    emptyBody: true,
    answer: promotion,
  }),
  route('POST /v1/promotions/:code/pause', 'promotions.pausePromotion', {
    id: 'pausePromotion',
    summary: 'Stop a promotion until somebody resumes it',
    access: 'rules:write',
    writes: true,
    path,
    fill: by,
    body: { of: reasoned('vafa.campaigns.v1.PausePromotionRequest'), id: 'PromotionPaused' },
    answer: promotion,
  }),
  route('POST /v1/promotions/:code/resume', 'promotions.resumePromotion', {
    id: 'resumePromotion',
    summary: 'Let a promotion run again',
    access: 'rules:write',
    stepUp: true,
    writes: true,
    path,
    fill: by,
    body: { of: reasoned('vafa.campaigns.v1.ResumePromotionRequest'), id: 'PromotionResumed' },
    answer: promotion,
  }),
  route('POST /v1/promotions/:code/end', 'promotions.endPromotion', {
    id: 'endPromotion',
    summary: 'End a promotion; only another publication begins it anew',
    access: 'rules:write',
    writes: true,
    path,
    fill: by,
    body: { of: reasoned('vafa.campaigns.v1.EndPromotionRequest'), id: 'PromotionEnded' },
    answer: promotion,
  }),
  route('POST /v1/promotions/stop', 'promotions.stopPromotions', {
    id: 'stopPromotions',
    summary: 'Stop every promotion that runs or will, at once',
    description:
      'One step: there is no moment at which some are stopped and others are not. Each is resumed by itself.',
    access: 'rules:write',
    writes: true,
    fill: by,
    body: { of: stopping, id: 'PromotionsStopped', example: { reason: 'prices are wrong' } },
    answer: stopped,
  }),
  route('POST /v1/promotions/try', 'promotions.tryPromotions', {
    id: 'tryPromotions',
    summary: 'What a basket would get by running promotions, and by drafts beside them',
    description:
      'Writes nothing. A draft stands in place of what runs under its code. Tells of every promotion whether it applies, the money by lines, or which condition said no and what is missing.',
    access: 'rules:read',
    fill: ofClub,
    body: { of: trial, id: 'PromotionTrial', example: { lines: [{ sku: 'tea', quantity: 2, unit_price: '2.50' }] } },
    bodyBytesMax: trialBytesMax,
    prepare: asTried,
    answer: triedPromotions,
    asks: ['membership.getBranch'],
    errors: ['body_too_large', 'unsupported_media_type'],
  }),
  route('GET /v1/promotion-templates', 'promotions.listPromotionTemplates', {
    id: 'listPromotionTemplates',
    summary: 'Drafts to begin with: birthday, Nowruz, spend more save more and others',
    description: 'Each is sent to `POST /v1/promotions` as it stands, once what `to_fill` names is filled in.',
    access: 'rules:read',
    query: templateQuery,
    prepare: withPurchase,
    answer: template,
    onePage: true,
  }),
]);
