import { dayMs } from '../../kit/formats/spans.ts';
import { ReceiptText } from 'lucide-react';
import { useState } from 'react';
import { api } from '../../api/client.ts';
import { failureOf } from '../../api/failures.ts';
import { Button } from '../../kit/button.tsx';
import { useClub, useDays } from '../../kit/club-settings.tsx';
import { formatPoints } from '../../kit/formats/counts.ts';
import {
  formatDay,
  formatFullDay,
  formatMonth,
  formatShortDay,
  formatTime,
  type DaySettings,
} from '../../kit/formats/dates.ts';
import { moneyText } from '../../kit/formats/money.ts';
import { formatNumber } from '../../kit/formats/numbers.ts';
import { FormProblem } from '../../kit/form-problem.tsx';
import { Icon } from '../../kit/icon.tsx';
import { Signed } from '../../kit/marks.tsx';
import { Empty, type Failure } from '../../kit/states.tsx';
import { useBrand } from '../brand-context.ts';
import styles from '../club.module.css';
import { changeOf, isShown, saidOf } from '../entries.ts';
import { PointsMark, Ready, Since, Title } from '../parts/parts.tsx';
import { useSay } from '../say.ts';
import { usePoints, useRules, useStatement, useVouchers, type Entry } from '../seen.ts';

const weekMs = 7 * dayMs;

interface Group {
  readonly title: string;
  readonly isToday: boolean;
  readonly aside: string;
  readonly entries: Entry[];
}

/** Today, this week, and then by month. */
const grouped = (entries: readonly Entry[], days: DaySettings, say: ReturnType<typeof useSay>): Group[] => {
  const now = new Date();
  const today = formatDay(now, days);
  const groups = new Map<string, Group>();
  for (const entry of entries) {
    const at = new Date(entry.effective_at);
    const isToday = formatDay(at, days) === today;
    const isThisWeek = now.getTime() - at.getTime() < weekMs;
    const title = isToday ? say('history.today') : isThisWeek ? say('history.week') : formatMonth(at, days);
    const group = groups.get(title) ?? { title, isToday, aside: isToday ? formatFullDay(at, days) : '', entries: [] };
    group.entries.push(entry);
    groups.set(title, group);
  }
  return [...groups.values()];
};

/** Why points were given, in the words of the rule that gave them. */
const useReason = (): ((entry: Entry) => string) => {
  const say = useSay();
  const { language, money } = useClub();
  const rules = useRules().data?.rules ?? [];
  const vouchers = useVouchers().data ?? [];
  const brand = useBrand();
  return ({ basis, reason, kind, key }) => {
    const rule = rules.find(({ id }) => id === basis?.rule_id);
    const voucher = vouchers.find(({ redemption_id: id }) => key.includes(id));
    if (voucher) return voucher.reward_name;
    if (basis && kind === 'accrue')
      return say('rules.earn', {
        points: formatPoints(Number(basis.points), language),
        money: moneyText(basis.per_amount, money, language),
      });
    if (rule) return rule.name;
    if (kind === 'capture' && brand.point_value > 0) return say('entry.paid-text');
    // What services say to each other is no reason for a person.
    return kind === 'adjust' && reason === 'goodwill' ? say('entry.goodwill') : '';
  };
};

/** Under its day it says its time, elsewhere its day. */
const Line = ({ entry, isToday }: { readonly entry: Entry; readonly isToday: boolean }) => {
  const say = useSay();
  const days = useDays();
  const reasonOf = useReason();
  const { title, icon, isBack } = saidOf(entry);
  const change = changeOf(entry);
  const isUp = change > 0;
  const reason = reasonOf(entry);
  const isLater = Number(entry.pending_change) > 0;
  const at = new Date(entry.effective_at);
  return (
    <li>
      <span className={styles.sign} data-up={isUp || undefined}>
        <Icon of={icon} flip={isBack === true} />
      </span>
      <div className={styles.grow}>
        <b>{say(title)}</b>
        {reason !== '' && (
          <small>
            <bdi>{reason}</bdi>
          </small>
        )}
      </div>
      <span className={styles.amount} data-up={isUp || undefined}>
        <Signed value={change} />
        <small>{isLater ? say('history.later') : isToday ? formatTime(at, days) : formatShortDay(at, days)}</small>
      </span>
    </li>
  );
};

/** What was given and taken, when and why. */
export const HistoryPage = () => {
  const say = useSay();
  const days = useDays();
  const { language } = useClub();
  const points = usePoints().data;
  const statement = useStatement();
  const [more, setMore] = useState<{ readonly items: readonly Entry[]; readonly token: string }>();
  const [isBusy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure>();
  const readMore = async (token: string): Promise<void> => {
    setBusy(true);
    setFailure(undefined);
    try {
      const page = await api.call('getMyStatement', { query: { page_size: 50, page_token: token } });
      setMore(({ items } = { items: [], token: '' }) => ({
        items: [...items, ...page.items],
        token: page.next_page_token,
      }));
    } catch (error) {
      setFailure(failureOf(error, say));
    } finally {
      setBusy(false);
    }
  };
  return (
    <>
      <Title aside={points && <PointsMark points={points.available} isBig />}>{say('history.title')}</Title>
      {points && points.pending > 0 && (
        <p className={styles.soft}>{say('home.later', { points: formatNumber(points.pending, language) })}</p>
      )}
      <Since of={statement} />
      <Ready of={statement} what={say('history.failed')} lines={8}>
        {(first) => {
          const entries = [...first.items, ...(more?.items ?? [])].filter(isShown);
          const token = more?.token ?? first.next_page_token;
          if (entries.length === 0 && token === '')
            return (
              <section className={styles.tile}>
                <Empty icon={ReceiptText} title={say('history.none')} text={say('history.none-text')} />
              </section>
            );
          return (
            <>
              {grouped(entries, days, say).map(({ title, isToday, aside, entries: lines }) => (
                <section key={title} className={styles.list}>
                  <h2 className={styles.day}>
                    <span>{title}</span>
                    <span>{aside}</span>
                  </h2>
                  <ul className={styles.hist}>
                    {lines.map((entry) => (
                      <Line key={entry.key} entry={entry} isToday={isToday} />
                    ))}
                  </ul>
                </section>
              ))}
              <FormProblem failure={failure} />
              {token !== '' && (
                <Button busy={isBusy ? say('history.reading') : undefined} onPress={() => void readMore(token)}>
                  {say('history.more')}
                </Button>
              )}
            </>
          );
        }}
      </Ready>
    </>
  );
};
