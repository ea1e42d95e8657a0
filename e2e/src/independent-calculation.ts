import type { InvoiceRow } from './csv-rows.ts';

/**
 * What an import must come to, worked out from the file alone by the rules of the import. It shares no code with the
 * services: prices are millionths of a pound in bigint, quantities thousandths of a unit, sales and lines are plain
 * objects in memory.
 */
export interface Expected {
  readonly sales: number;
  readonly salesWithoutMember: number;
  readonly members: number;
  readonly returnInvoices: number;
  readonly returns: number;
  readonly exceptions: number;
  readonly exceptionsByCode: Readonly<Record<string, number>>;
  readonly accrued: number;
  readonly takenBack: number;
  readonly outstanding: number;
  /** Best first; equal points in the order of their external ids. */
  readonly byMember: ReadonlyMap<string, MemberFigures>;
  readonly best: readonly { readonly customer: string; readonly points: number }[];
}

export interface MemberFigures {
  readonly accrued: number;
  readonly takenBack: number;
  readonly outstanding: number;
  readonly sales: number;
}

interface SaleLine {
  readonly sku: string;
  readonly price: bigint;
  readonly sold: number;
  left: number;
}

interface Sale {
  readonly at: string;
  readonly invoice: string;
  readonly customer: string;
  readonly lines: SaleLine[];
}

const micros = (price: string): bigint => {
  const [whole = '0', fraction = ''] = price.replace('-', '').split('.');
  const value = BigInt(whole) * 1_000_000n + BigInt(fraction.padEnd(6, '0').slice(0, 6));
  return price.startsWith('-') ? -value : value;
};

const byInvoice = (rows: readonly InvoiceRow[]): InvoiceRow[][] => {
  const invoices = new Map<string, InvoiceRow[]>();
  for (const row of rows) {
    const invoice = invoices.get(row.invoice);
    if (invoice) invoice.push(row);
    else invoices.set(row.invoice, [row]);
  }
  return [...invoices.values()];
};

/** By time; of the same time by receipt, as texts. */
const inTime = (a: { at: string; invoice: string }, b: { at: string; invoice: string }): number =>
  a.at === b.at ? (a.invoice < b.invoice ? -1 : a.invoice > b.invoice ? 1 : 0) : a.at < b.at ? -1 : 1;

/** Amount in pence of so many thousandths of a unit: half a penny rounds up, once. */
const pence = (line: SaleLine, quantity: number): number =>
  Number((line.price * BigInt(quantity) + 5_000_000n) / 10_000_000n);
const points = (sale: Sale, quantity: (line: SaleLine) => number): number =>
  Math.floor(sale.lines.reduce((sum, line) => sum + pence(line, quantity(line)), 0) / 100);

class Exceptions {
  readonly byCode: Record<string, number> = {};
  count = 0;

  add(code: string): void {
    this.byCode[code] = (this.byCode[code] ?? 0) + 1;
    this.count++;
  }
}

/** An invoice that sells and takes back is an exchange: its negative rows are a return. */
const goesBack = (rows: readonly InvoiceRow[]): InvoiceRow[] =>
  rows.some(({ quantity }) => quantity > 0) ? rows.filter(({ quantity }) => quantity < 0) : [];

const readSales = (invoices: readonly InvoiceRow[][], exceptions: Exceptions): Sale[] =>
  invoices.flatMap((rows) => {
    const lines: SaleLine[] = [];
    const back = goesBack(rows);
    for (const row of rows.filter((one) => !back.includes(one))) {
      const price = micros(row.price);
      if (price < 0n) exceptions.add('price_negative');
      else if (row.quantity <= 0) exceptions.add('quantity_not_positive');
      else lines.push({ sku: row.sku, price, sold: row.quantity, left: row.quantity });
    }
    const isFree = lines.every(({ price }) => price === 0n);
    if (isFree) for (const _line of lines) exceptions.add('price_not_positive');
    const first = rows[0];
    return !isFree && first ? [{ at: first.at, invoice: first.invoice, customer: first.customer, lines }] : [];
  });

interface Returned {
  readonly row: InvoiceRow;
  readonly at: string;
  readonly invoice: string;
}

