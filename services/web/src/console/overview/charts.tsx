import { dayMs } from '../../kit/formats/spans.ts';
import { Card } from '../../kit/card.tsx';
import { HeatMap, HeatScale } from '../../kit/charts/heat-map.tsx';
import { LineChart, LineLegend } from '../../kit/charts/line-chart.tsx';
import { useClub, useDays } from '../../kit/club-settings.tsx';
import { formatShortDay, noonOf, withoutZone } from '../../kit/formats/dates.ts';
import { formatLargeMoney, formatMoney, minorUnitsOf } from '../../kit/formats/money.ts';
import { formatNumber } from '../../kit/formats/numbers.ts';
import { useSignedIn } from '../../sign-in/use-session.ts';
import { useConsoleSay } from '../words/say.ts';
import { soldIn, weekOf } from './sales-days.ts';
import type { Overview } from './use-overview.ts';

const million = 1_000_000;
/** A Saturday. */
const weekBegin = Date.UTC(2026, 10, 28, 12);

/** How many of the minor units one of what is shown has, and its name. */
const useShownUnit = (most: number): { readonly divisor: number; readonly unit: string } => {
  const say = useConsoleSay();
  const { language, money } = useClub();
  const { club } = useSignedIn();
  const counted = { currency: club.currency, digits: club.currency_digits };
  const { unit } = formatMoney({ amount: 0, ...counted }, money, language);
  const minor = minorUnitsOf(counted, money);
  return most / minor >= million
    ? { divisor: minor * million, unit: say('overview.millions', { unit }) }
    : { divisor: minor, unit };
};

/** Each day of the month: sales to members beside all of them. */
export const DailySales = ({ data: { month } }: { readonly data: Overview }) => {
  const say = useConsoleSay();
  const days = useDays();
  const sold = month.days.map((day) => ({ day, ...soldIn(month.hours.filter((each) => each.day === day)) }));
  const { divisor, unit } = useShownUnit(Math.max(0, ...sold.map(({ amount }) => Number(amount))));
  const names = { name: say('overview.of-members'), comparedName: say('overview.of-all') };
  const places = 100;
  const shown = (amount: bigint): number => Math.round((Number(amount) / divisor) * places) / places;
  return (
    <Card title={say('overview.daily')} aside={<LineLegend {...names} />}>
      <LineChart
        {...names}
        label={say('overview.daily')}
        hint={say('overview.daily-hint', { unit })}
        points={sold.map(({ day, amount, memberAmount }) => ({
          at: formatShortDay(noonOf(day), withoutZone(days)),
          value: shown(memberAmount),
          compared: shown(amount),
        }))}
      />
    </Card>
  );
};

/** Which hours of an average week are busy. */
export const BusyHours = ({ data: { month } }: { readonly data: Overview }) => {
  const say = useConsoleSay();
  const { language, money } = useClub();
  const { club } = useSignedIn();
  const weekday = new Intl.DateTimeFormat(language === 'fa' ? 'fa-IR' : 'en-GB', {
    timeZone: 'UTC',
    weekday: language === 'fa' ? 'long' : 'short',
  });
  const { hours, values } = weekOf(month.hours, month.days);
  const fullDay = new Intl.DateTimeFormat(language === 'fa' ? 'fa-IR' : 'en-GB', { timeZone: 'UTC', weekday: 'long' });
  const names = values.map((_, at) => weekday.format(new Date(weekBegin + at * dayMs)));
  const all = values.flat();
  const most = Math.max(0, ...all);
  const peak = all.indexOf(most);
  const shown = formatLargeMoney(
    { amount: most, currency: club.currency, digits: club.currency_digits },
    money,
    language,
  );
  const hint =
    most === 0
      ? say('overview.no-peak')
      : say('overview.peak', {
          day: fullDay.format(new Date(weekBegin + Math.floor(peak / hours.length) * dayMs)),
          hour: formatNumber(hours[peak % hours.length] ?? 0, language),
          money: `${shown.number} ${shown.unit}`,
        });
  return (
    <Card title={say('overview.busy')} aside={<HeatScale />}>
      <HeatMap
        label={say('overview.busy-label')}
        hint={hint}
        hours={hours}
        days={values.map((row, at) => ({ name: names[at] ?? '', values: row }))}
      />
    </Card>
  );
};
