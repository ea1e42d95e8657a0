import type { TriedPromotion } from '@vafa/client';
import { Check, Minus, X } from 'lucide-react';
import { useClub } from '../../../kit/club-settings.tsx';
import { formatPoints } from '../../../kit/formats/counts.ts';
import { formatNumber } from '../../../kit/formats/numbers.ts';
import { Icon } from '../../../kit/icon.tsx';
import { Amount, Ltr } from '../../../kit/marks.tsx';
import { usePromotionsSay, useWhyNot } from '../say.ts';
import { listOf, type Json } from '../terms/json.ts';
import { useSays } from '../use-says.ts';
import { missingUnit } from './basket.ts';
import type { Tried } from './use-trial.ts';
import styles from './trial.module.css';

/** How much a condition misses, in what it counts. */
const useMissing = (): ((of: TriedPromotion) => string | undefined) => {
  const say = usePromotionsSay();
  const { language } = useClub();
  const { speaking } = useSays();
  return ({ reason, missing }) => {
    const size = Number(missing ?? 0);
    if (reason === null || size === 0) return undefined;
    const unit = missingUnit(reason);
    if (unit === 'money') return say('try.missing', { amount: speaking.words.money(size) });
    if (unit === 'quantity') return say('try.missing', { amount: formatNumber(size / 1_000, language) });
    return say(unit === 'days' ? 'try.missing-days' : 'try.missing', { amount: formatNumber(size, language) });
  };
};

type Met = 'met' | 'unmet' | 'unasked';
const icons = { met: Check, unmet: X, unasked: Minus } as const;

/** Each condition of what is written: met, not met and why, or not asked any more. */
const Conditions = ({ of, conditions }: { readonly of: TriedPromotion; readonly conditions: readonly Json[] }) => {
  const say = usePromotionsSay();
  const whyNot = useWhyNot();
  const missing = useMissing();
  const { condition } = useSays();
  const at = of.condition_index;
  const metOf = (place: number): Met => {
    if (at === undefined || place < at) return 'met';
    return place === at ? 'unmet' : 'unasked';
  };
  return (
    <ul className={styles.conditions}>
      {conditions.map((each, place) => {
        const met = metOf(place);
        const { text, inner = [] } = condition(each);
        return (
          <li key={`${String(place)} ${text}`} data-met={met}>
            <Icon of={icons[met]} size="sm" />
            <span>
              <bdi>{[text, ...inner.map((one) => one.text)].join(inner.length > 0 ? ' · ' : '')}</bdi>
              <small>
                {met === 'unmet'
                  ? [whyNot(of.reason ?? ''), missing(of)].filter((part) => part !== undefined).join(say('list.comma'))
                  : say(`try.${met}`)}
              </small>
            </span>
          </li>
        );
      })}
    </ul>
  );
};

const Given = ({ of }: { readonly of: TriedPromotion }) => {
  const say = usePromotionsSay();
  const { language } = useClub();
  const points = BigInt(of.points);
  return (
    <span className={styles.given}>
      {BigInt(of.discount.amount) > 0n && (
        <span>
          −<Amount of={of.discount} />
        </span>
      )}
      {BigInt(of.shipping.amount) > 0n && (
        <span>
          {say('try.shipping-off')} −<Amount of={of.shipping} />
        </span>
      )}
      {points > 0n && <span data-points>+{formatPoints(points, language)}</span>}
      {of.gifts.map(({ kind, count, of: what }) => (
        <span key={`${kind} ${what}`}>
          {say('try.gift', { kind: say(`try.gift.${giftOf(kind)}`), count: formatNumber(count, language) })}{' '}
          <Ltr>{what}</Ltr>
        </span>
      ))}
    </span>
  );
};

const gifts = ['gift_credit', 'voucher', 'free_item', 'entitlement', 'message'] as const;
const giftOf = (kind: string) => gifts.find((each) => each === kind) ?? 'voucher';

const One = ({ of, tried }: { readonly of: TriedPromotion; readonly tried: Tried }) => {
  const say = usePromotionsSay();
  const whyNot = useWhyNot();
  const missing = useMissing();
  const isOwn = of.code === tried.code && !of.is_rule;
  const reason = [
    whyNot(of.reason ?? ''),
    missing(of),
    ...(of.in_favour_of === null || of.in_favour_of === ''
      ? []
      : [say('try.in-favour', { name: `\u2068${of.in_favour_of}\u2069` })]),
  ].filter((part) => part !== undefined);
  return (
    <li data-applied={of.applied || undefined} data-own={isOwn || undefined}>
      <div className={styles.promotion}>
        <Icon of={of.applied ? Check : Minus} size="sm" />
        <span>
          <b>
            <bdi>{isOwn ? say('try.this', { name: of.name }) : of.name}</bdi>
          </b>
          <small>
            {of.applied ? say('try.applied') : say('try.refused', { reason: reason.join(say('list.comma')) })}
          </small>
        </span>
        {of.applied && <Given of={of} />}
      </div>
      {isOwn && <Conditions of={of} conditions={listOf(tried.written.terms.conditions)} />}
    </li>
  );
};

/** What the basket would get: line by line, and promotion by promotion. */
export const TrialResult = ({ tried }: { readonly tried: Tried }) => {
  const say = usePromotionsSay();
  const { language } = useClub();
  const { answer, code, unknown } = tried;
  // What is written comes first, then what applies, then what does not.
  const rank = (of: TriedPromotion): number => (of.code === code && !of.is_rule ? 0 : of.applied ? 1 : 2);
  const promotions = [...answer.promotions].sort((one, other) => rank(one) - rank(other));
  const rows = [
    ['try.gross', answer.gross],
    ['try.discount', answer.discount],
    ['try.pays', answer.pays],
  ] as const;
  return (
    <div className={styles.result} role="status">
      <ul className={styles.promotions}>
        {promotions.map((of) => (
          <One key={`${String(of.is_rule)} ${of.code}`} of={of} tried={tried} />
        ))}
      </ul>
      <table className={styles.money}>
        <caption>{say('try.by-line')}</caption>
        <thead>
          <tr>
            <th scope="col">{say('try.sku')}</th>
            <th scope="col">{say('try.discount')}</th>
            <th scope="col">{say('try.net')}</th>
          </tr>
        </thead>
        <tbody>
          {answer.lines.map(({ position, sku, discount, net }) => (
            <tr key={position}>
              <th scope="row">
                <Ltr>{sku}</Ltr>
              </th>
              <td>
                <Amount of={discount} />
              </td>
              <td>
                <Amount of={net} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <dl className={styles.sums}>
        {rows.map(([id, sum]) => (
          <div key={id} data-last={id === 'try.pays' || undefined}>
            <dt>{say(id)}</dt>
            <dd>
              <Amount of={sum} />
            </dd>
          </div>
        ))}
        <div>
          <dt>{say('try.points')}</dt>
          <dd data-points>{formatPoints(BigInt(answer.points), language)}</dd>
        </div>
      </dl>
      {unknown.length > 0 && (
        <p className={styles.hint}>
          {say('try.unknown')} <Ltr>{unknown.join(', ')}</Ltr>
        </p>
      )}
    </div>
  );
};
