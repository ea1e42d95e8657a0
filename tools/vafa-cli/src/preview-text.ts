import { columns, figure, table } from './figures.ts';
import type { ImportPreview } from '@vafa/client';

type Amount = NonNullable<ImportPreview['figures']>['sold'];

const examplesMax = 3;

const money = ({ amount, currency, digits }: Amount): string => {
  const text = String(Math.abs(amount)).padStart(digits + 1, '0');
  const whole = figure(BigInt(text.slice(0, text.length - digits)));
  return `${amount < 0 ? '-' : ''}${whole}${digits > 0 ? `.${text.slice(-digits)}` : ''} ${currency}`;
};

const separators: Readonly<Record<string, string>> = { '\t': 'tab', '': 'none' };

const layoutText = ({ layout, source }: ImportPreview): string => {
  const { format = '', encoding = '', delimiter = '', sheet } = layout as Readonly<Record<string, string>>;
  return format === 'xlsx'
    ? `workbook, sheet ${sheet ?? ''} (source ${source})`
    : `${format} in ${encoding}, separated by ${separators[delimiter] ?? delimiter} (source ${source})`;
};

const columnLines = ({ columns: seen, mapping }: ImportPreview): string => {
  const fieldOf = new Map(Object.entries(mapping.columns).map(([field, header]) => [header, field]));
  const lines = seen.map(({ header, examples, readings }) => {
    const shown = readings.length > 0 ? readings.map(({ from, to }) => `${from} → ${to}`) : examples;
    return [header, fieldOf.get(header) ?? '(not used)', shown.slice(0, examplesMax).join(', ')];
  });
  return columns([['column', 'taken as', 'examples'], ...lines]);
};

const rowLines = ({ rows }: ImportPreview): string =>
  columns([
    ['row', 'receipt', 'article', 'quantity', 'price', 'time (UTC)', 'member', 'branch', ''],
    ...rows.map(({ row, receipt, sku, quantity, unit_price: price, at, member, branch, reason }) => [
      String(row),
      receipt,
      sku,
      String(quantity),
      price,
      at?.slice(0, 16) ?? '',
      member ?? '',
      branch ?? '',
      reason ?? '',
    ]),
  ]);

const leftOutLines = ({
  totals,
  repeated_headers: headers,
  no_sale: noSale,
}: (ImportPreview['figures'] & object)['rows_left_out']): readonly (readonly [string, string])[] => {
  const lines = [['rows of totals', totals], ['repeated headers', headers], ...Object.entries(noSale)] as const;
  const some = lines.filter(([, rows]) => rows > 0);
  return some.length === 0 ? [] : [['left out', ''], ...some.map(([why, rows]) => [`  ${why}`, figure(rows)] as const)];
};

const figureLines = (figures: ImportPreview['figures'] & object): string =>
  table([
    ['rows', figure(figures.rows)],
    [
      'sales',
      `${figure(figures.sales)} of ${money(figures.sold)}${figures.exchanges > 0 ? `, ${figure(figures.exchanges)} of them exchanges` : ''}, ${figure(figures.sales_without_member)} without member`,
    ],
    ['returns', `${figure(figures.returns)} of ${money(figures.returned)}`],
    ['period', figures.first_day === null ? 'none' : `${figures.first_day} to ${figures.last_day ?? ''}`],
    ['members', `${figure(figures.members_known)} known, ${figure(figures.members_new)} new`],
    ['exception rows', figure(Object.values(figures.exceptions).reduce((sum, rows) => sum + rows, 0))],
    ...Object.entries(figures.exceptions).map(([code, rows]) => [`  ${code}`, figure(rows)] as const),
    ...leftOutLines(figures.rows_left_out),
    ...(figures.break_off === null ? [] : [['breaks off', figures.break_off] as const]),
  ]);

/** How a file would be read and what would come of it. */
export const previewText = (preview: ImportPreview): string =>
  [
    layoutText(preview),
    columnLines(preview),
    ...(preview.rows.length > 0 ? [rowLines(preview)] : []),
    ...(preview.figures ? [figureLines(preview.figures), 'Nothing was written.'] : []),
  ].join('\n\n');
