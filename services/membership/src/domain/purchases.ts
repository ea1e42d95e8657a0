/** A sale of a member, or what became of it. */
export interface SaleFact {
  readonly saleId: string;
  /** `moved`: it went to another member. */
  readonly kind: 'sale' | 'return' | 'correction' | 'moved';
  /** When it was sold. */
  readonly at: Date;
  /** Minor units; negative for what is taken back. */
  readonly amount: bigint;
}

export interface Purchases {
  readonly count: number;
  readonly last: Date | undefined;
}

/**
 * When the sales were made of which something is left. What was returned as a whole, or went to another member, is no
 * purchase; a sale that cost nothing is one for as long as it is the member's.
 */
export const keptSales = (facts: readonly SaleFact[]): Date[] =>
  [...Map.groupBy(facts, ({ saleId }) => saleId).values()].flatMap((ofSale) => {
    const sold = ofSale.filter(({ kind }) => kind === 'sale');
    const [first] = sold;
    if (!first) return [];
    const left = ofSale.reduce((sum, { amount }) => sum + amount, 0n);
    const isFree = sold.every(({ amount }) => amount <= 0n) && ofSale.every(({ kind }) => kind !== 'moved');
    return left > 0n || isFree ? [first.at] : [];
  });