/**
 * Takes what is returned off the member's latest lines of the same product and price; answers the receipts with an
 * accepted row.
 */
const takeReturns = (
  invoices: readonly InvoiceRow[][],
  sales: readonly Sale[],
  exceptions: Exceptions,
): Set<string> => {
  const accepted = new Set<string>();
  const latestFirst = [...sales].sort((a, b) => inTime(b, a));
  const returned = invoices.flatMap((rows) =>
    rows.map((row): Returned => ({ row, at: rows[0]?.at ?? '', invoice: row.invoice })),
  );
  returned.sort((a, b) => inTime(a, b) || a.row.number - b.row.number);
  const salesOf = Map.groupBy(latestFirst, (sale) => sale.customer);
  const before = ({ row, at }: Returned): Sale[] =>
    (salesOf.get(row.customer) ?? []).filter((sale) => sale.at <= at && sale.invoice !== row.invoice);
  const unmatched: Returned[] = [];
  for (const one of returned) {
    const { row } = one;
    const price = micros(row.price);
    if (price < 0n) exceptions.add('price_negative');
    else if (row.quantity >= 0) exceptions.add('quantity_not_positive');
    else if (row.customer === '') exceptions.add('no_member');
    else {
      let open = -row.quantity;
      for (const line of before(one).flatMap((sale) => sale.lines)) {
        if (line.sku !== row.sku || line.price !== price) continue;
        const taken = Math.min(open, line.left);
        line.left -= taken;
        open -= taken;
      }
      if (open < -row.quantity) accepted.add(row.invoice);
      if (open === -row.quantity) unmatched.push(one);
      else if (open > 0) exceptions.add('matched_in_part');
    }
  }
  for (const one of unmatched) {
    const isThere = before(one).some((sale) => sale.lines.some(({ sku, left }) => sku === one.row.sku && left > 0));
    exceptions.add(isThere ? 'price_differs' : 'no_matching_line');
  }
  return accepted;
};

const figuresByMember = (sales: readonly Sale[]): Map<string, MemberFigures> => {
  const members = new Map<string, MemberFigures>();
  for (const sale of sales) {
    if (sale.customer === '') continue;
    const {
      accrued,
      outstanding,
      sales: known,
    } = members.get(sale.customer) ?? { accrued: 0, outstanding: 0, sales: 0 };
    const first = points(sale, (line) => line.sold);
    const left = points(sale, (line) => line.left);
    members.set(sale.customer, {
      accrued: accrued + first,
      outstanding: outstanding + left,
      takenBack: accrued + first - outstanding - left,
      sales: known + 1,
    });
  }
  return members;
};

const total = (members: ReadonlyMap<string, MemberFigures>, figure: keyof MemberFigures): number =>
  [...members.values()].reduce((sum, member) => sum + member[figure], 0);

export const calculate = (rows: readonly InvoiceRow[]): Expected => {
  const exceptions = new Exceptions();
  const invoices = byInvoice(rows);
  const returnInvoices = invoices.filter((invoice) => invoice[0]?.invoice.startsWith('C'));
  const sales = readSales(
    invoices.filter((invoice) => !invoice[0]?.invoice.startsWith('C')),
    exceptions,
  );
  const exchanged = invoices
    .filter((invoice) => !invoice[0]?.invoice.startsWith('C'))
    .map(goesBack)
    .filter((rows) => rows.length > 0);
  const returns = takeReturns([...returnInvoices, ...exchanged], sales, exceptions).size;
  const byMember = figuresByMember(sales);
  const best = [...byMember]
    .map(([customer, { outstanding }]) => ({ customer, points: outstanding }))
    .sort((a, b) => b.points - a.points || (a.customer < b.customer ? -1 : 1));
  return {
    sales: sales.length,
    salesWithoutMember: sales.filter((sale) => sale.customer === '').length,
    members: byMember.size,
    returnInvoices: returnInvoices.length,
    returns,
    exceptions: exceptions.count,
    exceptionsByCode: exceptions.byCode,
    accrued: total(byMember, 'accrued'),
    takenBack: total(byMember, 'takenBack'),
    outstanding: total(byMember, 'outstanding'),
    byMember,
    best: best.slice(0, 10),
  };
};
