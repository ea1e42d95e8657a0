import {
  PromotionState,
  type ApprovePromotionRequest,
  type CopyPromotionRequest,
  type PausePromotionRequest,
  type Promotion,
  type PromotionVersion,
  type StopPromotionsRequest,
  type StopPromotionsResponse,
  type SubmitPromotionRequest,
} from '@vafa/contracts/promotions';
import { codePattern } from '@vafa/kernel';
import { z } from 'zod';
import type { Asked } from '../contract/asked.ts';
import { overlay, type Codec, type FieldOverlay } from '../contract/overlay.ts';
import { count, seenRevision, seenVersion, text } from '../scalars.ts';

const amountMax = 100_000_000_000_000;
const nameMax = 200;
const reasonMax = 500;

export const promotionCode = () =>
  z.string().regex(codePattern, 'a code has 1 to 40 of a-z, 0-9, - and _, and no mark first');

/** Who does it: a key is nobody but itself, whoever has made it; of what was approved, who approved it. */
export const actorOf = ({ caller, from }: Asked): string => from.approver ?? caller.id;

/** Terms are JSON text in the contract, and an object in REST. */
export const termsCodec: Codec = {
  body: z.record(z.string(), z.unknown()),
  answer: z.record(z.string(), z.unknown()),
  toMessage: (given: object) => JSON.stringify(given),
  toRest: (kept: string) => JSON.parse(kept) as unknown,
};

export const termsSay = 'Conditions, effects, how it combines, caps, floors, limits: docs/promotions.md.';

const draftWords = new Map<PromotionState, string>([
  [PromotionState.PROMOTION_STATE_DRAFT, 'draft'],
  [PromotionState.PROMOTION_STATE_SUBMITTED, 'submitted'],
  [PromotionState.PROMOTION_STATE_APPROVED, 'approved'],
]);

const draft: Codec = {
  answer: z.enum(['draft', 'submitted', 'approved']).nullable(),
  toRest: (state: PromotionState) => draftWords.get(state) ?? null,
};

const orNull = { orNull: true } as const;

const written = {
  name: { given: text(nameMax) },
  startsAt: { given: true, otherwise: undefined, ifNull: undefined },
  endsAt: { given: true, otherwise: undefined, ifNull: undefined },
  budget: { given: count().max(amountMax), otherwise: 0n },
  terms: { given: true, codec: termsCodec, says: termsSay },
} satisfies Readonly<Record<string, FieldOverlay>>;

const told = {
  clubId: { hidden: true },
  draft: { codec: draft, says: 'Of what is written. Null: it is published as it stands.' },
  submittedAt: orNull,
  submittedBy: orNull,
  approvedAt: orNull,
  approvedBy: orNull,
} satisfies Readonly<Record<string, FieldOverlay>>;

/** A promotion as it is told. */
export const promotion = overlay<Promotion>(
  'vafa.campaigns.v1.Promotion',
  { ...told, startsAt: orNull, endsAt: orNull, terms: { codec: termsCodec, says: termsSay } },
  { id: 'Promotion' },
);

/** Amounts have no currency of their own: whoever writes them may say which one is meant. */
export const alsoCurrency = (what: string): Readonly<Record<string, FieldOverlay>> => ({
  currency: {
    given: z.string().regex(/^[A-Z]{3}$/),
    otherwise: '',
    says: `${what}; another one than the club's is refused.`,
  },
});
const also = alsoCurrency('What amounts are meant in');

export const promotionNew = overlay<Promotion>(
  'vafa.campaigns.v1.Promotion',
  { ...written, code: { given: promotionCode() } },
  { also },
);

/** What is written anew: the code stands in the path. */
export const promotionSaved = overlay<Promotion>(
  'vafa.campaigns.v1.Promotion',
  {
    ...written,
    revision: { ...seenRevision, says: 'The revision that was seen, as in If-Match; another one is refused with 412.' },
  },
  { also },
);

export const version = overlay<PromotionVersion>(
  'vafa.campaigns.v1.PromotionVersion',
  { clubId: { hidden: true }, startsAt: orNull, endsAt: orNull, terms: { codec: termsCodec, says: termsSay } },
  { id: 'PromotionVersion' },
);

export const copying = overlay<CopyPromotionRequest>('vafa.campaigns.v1.CopyPromotionRequest', {
  newCode: { as: 'code', given: promotionCode() },
  newName: { as: 'name', given: text(nameMax), otherwise: '' },
});

export const submitting = overlay<SubmitPromotionRequest>('vafa.campaigns.v1.SubmitPromotionRequest', {
  revision: seenRevision,
});

/** Nobody stands in for what they have not read. */
export const approvingPromotion = overlay<ApprovePromotionRequest>('vafa.campaigns.v1.ApprovePromotionRequest', {
  revision: { given: seenVersion(), says: 'The revision that was read; another one is refused with 412.' },
});

/** The same for pausing, resuming and ending. */
export const reasoned = <R extends PausePromotionRequest>(message: string) =>
  overlay<R>(message, { reason: { given: text(reasonMax), otherwise: '' } } as never);

export const stopping = overlay<StopPromotionsRequest>('vafa.campaigns.v1.StopPromotionsRequest', {
  reason: { given: text(reasonMax) },
});

export const stopped = overlay<StopPromotionsResponse>(
  'vafa.campaigns.v1.StopPromotionsResponse',
  {},
  { id: 'StoppedPromotions' },
);
