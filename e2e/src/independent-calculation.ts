import type { InvoiceRow } from './csv-rows.ts';

/**
 * What an import must come to, worked out from the file alone by the rules of the import. It shares no code with the
 * services: prices are millionths of a pound in bigint, quantities thousandths of a unit, sales and lines are plain objects in memory.
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
  readonly firstRow: number;
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

const earlier = (a: { at: string; row: number }, b: { at: string; row: number }): number => (a.at === b.at ? a.row - b.row : a.at < b.at ? -1 : 1);

/** Amount in pence of so many thousandths of a unit: half a penny rounds up, once. */
const pence = (line: SaleLine, quantity: number): number => Number((line.price * BigInt(quantity) + 5_000_000n) / 10_000_000n);
const points = (sale: Sale, quantity: (line: SaleLine) => number): number => Math.floor(sale.lines.reduce((sum, line) => sum + pence(line, quantity(line)), 0) / 100);

class Exceptions {
  readonly byCode: Record<string, number> = {};
  count = 0;

  add(code: string): void {
    this.byCode[code] = (this.byCode[code] ?? 0) + 1;
    this.count++;
  }
}

const readSales = (invoices: readonly InvoiceRow[][], exceptions: Exceptions): Sale[] =>
  invoices.flatMap((rows) => {
    const lines: SaleLine[] = [];
    for (const row of rows) {
      const price = micros(row.price);
      if (price < 0n) exceptions.add('price_negative');
      else if (row.quantity <= 0) exceptions.add('quantity_not_positive');
      else lines.push({ sku: row.sku, price, sold: row.quantity, left: row.quantity });
    }
    const first = rows[0];
    return lines.length > 0 && first ? [{ at: first.at, firstRow: first.number, customer: first.customer, lines }] : [];
  });

/** Takes what is returned off the member's latest lines of the same product and price; answers the receipts with an accepted row. */
const takeReturns = (invoices: readonly InvoiceRow[][], sales: readonly Sale[], exceptions: Exceptions): Set<string> => {
  const accepted = new Set<string>();
  const latestFirst = [...sales].sort((a, b) => earlier({ at: b.at, row: b.firstRow }, { at: a.at, row: a.firstRow }));
  const returned = invoices.flatMap((rows) => rows.map((row) => ({ row, at: rows[0]?.at ?? '', firstRow: rows[0]?.number ?? 0 })));
  returned.sort((a, b) => earlier({ at: a.at, row: a.row.number }, { at: b.at, row: b.row.number }));
  const salesOf = Map.groupBy(latestFirst, (sale) => sale.customer);
  for (const { row, at, firstRow } of returned) {
    const price = micros(row.price);
    if (price < 0n) exceptions.add('price_negative');
    else if (row.quantity >= 0) exceptions.add('quantity_not_positive');
    else if (row.customer === '') exceptions.add('no_member');
    else {
      let open = -row.quantity;
      const before = (salesOf.get(row.customer) ?? []).filter((sale) => earlier({ at: sale.at, row: sale.firstRow }, { at, row: firstRow }) < 0);
      for (const line of before.flatMap((sale) => sale.lines)) {
        if (line.sku !== row.sku || line.price !== price) continue;
        const taken = Math.min(open, line.left);
        line.left -= taken;
        open -= taken;
      }
      if (open < -row.quantity) accepted.add(row.invoice);
      if (open > 0) exceptions.add(open < -row.quantity ? 'matched_in_part' : 'no_matching_line');
    }
  }
  return accepted;
};

const figuresByMember = (sales: readonly Sale[]): Map<string, MemberFigures> => {
  const members = new Map<string, MemberFigures>();
  for (const sale of sales) {
    if (sale.customer === '') continue;
    const { accrued, outstanding, sales: known } = members.get(sale.customer) ?? { accrued: 0, outstanding: 0, sales: 0 };
    const first = points(sale, (line) => line.sold);
    const left = points(sale, (line) => line.left);
    members.set(sale.customer, { accrued: accrued + first, outstanding: outstanding + left, takenBack: accrued + first - outstanding - left, sales: known + 1 });
  }
  return members;
};

const total = (members: ReadonlyMap<string, MemberFigures>, figure: keyof MemberFigures): number => [...members.values()].reduce((sum, member) => sum + member[figure], 0);

export const calculate = (rows: readonly InvoiceRow[]): Expected => {
  const exceptions = new Exceptions();
  const invoices = byInvoice(rows);
  const returnInvoices = invoices.filter((invoice) => invoice[0]?.invoice.startsWith('C'));
  const sales = readSales(invoices.filter((invoice) => !invoice[0]?.invoice.startsWith('C')), exceptions);
  const returns = takeReturns(returnInvoices, sales, exceptions).size;
  const byMember = figuresByMember(sales);
  const best = [...byMember].map(([customer, { outstanding }]) => ({ customer, points: outstanding })).sort((a, b) => b.points - a.points || (a.customer < b.customer ? -1 : 1));
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
