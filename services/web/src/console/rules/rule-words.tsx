import type { EarningRule } from '@vafa/client';
import { useClub, useDays } from '../../kit/club-settings.tsx';
import { formatPoints } from '../../kit/formats/counts.ts';
import { formatDay } from '../../kit/formats/dates.ts';
import { moneyText } from '../../kit/formats/money.ts';
import { Badge } from '../../kit/marks.tsx';
import { useSignedIn } from '../../sign-in/use-session.ts';
import { useRulesSay } from './say.ts';

/** Minor units of the club's money, in words. */
export const useMoneyText = (): ((minor: number | bigint | string) => string) => {
  const { language, money } = useClub();
  const { club } = useSignedIn();
  return (minor) =>
    moneyText({ amount: BigInt(minor), currency: club.currency, digits: club.currency_digits }, money, language);
};

/** «هر ۱۰٬۰۰۰ تومان، ۱ امتیاز». */
export const useRateText = (): ((rule: { points: number; per_amount: number }) => string) => {
  const say = useRulesSay();
  const { language } = useClub();
  const amount = useMoneyText();
  return ({ points, per_amount: per }) =>
    say('rules.rate', { points: formatPoints(points, language), amount: amount(per) });
};

export type RuleState = 'on' | 'off' | 'coming' | 'over';

export const stateOf = ({ enabled, holds_from: from, valid_until: until }: EarningRule, now: Date): RuleState => {
  if (!enabled) return 'off';
  if (until !== null && new Date(until) <= now) return 'over';
  return from !== null && new Date(from) > now ? 'coming' : 'on';
};

const tones = { on: 'good', off: 'line', coming: 'info', over: 'line' } as const;

/** Whether a rule gives anything now, in a word. */
export const RuleMark = ({ rule }: { readonly rule: EarningRule }) => {
  const say = useRulesSay();
  const days = useDays();
  const state = stateOf(rule, new Date());
  const at = state === 'coming' ? rule.holds_from : rule.valid_until;
  return (
    <Badge tone={tones[state]} hasDot={state === 'on'}>
      {say(`rule.state.${state}`, { day: at === null ? '' : formatDay(new Date(at), days) })}
    </Badge>
  );
};
