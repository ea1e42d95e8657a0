import { ManualClock } from '@vafa/kernel';
import { describe, expect, test } from '@jest/globals';
import { noCatalogue, type Catalogue } from '../src/domain/catalogue/category-tree.ts';
import { goodKey, type Good } from '../src/domain/catalogue/good.ts';
import { nothingDecided } from '../src/domain/session/adjudication.ts';
import { AskWithGoods } from '../src/use-cases/ask-with-goods.ts';
import type { PricedBasket } from '../src/use-cases/campaigns.ts';
import type { GoodChange, KnownGood } from '../src/use-cases/goods.ts';
import { KnownGoods } from '../src/use-cases/known-goods.ts';

const clubId = 'clb_1';
const catalogue: Catalogue = {
  categories: [
    { code: 'food', parent: '', nameFa: '', nameEn: 'Food' },
    { code: 'tea', parent: 'food', nameFa: '', nameEn: 'Tea' },
  ],
  taxClasses: [{ code: 'vat', rate: 100_000n }],
  revision: 1,
};
const good = (sku: string, changes: Partial<Good> = {}): Good => ({
  sku,
  nameFa: '',
  nameEn: sku,
  category: '',
  family: '',
  brand: '',
  taxClass: '',
  unit: '',
  decimals: 0,
  noDiscount: false,
  noPoints: false,
  giftCard: false,
  revision: 1,
  ...changes,
});

const clubWith = (...goods: readonly Good[]) => {
  const clock = new ManualClock('2026-03-10T12:00:00Z');
  const stored = new Map(goods.map((one): [string, KnownGood] => [goodKey(one.sku), { good: one, isRemoved: false }]));
  const reads: string[] = [];
  const store = {
    load: (_club: string, keys: readonly string[]) => {
      reads.push(`goods ${keys.join()}`);
      return Promise.resolve(new Map([...stored].filter(([key]) => keys.includes(key))));
    },
    list: () => {
      reads.push('any');
      return Promise.resolve(Array.from(stored.values(), (known) => known.good).slice(0, 1));
    },
    namedBy: () => Promise.resolve(undefined),
    save: (_club: string, changes: readonly GoodChange[]) => {
      for (const change of changes) stored.set(goodKey(change.good.sku), change);
      return Promise.resolve(changes.map(() => true));
    },
  };
  const catalogues = {
    load: () => Promise.resolve(goods.length > 0 ? catalogue : noCatalogue),
    save: () => Promise.resolve(true),
  };
  const known = new KnownGoods(store, catalogues, clock);
  return { known, clock, reads, ...known.heard() };
};

describe('what sales ask of the catalogue', () => {
  test('is what it says of a good, with all categories above and its tax', async () => {
    const tea = good('TEA', { category: 'tea', brand: 'ahmad', cost: 120n, floorPrice: 200n, taxClass: 'vat' });
    const { known } = clubWith(tea, good('RICE', { decimals: 3, noPoints: true }));
    expect(await known.of(clubId, ['TEA', 'TEA', 'RICE', 'PEN'])).toEqual([
      {
        sku: 'TEA',
        categories: ['tea', 'food'],
        family: '',
        brand: 'ahmad',
        cost: 120n,
        floorPrice: 200n,
        noDiscount: false,
        noPoints: false,
        giftCard: false,
        decimals: false,
        taxClass: 'vat',
        taxRate: 100_000n,
      },
      expect.objectContaining({ sku: 'RICE', categories: [], decimals: true, noPoints: true, taxRate: 0n }),
    ]);
  });

  test('is read once in half a second, what it does not know too', async () => {
    const { known, clock, reads } = clubWith(good('TEA'));
    await known.of(clubId, ['TEA', 'PEN']);
    await known.of(clubId, ['PEN', 'TEA']);
    expect(reads).toEqual(['any', 'goods TEA,PEN']);
    await known.of(clubId, ['TEA', 'CUP']);
    expect(reads.at(-1)).toBe('goods CUP');
    clock.advance(500);
    await known.of(clubId, ['TEA']);
    expect(reads.slice(-2)).toEqual(['any', 'goods TEA']);
  });

  test('of a club without goods is one read in half a second', async () => {
    const { known, reads } = clubWith();
    expect([await known.of(clubId, ['TEA']), await known.of(clubId, ['CUP'])]).toEqual([[], []]);
    expect(reads).toEqual(['any']);
  });

  test('hears of what is written here at once, of a good that is gone too', async () => {
    const { known, goods, clock } = clubWith(good('TEA'));
    await known.of(clubId, ['TEA']);
    await goods.save(clubId, [{ good: good('TEA', { giftCard: true }), isRemoved: false }], clock.now());
    expect(await known.of(clubId, ['TEA'])).toMatchObject([{ giftCard: true }]);
    await goods.save(clubId, [{ good: good('TEA'), isRemoved: true }], clock.now());
    expect(await known.of(clubId, ['TEA'])).toEqual([]);
  });

  test('what is kept stays known to whoever asked, though it is forgotten while the rest is read', async () => {
    const { known, goods } = clubWith(good('TEA', { noDiscount: true }));
    await known.of(clubId, ['TEA']);
    const load = goods.load.bind(goods);
    const reading = Promise.withResolvers<undefined>();
    goods.load = async (club, keys) => {
      if (keys.includes('CUP')) await reading.promise;
      return load(club, keys);
    };
    const asked = known.of(clubId, ['TEA', 'CUP']);
    // As many others as make the memory begin anew.
    await known.of(
      clubId,
      Array.from({ length: 20_000 }, (_, at) => `OTHER-${String(at)}`),
    );
    reading.resolve(undefined);
    expect(await asked).toMatchObject([{ noDiscount: true }]);
  });

  test('what could not be read is read by the next who asks', async () => {
    const { known, goods } = clubWith(good('TEA'));
    const broken = new KnownGoods(
      { ...goods, list: () => Promise.reject(new Error('away')) },
      { load: () => Promise.resolve(catalogue), save: () => Promise.resolve(true) },
      new ManualClock('2026-03-10T12:00:00Z'),
    );
    await expect(broken.of(clubId, ['TEA'])).rejects.toThrow('away');
    await expect(broken.of(clubId, ['TEA'])).rejects.toThrow('away');
    expect(await known.of(clubId, ['TEA'])).toHaveLength(1);
  });
});

test('campaigns are asked with the goods of sales, and without those of what was decided', async () => {
  const { known } = clubWith(good('TEA'));
  const asked: PricedBasket[] = [];
  const campaigns = new AskWithGoods(
    {
      adjudicate: (_club, baskets) => {
        asked.push(...baskets);
        return Promise.resolve(baskets.map(() => nothingDecided));
      },
    },
    known,
    { terms: () => Promise.reject(new Error('the zone is known')) },
  );
  const sale = { till: '1', timeZone: 'UTC', pointValue: 0n, pricesAsPaid: false, paidWithPoints: 0n };
  const basket = (sku: string): PricedBasket => ({
    branchId: 'b',
    memberId: '',
    at: new Date(0),
    lines: [{ position: 1, sku, quantityMilli: 1_000n, amount: 1n, unitPrice: '0.01' }],
    sale,
  });
  const { sale: _sale, ...bare } = basket('TEA');
  await campaigns.adjudicate(clubId, [
    basket('TEA'),
    basket('PEN'),
    { ...basket('TEA'), decided: new Uint8Array() },
    bare,
  ]);
  expect(asked.map((one) => one.sale?.goods?.map(({ sku }) => sku))).toEqual([
    ['TEA'],
    undefined,
    undefined,
    undefined,
  ]);
});
