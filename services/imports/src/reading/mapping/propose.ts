import type { Mapping, MappingField } from '../../domain/reading/mapping.ts';
import { placeOf } from '../rows/places.ts';
import { headerKey } from './header-key.ts';
import { namedField, speaksOfPercent } from './header-names.ts';
import { knownExportOf } from './known-exports.ts';

/** What the header proposes; what is asked of the rows is decided when they are known. */
export interface Proposal {
  readonly source: string | undefined;
  readonly mapping: Mapping;
}

/** Whether a column holds totals that discounts are taken off already. */
const isNetTotal = (header: string | undefined): boolean => header !== undefined && netTotals.has(headerKey(header));

/** Columns of totals that say that discounts are off: what was paid, better than a price. */
const netTotals = new Set(
  ['Net Sales', 'مبلغ کل پس از کسر تخفیف', 'مبلغ کل پس از تخفیف', 'مبلغ پس از تخفیف', 'مبلغ خالص', 'خالص فروش'].map(
    headerKey,
  ),
);

const plain: Mapping = {
  rows: 'line',
  columns: {},
  returns: { by: 'sign' },
  returnedQuantities: 'negative',
  continuation: false,
  leaveOut: [],
  attributes: [],
};

export const propose = (header: readonly string[]): Proposal => {
  const known = knownExportOf(header);
  if (!known) return { source: undefined, mapping: byNames(header) };
  const columns: Partial<Record<MappingField, string>> = {};
  for (const [field, name] of Object.entries(known.columns) as [MappingField, string][]) {
    const place = placeOf(header, name);
    if (place >= 0) columns[field] = header[place];
  }
  return { source: known.source, mapping: { ...plain, ...known.rest, columns } };
};

const byNames = (header: readonly string[]): Mapping => {
  const found = new Map<MappingField, { name: string; rank: number }>();
  for (const name of header) {
    const named = namedField(name);
    if (!named) continue;
    const best = found.get(named.field);
    if (!best || named.rank < best.rank) found.set(named.field, { name, rank: named.rank });
  }
  const columns: Partial<Record<MappingField, string>> = Object.fromEntries(
    [...found].map(([field, { name }]) => [field, name]),
  );
  const amounts = withOneAmount(columns);
  return { ...plain, ...amounts, columns: withDiscount(amounts.columns, amounts.rows) };
};

/** Of price, line total and receipt total one is read: a net total, else the price, else what there is. */
const withOneAmount = (columns: Partial<Record<MappingField, string>>): Pick<Mapping, 'rows' | 'columns'> => {
  const { unitPrice, lineTotal, receiptTotal, ...others } = columns;
  const hasGoods = [others.sku, others.description, others.quantity].some((name) => name !== undefined);
  const total = lineTotal ?? receiptTotal;
  if (lineTotal !== undefined && hasGoods && netTotals.has(headerKey(lineTotal)))
    return { rows: 'line', columns: { ...others, lineTotal } };
  if (unitPrice !== undefined && hasGoods) return { rows: 'line', columns: { ...others, unitPrice } };
  if (lineTotal !== undefined && hasGoods) return { rows: 'line', columns: { ...others, lineTotal } };
  if (total !== undefined || unitPrice !== undefined)
    return { rows: 'receipt', columns: { ...others, receiptTotal: receiptTotal ?? total ?? unitPrice } };
  return { rows: 'line', columns: others };
};

/** Of a net total or a receipt's total nothing more is taken off. */
const withDiscount = ({ lineDiscount, ...others }: Mapping['columns'], rows: Mapping['rows']): Mapping['columns'] => {
  if (lineDiscount === undefined || rows === 'receipt' || isNetTotal(others.lineTotal)) return others;
  return { ...others, [speaksOfPercent(lineDiscount) ? 'discountPercent' : 'lineDiscount']: lineDiscount };
};
