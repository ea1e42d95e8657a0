import type {
  Basis,
  Credit,
  Decision,
  Discount,
  Effect,
  Entitlement,
  FreeItem,
  Points,
  Rejection,
} from '@vafa/contracts/effects';
import { z } from 'zod';
import { answerOf } from '../contract/answers.ts';
import type { Asked } from '../contract/asked.ts';
import { overlay, type Overlay } from '../contract/overlay.ts';
import { MoneySchema, WholeNumber } from '../scalars.ts';
import { toMoney, toWhole } from '../values.ts';
import { quantityTold } from './quantities.ts';

const hidden = { hidden: true } as const;
const promotion = {
  promotionId: { name: 'rule_id' },
  promotionCode: { name: 'rule_code' },
  promotionVersion: { name: 'rule_version' },
  promotionName: { name: 'rule_name', orNull: true, says: 'For the receipt; null of earning rules.' },
} as const;
const ofRule = { ...promotion, id: hidden, reason: hidden, basis: hidden, effect: hidden };
const noBasis: Basis = { base: 0n, points: 0n, perAmount: 0n };

const rule = overlay<Effect>('vafa.effects.v1.Effect', ofRule);
const rate = answerOf(
  overlay<Basis>('vafa.effects.v1.Basis', { base: hidden, points: { whole: true }, perAmount: { money: true } }),
);
const ruleWithRate = overlay<Effect>('vafa.effects.v1.Effect', ofRule, {
  derived: {
    base: {
      schema: MoneySchema.describe('What the rule counted.'),
      of: ({ basis = noBasis }, { counted }) => toMoney(basis.base, counted),
    },
    rate: { schema: rate.schema, of: ({ basis = noBasis }, asked) => rate.toRest(basis as never, asked) },
  },
});

const pascal = (type: string): string =>
  type.replace(/(?:^|_)([a-z])/g, (_all, letter: string) => letter.toUpperCase());
const shapeOf = (schema: z.ZodType): z.ZodRawShape => (schema as z.ZodObject).shape;

/** One case of the union: its word, its own fields, and the rule that gives it. */
const told = (type: string, of: string | Overlay, by: Overlay = rule) => {
  const own = answerOf(typeof of === 'string' ? overlay(of) : of);
  const ofPromotion = answerOf(by);
  return {
    schema: z
      .object({ type: z.literal(type), ...shapeOf(own.schema), ...shapeOf(ofPromotion.schema) })
      .meta({ id: pascal(type) }),
    toRest: (effect: Effect, value: object, asked: Asked): object => ({
      type,
      ...(own.toRest(value as never, asked) as object),
      ...(ofPromotion.toRest(effect as never, asked) as object),
    }),
  };
};

const kinds = {
  points: told(
    'add_points',
    overlay<Points>('vafa.effects.v1.Points', { amount: { name: 'points', whole: true } }),
    ruleWithRate,
  ),
  discount: told('set_discount', overlay<Discount>('vafa.effects.v1.Discount', { amount: { money: true } })),
  freeItem: told('add_free_item', overlay<FreeItem>('vafa.effects.v1.FreeItem', { quantityMilli: quantityTold })),
  credit: told('add_credit', overlay<Credit>('vafa.effects.v1.Credit', { amount: { whole: true } })),
  voucher: told('create_voucher', 'vafa.effects.v1.Voucher'),
  entitlement: told(
    'grant_entitlement',
    overlay<Entitlement>('vafa.effects.v1.Entitlement', { until: { orNull: true } }),
  ),
  message: told('show_message', 'vafa.effects.v1.Message'),
};

const [first, ...others] = Object.values(kinds).map(({ schema }) => schema);

export const EffectAnswer = z
  .discriminatedUnion('type', [first as z.ZodObject<{ type: z.ZodLiteral<string> }>, ...others])
  .meta({ id: 'Effect', description: 'What a promotion gives the sale.' });

/** Of a kind that is not known here nothing is told. */
const toEffect = (given: Effect, asked: Asked): object[] => {
  const { effect } = given;
  return effect === undefined ? [] : [kinds[effect.$case].toRest(given, effect.value, asked)];
};

/** The control group is not told at a till. */
const notTold = 'held_out';

const rejection = overlay<Rejection>(
  'vafa.effects.v1.Rejection',
  {
    promotionId: promotion.promotionId,
    promotionVersion: promotion.promotionVersion,
    promotionCode: { ...promotion.promotionCode, orNull: true, says: 'Null of earning rules.' },
    promotionName: { ...promotion.promotionName, says: 'Null of earning rules.' },
    conditionIndex: {
      codec: {
        answer: z.int().nullable(),
        toRest: (index: number) => (index < 0 ? null : index),
      },
      says: 'Which condition said no, from 0 in the order of evaluation; null: none of them.',
    },
    missing: {
      codec: {
        answer: WholeNumber.nullable(),
        toRest: (missing: bigint | undefined) => (missing === undefined ? null : toWhole(missing)),
      },
      says: 'How much the condition misses: minor units, thousandths of goods, or what else it counts. Null: nothing that is counted.',
    },
    inFavourOf: { orNull: true, says: 'Code of the promotion in whose favour it stands back.' },
  },
  { id: 'Rejection', says: 'Why a promotion or an earning rule gave nothing.' },
);

const toldRejection = answerOf(rejection);

const pointsOf = ({ effect }: Effect): bigint => (effect?.$case === 'points' ? effect.value.amount : 0n);

/** What was decided of a sale, as the till is told. */
export const decision = overlay<Decision>(
  'vafa.effects.v1.Decision',
  { format: hidden, effects: hidden, rejections: hidden, recorded: hidden },
  {
    derived: {
      rejections: {
        schema: z.array(toldRejection.schema),
        of: ({ rejections }, asked) =>
          rejections.filter(({ code }) => code !== notTold).map((each) => toldRejection.toRest(each as never, asked)),
      },
      points: {
        schema: WholeNumber.describe('Earned: a preview while open, final once closed, what is left after returns.'),
        of: ({ effects }) => toWhole(effects.reduce((sum, effect) => sum + pointsOf(effect), 0n)),
      },
      effects: {
        schema: z.array(EffectAnswer),
        of: ({ effects }, asked) => effects.flatMap((effect) => toEffect(effect, asked)),
      },
    },
  },
);
