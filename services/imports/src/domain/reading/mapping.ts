export const mappingFields = [
  'receipt',
  'sku',
  'description',
  'quantity',
  'unitPrice',
  'lineTotal',
  'receiptTotal',
  'date',
  'time',
  'member',
  'branch',
  'till',
  'currency',
  'kind',
  'lineDiscount',
  'discountPercent',
  'receiptNet',
  'receiptDiscount',
  'refunded',
  'cancelled',
] as const;

/**
 * What a column can give. `lineDiscount` (an amount) and `discountPercent` are off the line. `receiptNet` is what all
 * lines of a receipt come to, `receiptDiscount` what is off all of them; both are shared over the lines. `refunded` is
 * what was given back of the receipt. A receipt whose `cancelled` is filled is left out.
 */
export type MappingField = (typeof mappingFields)[number];

/** How returns are told from sales. */
export type ReturnsRule =
  /** Goods with a negative quantity come back: a return when all of the receipt do, else an exchange. */
  | { readonly by: 'sign' }
  /** Receipts whose number begins so are returns. */
  | { readonly by: 'prefix'; readonly prefix: string }
  /** Rows with one of these values in the column `kind` are returns. */
  | { readonly by: 'column'; readonly values: readonly string[] };

/** Which columns of a source say what. A JSON value that is kept per source. */
export interface Mapping {
  /** One row a line, or one row a receipt with its total. */
  readonly rows: 'line' | 'receipt';
  /** Header of the column that gives each field. */
  readonly columns: Readonly<Partial<Record<MappingField, string>>>;
  readonly returns: ReturnsRule;
  /** Whether quantities of returns (told by prefix or column) are written with a minus or without. */
  readonly returnedQuantities: 'negative' | 'positive';
  /** Blank cells of receipt, date, member, branch, till, currency, kind and cancelled continue the row above. */
  readonly continuation: boolean;
  /** Values of `kind` whose rows are left out (payments, cancelled drafts). */
  readonly leaveOut: readonly string[];
  /** Headers of further columns that are kept with the line. All others are ignored. */
  readonly attributes: readonly string[];
}
