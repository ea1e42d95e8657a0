import type {
  Adjudication as AdjudicationMessage,
  Decision,
  Due,
  Effect,
  EffectShares,
  Recorded as RecordedMessage,
  Rejection as RejectionMessage,
} from '@vafa/contracts/effects';
import type {
  Adjustment,
  GivenEffect,
  Gives,
  Recorded,
  Refusal,
  SaleDecision,
} from '../../domain/sale-decisions/sale-decision.ts';

/** Of decisions by earning rules alone, and of those by promotions too. */
export const rulesFormat = 1;
export const promotionsFormat = 2;

const thousandths = 1_000n;

const toGiven = (gives: Gives): Effect['effect'] => {
  switch (gives.kind) {
    case 'points':
      return { $case: 'points', value: { amount: gives.amount } };
    case 'discount':
      return { $case: 'discount', value: { amount: gives.amount, positions: [...gives.positions] } };
    case 'free_item':
      return { $case: 'freeItem', value: { sku: gives.sku, quantityMilli: BigInt(gives.count) * thousandths } };
    case 'entitlement':
      return { $case: 'entitlement', value: { code: gives.code, until: undefined } };
    case 'message':
      return { $case: 'message', value: { code: gives.code } };
  }
};

const toEffect = ({ gives, basis, ...effect }: GivenEffect): Effect => ({
  ...effect,
  basis,
  effect: toGiven(gives),
});

const toDue = ({ id, gives }: GivenEffect): Due[] =>
  gives.kind === 'points' ? [{ effectId: id, unit: 'points', amount: gives.amount }] : [];

const toRejection = ({ condition = -1, inFavourOf = '', missing, ...refusal }: Refusal): RejectionMessage => ({
  ...refusal,
  conditionIndex: condition,
  missing,
  inFavourOf,
});

const toShares = (shares: readonly Adjustment[]): EffectShares[] =>
  Array.from(
    Map.groupBy(shares, (share) => share.effectId),
    ([effectId, some]) => ({
      effectId,
      positions: some.map(({ position }) => position),
      amounts: some.map(({ amount }) => amount),
    }),
  );

const toRecorded = ({ shares, goods, unmet, paidWithPoints }: Recorded): RecordedMessage => ({
  shares: toShares(shares),
  goods: goods.map((good) => ({ cost: undefined, floorPrice: undefined, ...good, categories: [...good.categories] })),
  answers: Array.from(unmet, ([promotionId, places]) => ({ promotionId, unmet: [...places] })),
  paidWithPoints,
});

export const toDecision = ({ effects, refusals, recorded }: Omit<SaleDecision, 'adjustments'>): Decision => ({
  format: recorded ? promotionsFormat : rulesFormat,
  effects: effects.map(toEffect),
  rejections: refusals.map(toRejection),
  recorded: recorded && toRecorded(recorded),
});

/** Why other promotions gave nothing stays as it was decided at the sale. */
export const toAdjudication = (decision: SaleDecision, decided?: Decision): AdjudicationMessage => ({
  decision: { ...toDecision(decision), ...(decided && { rejections: decided.rejections }) },
  adjustments: [...decision.adjustments],
  dues: decision.effects.flatMap(toDue),
});
