import type { Adjudication } from '../domain/session/adjudication.ts';
import type { Campaigns, PricedBasket } from './campaigns.ts';
import type { KnownGoods } from './known-goods.ts';

/** Asks campaigns with what the catalogue says of the lines. What was decided before has that with it. */
export class AskWithGoods implements Campaigns {
  constructor(
    private readonly campaigns: Campaigns,
    private readonly goods: Pick<KnownGoods, 'of'>,
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
    if (!sale || decided || lines.length === 0) return basket;
    const goods = await this.goods.of(
      clubId,
      lines.map(({ sku }) => sku),
    );
    return goods.length === 0 ? basket : { ...basket, sale: { ...sale, goods } };
  }
}
