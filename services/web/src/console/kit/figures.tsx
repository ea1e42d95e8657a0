import { dayMs } from '../../kit/formats/spans.ts';
import { useState } from 'react';
import type { SortDescriptor } from 'react-aria-components';
import { Card } from '../../kit/card.tsx';
import { BarRows } from '../../kit/charts/bar-rows.tsx';
import { HeatMap, HeatScale } from '../../kit/charts/heat-map.tsx';
import { LineChart, LineLegend } from '../../kit/charts/line-chart.tsx';
import { useClub, useDays } from '../../kit/club-settings.tsx';
import { formatShortDay } from '../../kit/formats/dates.ts';
import { formatLargeMoney } from '../../kit/formats/money.ts';
import { formatNumber, formatPercent, formatSigned } from '../../kit/formats/numbers.ts';
import { Meter, None, Signed } from '../../kit/marks.tsx';
import { Stats } from '../../kit/stat.tsx';
import { Table, type TableColumn } from '../../kit/table.tsx';
import { Tabs } from '../../kit/tabs.tsx';
import { useKitSay } from './say.ts';
import styles from './kit.module.css';

const sales = [
  0.66, 1.02, 0.96, 0.62, 0.58, 0.62, 0.7, 0.7, 1.12, 0.92, 0.63, 0.63, 0.61, 0.69, 0.7, 1.15, 0.98, 0.64, 0.6, 0.67,
  0.66, 1.1, 1.2, 0.78, 0.78, 0.74, 0.82, 0.9, 1.34,
];
const allSales = sales.map((value, at) => Math.round(value * (1.44 - (at % 5) * 0.03) * 100) / 100);
const firstDay = Date.UTC(2026, 9, 28, 12);

export const FigureStrip = () => {
  const say = useKitSay();
  const { language, money } = useClub();
  const sold = formatLargeMoney({ amount: 24_600_000_000_000n, currency: 'IRR', digits: 2 }, money, language);
  const change = (value: number): string => formatSigned(value, language) + formatPercent(0, language).slice(1);
  return (
    <Stats
      stats={[
        {
          name: say('stat.sales'),
          value: sold.number,
          unit: sold.unit,
          change: { figure: change(12), kind: 'good' },
          more: say('stat.sales.more'),
          course: [5, 3, 3, 4, 4, 6, 5, 4, 5, 4, 4, 5, 5, 6, 7],
        },
        {
          name: say('stat.share'),
          value: formatPercent(64, language),
          change: { figure: formatSigned(3, language), unit: say('stat.share.unit'), kind: 'good' },
          more: say('stat.share.more'),
          course: [5, 5, 6, 4, 3, 3, 5, 6, 5, 6, 7, 6, 6, 7, 7],
        },
        {
          name: say('stat.new'),
          value: formatNumber(1284, language),
          change: { figure: change(-4), kind: 'bad' },
          more: say('stat.sales.more'),
          course: [3, 4, 6, 5, 7, 6, 7, 5, 6, 7, 6, 5, 6, 4, 3],
        },
        {
          name: say('stat.spent'),
          value: formatPercent(37, language),
          more: say('stat.spent.more'),
          course: [3, 3, 4, 4, 5, 4, 3, 5, 6, 5, 6, 7, 7, 8, 8],
          kind: 'points',
        },
      ]}
    />
  );
};

export const Sales = () => {
  const say = useKitSay();
  const days = useDays();
  const names = { name: say('chart.members'), comparedName: say('chart.all') };
  const points = sales.map((value, at) => ({
    at: formatShortDay(new Date(firstDay + at * dayMs), days),
    value,
    compared: allSales[at] ?? 0,
  }));
  return (
    <Card title={say('chart.title')} aside={<LineLegend {...names} />}>
      <LineChart
        {...names}
        label={say('chart.title')}
        hint={say('chart.hint')}
        points={points}
        span={{ name: say('chart.span'), from: 22, to: 28 }}
      />
    </Card>
  );
};

const hours = Array.from({ length: 14 }, (_, at) => 9 + at);
const saturday = Date.UTC(2026, 10, 21, 12);

