import {
  PromotionState,
  type Promotion,
  type PromotionTemplate,
  type PromotionVersion,
  type TryPromotionsResponse,
} from '@vafa/contracts/promotions';

/** Ten percent off every sale, as REST has it. */
export const ten = { conditions: [], effects: [{ kind: 'off_sale', off: { percent: 10 } }] };

const at = new Date('2026-01-01T00:00:00Z');
const terms = JSON.stringify(ten);

export const promotion: Promotion = {
  id: 'prm_1',
  clubId: 'clb_01demo',
  code: 'ten',
  name: 'Ten',
  state: PromotionState.PROMOTION_STATE_RUNNING,
  draft: PromotionState.PROMOTION_STATE_SUBMITTED,
  revision: 5,
  version: 1,
  startsAt: undefined,
  endsAt: at,
  budget: 10_000n,
  terms,
  createdAt: at,
  createdBy: 'stf_sara',
  changedAt: at,
  changedBy: 'stf_sara',
  submittedAt: at,
  submittedBy: 'stf_sara',
  approvedAt: undefined,
  approvedBy: '',
};

export const promotionVersion: PromotionVersion = {
  promotionId: 'prm_1',
  clubId: 'clb_01demo',
  code: 'ten',
  version: 1,
  name: 'Ten',
  startsAt: at,
  endsAt: undefined,
  budget: 0n,
  terms,
  publishedAt: at,
  publishedBy: 'stf_sara',
  submittedBy: 'stf_sara',
  approvedBy: 'stf_omid',
};

export const promotionTemplate: PromotionTemplate = {
  code: 'bundle',
  name: 'Bundle',
  says: 'Two for one price.',
  terms,
  toFill: ['/terms/effects/0/price'],
};

const tried = {
  promotionId: 'prm_1',
  code: 'ten',
  name: 'Ten',
  version: 1,
  isRule: false,
  inFavourOf: '',
  shipping: 0n,
  points: 0n,
};

export const triedPromotions: TryPromotionsResponse = {
  promotions: [
    {
      ...tried,
      applied: true,
      reason: '',
      conditionIndex: undefined,
      missing: undefined,
      discount: 51n,
      shares: [{ position: 1, amount: 51n }],
      gifts: [{ kind: 'message', amount: 0n, count: 0, of: 'thanks' }],
    },
    {
      ...tried,
      applied: false,
      reason: 'total_too_low',
      conditionIndex: 0,
      missing: 1_490n,
      discount: 0n,
      shares: [],
      gifts: [],
    },
  ],
  lines: [{ position: 1, sku: 'A', gross: 510n, discount: 51n, net: 459n, tax: 0n, points: 0n }],
  gross: 510n,
  discount: 51n,
  net: 459n,
  tax: 0n,
  shipping: 0n,
  pays: 459n,
  points: 0n,
};
