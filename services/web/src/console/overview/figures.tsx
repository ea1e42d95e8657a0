import { useClub } from '../../kit/club-settings.tsx';
import { formatLargeMoney } from '../../kit/formats/money.ts';
import { formatNumber, formatPercent, formatSigned } from '../../kit/formats/numbers.ts';
import { Stats, type StatProps } from '../../kit/stat.tsx';
import { useSignedIn } from '../../sign-in/use-session.ts';
import { useConsoleSay } from '../words/say.ts';
import { changeOf, shareOf, soldIn } from './sales-days.ts';
import type { Overview } from './use-overview.ts';

type Change = Pick<StatProps, 'change'>;

/** The figures of the time beside those of before, each with its course over the month. */
export const Figures = ({ data }: { readonly data: Overview }) => {
  const say = useConsoleSay();
  const { language, money } = useClub();
  const { club } = useSignedIn();
  const { currency, currency_digits: digits } = club;
  const { hours, before, span, month, summary } = data;
  const [now, then] = [soldIn(hours), soldIn(before)];
  const ofDays = month.days.map((day) => soldIn(month.hours.filter((each) => each.day === day)));
  const beside = say(span === 1 ? 'overview.than-week' : 'overview.than-before');
  const percent = language === 'fa' ? '٪' : '%';
  const changed = (change: number | undefined): Change =>
    change === undefined
      ? {}
      : {
          change: {
            figure: `${formatSigned(Number(change.toFixed(change > -10 && change < 10 ? 1 : 0)), language)}${percent}`,
            kind: change < 0 ? 'bad' : 'good',
          },
        };
  const large = (amount: bigint) => formatLargeMoney({ amount, currency, digits }, money, language);
  const more = (change: number | undefined): string => (change === undefined ? say('overview.no-before') : beside);
  const [toMembers, all, count] = [
    changeOf(now.memberAmount, then.memberAmount),
    changeOf(now.amount, then.amount),
    changeOf(BigInt(now.sales), BigInt(then.sales)),
  ];
  const [share, shareThen] = [shareOf(now.memberAmount, now.amount), shareOf(then.memberAmount, then.amount)];
  const [given, spent] = [BigInt(summary.points_accrued), BigInt(summary.points_burned)];
  const [ofMembers, ofAll] = [large(now.memberAmount), large(now.amount)];
  return (
    <Stats
      stats={[
        {
          name: say('overview.to-members'),
          value: ofMembers.number,
          unit: ofMembers.unit,
          ...changed(toMembers),
          more: more(toMembers),
          course: ofDays.map(({ memberAmount }) => Number(memberAmount)),
        },
        {
          name: say('overview.share'),
          value: formatPercent(share, language),
          ...(then.amount === 0n
            ? {}
            : {
                change: {
                  figure: formatSigned(share - shareThen, language),
                  unit: say('overview.points-of-share'),
                  kind: share < shareThen ? ('bad' as const) : ('good' as const),
                },
              }),
          more: then.amount === 0n ? say('overview.no-before') : beside,
          course: ofDays.map(({ memberAmount, amount }) => shareOf(memberAmount, amount)),
        },
        {
          name: say('overview.all-sales'),
          value: ofAll.number,
          unit: ofAll.unit,
          ...changed(all),
          more: more(all),
          course: ofDays.map(({ amount }) => Number(amount)),
        },
        {
          name: say('overview.count'),
          value: formatNumber(now.sales, language),
          ...changed(count),
          more: more(count),
          course: ofDays.map(({ sales }) => sales),
        },
        {
          name: say('overview.spent'),
          value: formatPercent(shareOf(spent, given), language),
          more: say('overview.spent-more', {
            spent: formatNumber(spent, language),
            given: formatNumber(given, language),
          }),
          kind: 'points',
        },
      ]}
    />
  );
};
