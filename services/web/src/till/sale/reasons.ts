import type { EarningRule, Session } from '@vafa/client';

/** What a promotion gives a sale, or why it does not, as a cashier can say it. */
export type Reason =
  | { readonly kind: 'points'; readonly rule: string; readonly points: number; readonly rate?: Rate }
  | { readonly kind: 'discount'; readonly rule: string; readonly amount: bigint; readonly positions: readonly number[] }
  | { readonly kind: 'free'; readonly rule: string; readonly code: string; readonly count: number }
  | { readonly kind: 'credit'; readonly rule: string; readonly unit: string; readonly count: number }
  | { readonly kind: 'voucher'; readonly rule: string }
  | { readonly kind: 'for-members'; readonly rule: string }
  | { readonly kind: 'other-goods'; readonly rule: string }
  | { readonly kind: 'from-amount'; readonly rule: string; readonly amount: bigint }
  | { readonly kind: 'within-reach'; readonly rule: string; readonly missing: bigint };

interface Rate {
  readonly points: number;
  readonly perAmount: bigint;
}

type Effect = Session['effects'][number];

const given = (effect: Effect, rule: string): Reason | undefined => {
  switch (effect.type) {
    case 'add_points': {
      const { points, rate } = effect;
      if (Number(points) === 0) return undefined;
      return {
        kind: 'points',
        rule,
        points: Number(points),
        // Fixed and multiplied points have none.
        ...(Number(rate.points) > 0 && {
          rate: { points: Number(rate.points), perAmount: BigInt(rate.per_amount.amount) },
        }),
      };
    }
    case 'set_discount':
      // What a return has taken off it is off.
      if (Number(effect.amount.amount) === 0) return undefined;
      return { kind: 'discount', rule, amount: BigInt(effect.amount.amount), positions: effect.positions };
    case 'add_free_item':
      return { kind: 'free', rule, code: effect.sku, count: effect.quantity };
    case 'add_credit':
      return { kind: 'credit', rule, unit: effect.unit, count: Number(effect.amount) };
    case 'create_voucher':
      return { kind: 'voucher', rule };
    default:
      return undefined;
  }
};

/** Rules that are over, not begun, switched off or of other branches are nobody's business at a till. */
const refused = (code: string, rule: EarningRule, total: bigint): Reason | undefined => {
  const { name } = rule;
  switch (code) {
    case 'no_member':
      return { kind: 'for-members', rule: name };
    case 'no_matching_line':
      return { kind: 'other-goods', rule: name };
    case 'below_one_unit':
      return { kind: 'from-amount', rule: name, amount: BigInt(rule.per_amount) };
    case 'total_too_low':
      return { kind: 'within-reach', rule: name, missing: BigInt(rule.minimum_total) - total };
    default:
      return undefined;
  }
};

/** Of a promotion a cashier is told what the member can still do for it. */
const missed = (code: string, rule: string, missing: number | string | null): Reason | undefined => {
  if (code === 'no_member') return { kind: 'for-members', rule };
  if (code === 'no_matching_line') return { kind: 'other-goods', rule };
  return code === 'total_too_low' && missing !== null
    ? { kind: 'within-reach', rule, missing: BigInt(missing) }
    : undefined;
};

/** What the club said of a basket: first what it gives, then what is missing for more. */
export const reasonsOf = (session: Session, rules: readonly EarningRule[]): readonly Reason[] => {
  const nameOf = (id: string, code: string): string => rules.find((rule) => rule.id === id)?.name ?? code;
  const gross = BigInt(session.gross.amount);
  const effects = session.effects.map((effect) =>
    given(effect, effect.rule_name ?? nameOf(effect.rule_id, effect.rule_code)),
  );
  const rejections = session.rejections.map(({ code, rule_id: id, rule_name: name, missing }) => {
    const rule = rules.find((each) => each.id === id);
    return rule ? refused(code, rule, gross) : missed(code, name ?? '', missing ?? null);
  });
  return [...effects, ...rejections].filter((reason) => reason !== undefined);
};

export const isGiven = ({ kind }: Reason): boolean =>
  ['points', 'discount', 'free', 'credit', 'voucher'].includes(kind);