/** Busy in the evening, more so at the end of the week. */
const busyness = (day: number, hour: number): number =>
  Math.round(
    (20 + 140 * Math.exp(-((hour - 19) ** 2) / 6) + 50 * Math.exp(-((hour - 12) ** 2) / 5)) * (1 + day * day * 0.017),
  );

export const Hours = () => {
  const say = useKitSay();
  const { language, zone } = useClub();
  const weekday = new Intl.DateTimeFormat(language, { weekday: language === 'fa' ? 'long' : 'short', timeZone: zone });
  const days = Array.from({ length: 7 }, (_, day) => ({
    name: weekday.format(saturday + day * dayMs),
    // Friday is the sixth after Saturday; Thursday is the busiest.
    values: hours.map((hour) => busyness(day === 6 ? 3.5 : day, hour)),
  }));
  return (
    <Card title={say('heat.title')} aside={<HeatScale />}>
      <HeatMap label={say('heat.title')} hint={say('heat.peak')} hours={hours} days={days} />
    </Card>
  );
};

export const Liability = () => {
  const say = useKitSay();
  const { language } = useClub();
  const rows = [310, 540, 720, 1480].map((value, at) => ({
    id: String(at),
    name: say(`bars.${(at + 1) as 1 | 2 | 3 | 4}`),
    value,
    shown: formatNumber(value, language),
  }));
  return (
    <Card title={say('bars.title')} scope={say('bars.scope')}>
      <BarRows rows={rows} kind="points" />
    </Card>
  );
};

interface Campaign {
  readonly id: 'nuts' | 'birthday' | 'tea' | 'back';
  readonly used: number;
  readonly extra: number;
  /** Null: it is not known yet. */
  readonly profit: number | null;
}

const campaigns: readonly Campaign[] = [
  { id: 'nuts', used: 80, extra: 410, profit: 68 },
  { id: 'birthday', used: 46, extra: 122, profit: 31 },
  { id: 'tea', used: 35, extra: 64, profit: -12 },
  { id: 'back', used: 52, extra: 38, profit: null },
];

const useColumns = (): readonly TableColumn<Campaign>[] => {
  const say = useKitSay();
  const { language } = useClub();
  return [
    {
      id: 'campaign',
      name: say('table.campaign'),
      show: ({ id }) => (
        <>
          <b>{say(`table.${id}`)}</b>
          <small>{say(id === 'nuts' ? 'table.nuts.more' : 'table.always')}</small>
        </>
      ),
    },
    {
      id: 'used',
      name: say('table.budget'),
      show: ({ id, used }) => (
        <div className={styles.used}>
          <Meter label={say(`table.${id}`)} value={used} kind={used < 80 ? 'brand' : 'warn'} />
          {formatPercent(used, language)}
        </div>
      ),
    },
    {
      id: 'extra',
      name: say('table.extra'),
      isFigures: true,
      isSortable: true,
      show: ({ extra }) => <Signed value={extra} />,
    },
    {
      id: 'profit',
      name: say('table.profit'),
      isFigures: true,
      isSortable: true,
      show: ({ profit }) =>
        profit === null ? (
          <None />
        ) : (
          <span className={profit < 0 ? styles.bad : styles.good}>
            <Signed value={profit} />
          </span>
        ),
    },
  ];
};

export const Campaigns = () => {
  const say = useKitSay();
  const columns = useColumns();
  const [sort, setSort] = useState<SortDescriptor>({ column: 'extra', direction: 'descending' });
  const by = sort.column === 'profit' ? 'profit' : 'extra';
  const sign = sort.direction === 'ascending' ? 1 : -1;
  const items = campaigns.toSorted((one, other) => sign * ((one[by] ?? 0) - (other[by] ?? 0)));
  return (
    <Card title={say('table.title')} isBare>
      <Table
        label={say('table.title')}
        columns={columns}
        items={items}
        sort={sort}
        onSort={setSort}
        foot={say('table.foot')}
      />
    </Card>
  );
};

export const MemberTabs = () => {
  const say = useKitSay();
  const tabs = (['statement', 'purchases', 'vouchers'] as const).map((id) => ({
    id,
    name: say(`tabs.${id}`),
    content: <p>{say(`tabs.${id}.text`)}</p>,
  }));
  return (
    <Card isBare>
      <Tabs label={say('tabs.label')} tabs={tabs} />
    </Card>
  );
};
