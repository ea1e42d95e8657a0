import { columns, figure, table } from './figures.ts';
import type { ImportQuestion } from './import-task.ts';

interface Amount {
  readonly amount: number;
  readonly currency: string;
  readonly digits: number;
}

/** What `POST /v1/imports?dry=true` answers. */
export interface ImportPreview {
  readonly source: string;
  readonly layout: {
    readonly format: string;
    readonly encoding: string;
    readonly delimiter: string;
    readonly sheet?: string;
  };
  readonly mapping: { readonly columns: Readonly<Record<string, string>>; readonly returns: { readonly by: string } };
  readonly columns: readonly {
    readonly header: string;
    readonly examples: readonly string[];
    readonly readings: readonly { readonly from: string; readonly to: string }[];
  }[];
  readonly questions: readonly ImportQuestion[];
  readonly rows: readonly {
    readonly row: number;
    readonly receipt: string;
    readonly sku: string;
    readonly quantity: number;
    readonly unit_price: string;
    readonly at: string | null;
    readonly member: string | null;
    readonly branch: string | null;
    readonly reason: string | null;
  }[];
  readonly figures: {
    readonly rows: number;
    readonly sales: number;
    readonly returns: number;
    readonly exchanges: number;
    readonly sales_without_member: number;
    readonly sold: Amount;
    readonly returned: Amount;
    readonly exceptions: Readonly<Record<string, number>>;
    readonly first_day: string | null;
    readonly last_day: string | null;
    readonly members_known: number;
    readonly members_new: number;
    readonly rows_left_out: {
      readonly totals: number;
      readonly repeated_headers: number;
      readonly empty: number;
      readonly no_sale: Readonly<Record<string, number>>;
    };
    readonly break_off: string | null;
  } | null;
}

const examplesMax = 3;

const money = ({ amount, currency, digits }: Amount): string => {
  const text = String(Math.abs(amount)).padStart(digits + 1, '0');
  const whole = figure(BigInt(text.slice(0, text.length - digits)));
  return `${amount < 0 ? '-' : ''}${whole}${digits > 0 ? `.${text.slice(-digits)}` : ''} ${currency}`;
};

const separators: Readonly<Record<string, string>> = { '\t': 'tab', '': 'none' };

const layoutText = ({ layout: { format, encoding, delimiter, sheet }, source }: ImportPreview): string =>
  format === 'xlsx'
    ? `workbook, sheet ${sheet ?? ''} (source ${source})`
    : `${format} in ${encoding}, separated by ${separators[delimiter] ?? delimiter} (source ${source})`;

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
