import { documentSchema, plainSchema, type Claim } from '@vafa/mongo';
import type { Connection } from 'mongoose';
import type { PromotionDraft } from '../../domain/promotion-life/draft.ts';
import type { PublishedVersion } from '../../domain/promotion-life/steps.ts';

/** What is kept of a draft: the document's version is its revision. */
export type DraftDocumentState = Omit<PromotionDraft, 'id' | 'clubId' | 'revision'>;

/** What a step holds beside its id `{club}/{revision}`: the revision again, to be read in order, and what it is. */
export interface StepDocumentState {
  revision: number;
  kind: string;
  by: string;
  at: Date;
  reason?: string;
  promotionId?: string;
  code?: string;
  promotionIds?: readonly string[];
  published?: Omit<PublishedVersion, 'promotionId' | 'code'>;
}

const signed = { by: String, at: Date };

const draftSchema = documentSchema<DraftDocumentState>(
  {
    code: String,
    name: String,
    startsAt: Date,
    endsAt: Date,
    budget: BigInt,
    terms: String,
    state: String,
    created: signed,
    changed: signed,
    submitted: signed,
    approved: signed,
  },
  [{ fields: { clubId: 1, code: 1 } }],
);

const published = {
  name: String,
  startsAt: Date,
  endsAt: Date,
  budget: BigInt,
  terms: String,
  version: Number,
  publishedAt: Date,
  publishedBy: String,
  submittedBy: String,
  approvedBy: String,
  ofRevision: Number,
  from: Date,
};

const stepSchema = documentSchema<StepDocumentState>(
  {
    revision: Number,
    kind: String,
    by: String,
    at: Date,
    reason: String,
    promotionId: String,
    code: String,
    promotionIds: [String],
    published,
  },
  [{ fields: { clubId: 1, revision: 1 } }],
);

const commandKeySchema = plainSchema<Claim>({ _id: String, owner: String, key: String });

export const promotionModels = (connection: Connection) => ({
  promotions: connection.model('Promotion', draftSchema, 'promotions'),
  promotionSteps: connection.model('PromotionStep', stepSchema, 'promotion_steps'),
  commandKeys: connection.model('CommandKey', commandKeySchema, 'command_keys'),
});
