import { DomainError, type Clock } from '@vafa/kernel';
import type { CatalogueTerms } from '../domain/catalogue/category-tree.ts';
import { goodKey, goodText, refusalOf, writtenGood, type GoodTerms, type Refusal } from '../domain/catalogue/good.ts';
import { untilSaved } from './contention.ts';
import type { Catalogues, GoodChange, Goods, KnownGood } from './goods.ts';

const goodsMax = 1_000;

export interface SavedGood {
  readonly sku: string;
  readonly outcome: 'saved' | 'unchanged' | 'refused';
  /** Of what is refused. */
  readonly refusal?: Refusal;
}

interface Asked {
  readonly key: string;
  readonly terms: GoodTerms;
  readonly refusal: Refusal | undefined;
}

/** Undefined: it is there just so. */
const changeOf = (terms: GoodTerms, known: KnownGood | undefined): GoodChange | undefined => {
  if (known && !known.isRemoved && goodText(known.good) === goodText(terms)) return undefined;
  const good = { ...terms, revision: (known?.good.revision ?? 0) + 1 };
  return { ...(known && { known }), good, isRemoved: false };
};

const read = (given: readonly GoodTerms[], catalogue: CatalogueTerms): readonly Asked[] => {
  const before = new Set<string>();
  return given.map((one) => {
    const terms = writtenGood(one);
    const key = goodKey(terms.sku);
    const refusal: Refusal | undefined = before.has(key)
      ? { code: 'sku_twice', field: 'sku', detail: 'this SKU stands in the request already' }
      : refusalOf(terms, catalogue);
    before.add(key);
    return { key, terms, refusal };
  });
};

/** Saves goods of a feed, each by itself: what is wrong with one stops no other. Repeating it changes nothing. */
export class SaveGoods {
  constructor(
    private readonly catalogues: Pick<Catalogues, 'load'>,
    private readonly goods: Pick<Goods, 'load' | 'save'>,
    private readonly clock: Clock,
  ) {}

  /** The outcomes in the order given. Raises `too_many_goods`, `contention`. */
  async execute(clubId: string, given: readonly GoodTerms[]): Promise<readonly SavedGood[]> {
    if (given.length > goodsMax)
      throw new DomainError('invalid', 'too_many_goods', `at most ${String(goodsMax)} goods at once`, {
        max: String(goodsMax),
      });
    const asked = read(given, await this.catalogues.load(clubId));
    const saved = await this.saveAll(clubId, asked);
    return asked.map(({ key, terms: { sku }, refusal }) =>
      refusal ? { sku, outcome: 'refused', refusal } : { sku, outcome: saved.has(key) ? 'saved' : 'unchanged' },
    );
  }

  /** The keys of what was changed. */
  private async saveAll(clubId: string, asked: readonly Asked[]): Promise<ReadonlySet<string>> {
    const saved = new Set<string>();
    let left = asked.filter(({ refusal }) => refusal === undefined);
    return untilSaved(async () => {
      const known = await this.goods.load(
        clubId,
        left.map(({ key }) => key),
      );
      const changes = left.flatMap((each) => {
        const change = changeOf(each.terms, known.get(each.key));
        return change ? [{ each, change }] : [];
      });
      const written = await this.goods.save(
        clubId,
        changes.map(({ change }) => change),
        this.clock.now(),
      );
      changes.forEach(({ each }, at) => written[at] && saved.add(each.key));
      left = changes.flatMap(({ each }, at) => (written[at] ? [] : [each]));
      return left.length === 0 ? saved : undefined;
    });
  }
}
