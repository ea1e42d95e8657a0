import { BadgePercent, Gift, Info, Sparkles, Ticket, TrendingUp, type LucideIcon } from 'lucide-react';
import { useClub } from '../../kit/club-settings.tsx';
import { formatPoints } from '../../kit/formats/counts.ts';
import { Icon } from '../../kit/icon.tsx';
import { Ltr, SignedPoints } from '../../kit/marks.tsx';
import { useDeskState, useMoney } from '../desk/use-desk.ts';
import { isGiven, reasonsOf, type Reason } from '../sale/reasons.ts';
import { apart, useTillSay } from '../say.ts';
import styles from './reasons.module.css';

const icons: Readonly<Record<Reason['kind'], LucideIcon>> = {
  points: Sparkles,
  discount: BadgePercent,
  free: Gift,
  credit: Gift,
  voucher: Ticket,
  'for-members': Info,
  'other-goods': Info,
  'from-amount': Info,
  'within-reach': TrendingUp,
};

/** The same words at the till, in the console and in the app. */
export const useReasonText = (): ((reason: Reason) => string) => {
  const say = useTillSay();
  const { language } = useClub();
  const { text, count } = useMoney();
  return (reason) => {
    const rule = apart(reason.rule);
    switch (reason.kind) {
      case 'points':
        return reason.rate === undefined
          ? say('why.earns-plain', { rule })
          : say('why.earns', {
              rule,
              money: text(reason.rate.perAmount),
              points: formatPoints(reason.rate.points, language),
            });
      case 'discount':
        return say('why.discount', { rule });
      case 'free':
        return say('why.free', { rule, code: reason.code, count: count(reason.count) });
      case 'credit':
        return say('why.credit', { rule, unit: reason.unit, count: count(reason.count) });
      case 'voucher':
        return say('why.voucher', { rule });
      case 'for-members':
        return say('why.no_member', { rule });
      case 'other-goods':
        return say('why.no_matching_line', { rule });
      case 'from-amount':
        return say('why.below_one_unit', { rule, money: text(reason.amount) });
      case 'within-reach':
        return say('why.reach', { rule, money: text(reason.missing) });
    }
  };
};

const Value = ({ reason }: { readonly reason: Reason }) => {
  const { number } = useMoney();
  if (reason.kind === 'points') return <SignedPoints value={reason.points} />;
  if (reason.kind === 'discount') return <Ltr>{number(-reason.amount)}</Ltr>;
  return null;
};

/** What the sale brings and why, as it stands. */
export const Reasons = () => {
  const say = useTillSay();
  const textOf = useReasonText();
  const { judged, rules } = useDeskState();
  // What is within reach stands beside the sums.
  const reasons = judged === undefined ? [] : reasonsOf(judged, rules).filter(({ kind }) => kind !== 'within-reach');
  return (
    <section className={styles.card} aria-label={say('sale.effects')}>
      <h3>{say('sale.effects')}</h3>
      {reasons.length === 0 ? (
        <p className={styles.none}>{say('sale.no-effects')}</p>
      ) : (
        <ul>
          {reasons.map((reason, at) => (
            <li key={at} data-kind={isGiven(reason) ? reason.kind : 'no'}>
              <Icon of={icons[reason.kind]} size="sm" />
              <span>{textOf(reason)}</span>
              <b>
                <Value reason={reason} />
              </b>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
};
