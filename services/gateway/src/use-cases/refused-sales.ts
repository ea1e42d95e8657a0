import { DomainError, newId, type Clock } from '@vafa/kernel';
import { idPrefixes } from '../domain/ids.ts';
import type { Refusal, RefusedSale } from '../domain/refused-sale.ts';
import type { RefusedPlace, RefusedQuery, RefusedSalesStore } from '../ports/refused-sales.ts';

const keptMs = 400 * 86_400_000;

/** Sales that tills could not bring to the club: told by the till, settled by a person, with a note. */
export class RefusedSales {
  constructor(
    private readonly store: RefusedSalesStore,
    private readonly clock: Clock,
  ) {}

  /** Told again it is as it was told last. `isTaken`: the club has the sale by now, and nothing is left to do. */
  async report(refusal: Refusal, isTaken: boolean): Promise<RefusedSale> {
    const { clubId, branchId, reportedBy } = refusal;
    const reportedAt = this.clock.now();
    const stored = await this.store.put({ id: newId(idPrefixes.refusedSale), ...refusal, reportedAt });
    if (!isTaken || stored.settled !== undefined) return stored;
    const settled = { at: reportedAt, by: reportedBy, note: '', isTaken };
    const { id } = stored;
    return (await this.store.settle({ clubId, branchIds: [branchId], id }, settled)) ?? stored;
  }

  /** Settling again changes nothing. Raises `refused_sale_not_found`. */
  async settle(place: RefusedPlace, by: string, note: string): Promise<RefusedSale> {
    const settled = await this.store.settle(place, { at: this.clock.now(), by, note, isTaken: false });
    if (settled) return settled;
    throw new DomainError('not_found', 'refused_sale_not_found', 'no till has told of such a sale');
  }

  list(query: RefusedQuery): Promise<readonly RefusedSale[]> {
    return this.store.list(query);
  }

  sweep(): Promise<void> {
    return this.store.sweep(new Date(this.clock.now().getTime() - keptMs));
  }
}
