import type { Adjudication } from '../domain/session/adjudication.ts';
import type { Campaigns, PricedBasket, PricedSale } from './campaigns.ts';
import type { KnownClubs } from './known-clubs.ts';
import type { KnownGoods } from './known-goods.ts';

/**
 * Asks campaigns with what the catalogue says of the lines; what was decided before has that with it. Sales of batches
 * keep neither the zone nor the value of a point: their club says both.
 */
export class AskWithGoods implements Campaigns {
  constructor(
    private readonly campaigns: Campaigns,
    private readonly goods: Pick<KnownGoods, 'of'>,
    private readonly clubs: Pick<KnownClubs, 'terms'>,
  ) {}

  async adjudicate(
    clubId: string,
    baskets: readonly PricedBasket[],
    draft?: Uint8Array,
  ): Promise<readonly Adjudication[]> {
    const asked = await Promise.all(baskets.map((basket) => this.withGoods(clubId, basket)));
    return this.campaigns.adjudicate(clubId, asked, draft);
  }

  private async withGoods(clubId: string, basket: PricedBasket): Promise<PricedBasket> {
    const { sale, decided, lines } = basket;
    if (!sale) return basket;
    const placed = await this.placed(clubId, sale);
    if (decided || lines.length === 0) return { ...basket, sale: placed };
    const goods = await this.goods.of(
      clubId,
      lines.map(({ sku }) => sku),
    );
    return { ...basket, sale: goods.length === 0 ? placed : { ...placed, goods } };
  }

  private async placed(clubId: string, sale: PricedSale): Promise<PricedSale> {
    if (sale.timeZone !== '') return sale;
    const { timeZone, pointValue } = await this.clubs.terms(clubId);
    return { ...sale, timeZone, pointValue };
  }
}
