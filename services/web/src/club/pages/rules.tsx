import type { AnswerOf, ItemOf } from '@vafa/client';
import { useClub, useDays } from '../../kit/club-settings.tsx';
import { formatCount, formatPoints } from '../../kit/formats/counts.ts';
import { formatDay } from '../../kit/formats/dates.ts';
import { moneyText } from '../../kit/formats/money.ts';
import { formatNumber } from '../../kit/formats/numbers.ts';
import { useBrand } from '../brand-context.ts';
import styles from '../club.module.css';
import { Back, Ready, Since } from '../parts/parts.tsx';
import { useSay } from '../say.ts';
import { useRules, type Rule } from '../seen.ts';
import { moneyOf, worthOf } from '../worth.ts';

type Unit = ItemOf<'listUnitsForMe'>;
type Tiers = AnswerOf<'getTiersForMe'>;

/** One rule as a sentence, with its conditions. */
const useEarning = (): ((rule: Rule) => string) => {
  const say = useSay();
  const days = useDays();
  const brand = useBrand();
  const { language, money } = useClub();
  const amount = (value: number): string => moneyText(moneyOf(value, brand), money, language);
  return ({
    points,
    per_amount: per,
    minimum_total: least,
    branch_ids: branches,
    skus,
    valid_from: from,
    valid_until: until,
  }) =>
    [
      say('rules.earn', { points: formatPoints(points, language), money: amount(per) }),
      ...(least > 0 ? [say('rules.least', { money: amount(least) })] : []),
      ...(branches.length > 0 ? [say('rules.branches')] : []),
      ...(skus.length > 0 ? [say('rules.goods')] : []),
      ...(from !== null && new Date(from) > new Date()
        ? [say('rules.from', { day: formatDay(new Date(from), days) })]
        : []),
      ...(until === null ? [] : [say('rules.until', { day: formatDay(new Date(Date.parse(until) - 1), days) })]),
    ].join(say('rules.and'));
};

const useExpiry = (): ((unit: Unit | undefined) => string[]) => {
  const say = useSay();
  const days = useDays();
  const { language } = useClub();
  const months = (count: number): string =>
    formatCount(count, { one: say('rules.month'), other: say('rules.months') }, language);
  return (unit) => {
    if (unit === undefined) return [say('rules.never')];
    const { expiry, activation_days: wait } = unit;
    const waiting = wait > 0 ? [say('rules.wait', { days: formatNumber(wait, language) })] : [];
    switch (expiry.model) {
      case 'never':
        return [...waiting, say('rules.never')];
      case 'after_earning':
        return [...waiting, say('rules.after-earning', { months: months(expiry.months) })];
      case 'after_activity':
        return [...waiting, say('rules.after-activity', { months: months(expiry.months) })];
      case 'fixed_date':
        return [...waiting, say('rules.fixed', { day: formatDay(new Date(Date.parse(expiry.at) - 1), days) })];
      case 'end_of_period':
        return [
          ...waiting,
          say('rules.period', { months: months(expiry.months) }),
          ...(expiry.grace_days > 0 ? [say('rules.grace', { days: formatNumber(expiry.grace_days, language) })] : []),
        ];
    }
  };
};

const TierRules = ({ tiers: { tiers, period_days: period } }: { readonly tiers: Tiers }) => {
  const say = useSay();
  const { language, money } = useClub();
  const brand = useBrand();
  if (tiers.length === 0) return null;
  return (
    <section className={styles.tile}>
      <h2 className={styles.sec}>{say('rules.tiers')}</h2>
      <p className={styles.soft}>{say('rules.tiers-text', { days: formatNumber(period, language) })}</p>
      <ul className={styles.rules}>
        {tiers.map(({ code, name, spend_from: from }) => (
          <li key={code}>
            <span>
              <b>
                <bdi>{name}</bdi>
              </b>{' '}
              {Number(from) === 0
                ? say('rules.tier-first')
                : say('rules.tier', { money: moneyText(moneyOf(Number(from), brand), money, language) })}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
};

/** What the club promises, written from its own configuration. */
export const RulesPage = () => {
  const say = useSay();
  const brand = useBrand();
  const { language, money } = useClub();
  const rules = useRules();
  const earning = useEarning();
  const expiry = useExpiry();
  const worth = worthOf(100, brand);
  return (
    <>
      <Back to="" />
      <h1 className={styles.question}>{say('rules.title')}</h1>
      <Since of={rules} />
      <Ready of={rules} what={say('rules.failed')} lines={8}>
        {({ rules: all, tiers, units }) => (
          <>
            <section className={styles.tile}>
              <h2 className={styles.sec}>{say('rules.earning')}</h2>
              {all.length === 0 ? (
                <p className={styles.soft}>{say('rules.none')}</p>
              ) : (
                <ul className={styles.rules}>
                  {all.map((rule) => (
                    <li key={rule.id}>
                      <span>
                        <b>
                          <bdi>{rule.name}</bdi>
                        </b>
                        <br />
                        {earning(rule)}
                      </span>
                    </li>
                  ))}
                </ul>
              )}
            </section>
            <section className={styles.tile}>
              <h2 className={styles.sec}>{say('rules.spending')}</h2>
              <ul className={styles.rules}>
                {worth && (
                  <li>
                    {say('rules.worth', {
                      points: formatPoints(100, language),
                      money: moneyText(worth, money, language),
                    })}
                  </li>
                )}
                <li>{say('rules.rewards')}</li>
                {expiry(units.find(({ unit }) => unit === 'points')).map((each) => (
                  <li key={each}>{each}</li>
                ))}
                <li>{say('rules.returns')}</li>
              </ul>
            </section>
            <TierRules tiers={tiers} />
            <section className={styles.tile}>
              <h2 className={styles.sec}>{say('rules.rights')}</h2>
              <ul className={styles.rules}>
                <li>{say('rules.consent')}</li>
                <li>{say('rules.leave')}</li>
              </ul>
            </section>
          </>
        )}
      </Ready>
    </>
  );
};
