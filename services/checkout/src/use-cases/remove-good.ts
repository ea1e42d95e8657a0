import type { Clock } from '@vafa/kernel';
import { goodKey } from '../domain/catalogue/good.ts';
import { untilSaved } from './contention.ts';
import { goodNotFound } from './find-goods.ts';
import type { Goods } from './goods.ts';

/** Takes goods out of the catalogue; what was sold of them stays as it is. */
export class RemoveGood {
  constructor(
    private readonly goods: Pick<Goods, 'load' | 'save'>,
    private readonly clock: Clock,
  ) {}

  /** A repeat finds nothing to do. Raises `good_not_found` when there never was one. */
  async execute(clubId: string, sku: string): Promise<void> {
    const key = goodKey(sku);
    await untilSaved(async () => {
      const known = (await this.goods.load(clubId, [key])).get(key);
      if (known === undefined) throw goodNotFound(sku);
      if (known.isRemoved) return true;
      const good = { ...known.good, revision: known.good.revision + 1 };
      const [isSaved] = await this.goods.save(clubId, [{ known, good, isRemoved: true }], this.clock.now());
      return isSaved === true ? true : undefined;
    });
  }
}
