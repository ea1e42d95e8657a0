import type { Receipts } from './receipts.ts';
import type { Sessions } from './sessions.ts';

export interface CheckoutSummary {
  readonly sales: number;
  readonly salesWithoutMember: number;
  readonly returns: number;
  readonly exceptions: number;
}

export class Summarise {
  constructor(
    private readonly sessions: Pick<Sessions, 'totals'>,
    private readonly receipts: Pick<Receipts, 'totals'>,
  ) {}

  async execute(clubId: string): Promise<CheckoutSummary> {
    const [sold, received] = await Promise.all([this.sessions.totals(clubId), this.receipts.totals(clubId)]);
    return {
      sales: sold.sales,
      salesWithoutMember: sold.salesWithoutMember,
      returns: received.returns + sold.apiReturns,
      exceptions: received.exceptions,
    };
  }
}
