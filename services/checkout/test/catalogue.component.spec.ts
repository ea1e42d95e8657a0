import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { GoodOutcome, type Good, type SetCatalogueRequest } from '@vafa/contracts/catalogue';
import { eventually } from '@vafa/testing';
import { fresh, runCheckout } from './running-checkout.ts';

let run: Awaited<ReturnType<typeof runCheckout>>;

beforeAll(async () => {
  run = await runCheckout();
});
afterAll(() => run.stop());

const { GOOD_OUTCOME_SAVED: saved, GOOD_OUTCOME_UNCHANGED: unchanged, GOOD_OUTCOME_REFUSED: refused } = GoodOutcome;

const category = (code: string, parent = '') => ({ code, parent, nameFa: '', nameEn: code });
const setOf = (clubId: string, changes: Partial<NonNullable<SetCatalogueRequest['catalogue']>> = {}) => ({
  clubId,
  catalogue: {
    categories: [category('food'), category('dairy', 'food'), category('toys')],
    taxClasses: [{ code: 'vat', rate: 90_000n }],
    revision: 0,
    ...changes,
  },
});
const good = (sku: string, changes: Partial<Good> = {}): Good => ({
  sku,
  nameFa: '',
  nameEn: sku,
  category: '',
  family: '',
  brand: '',
  cost: undefined,
  floorPrice: undefined,
  taxClass: '',
  unit: '',
  decimals: 0,
  noDiscount: false,
  noPoints: false,
  giftCard: false,
  revision: 0,
  ...changes,
});
/** A club with that catalogue. */
const clubWith = async (): Promise<string> => {
  const clubId = fresh('club');
  await run.checkout.setCatalogue(setOf(clubId));
  return clubId;
};
const outcomesOf = async (clubId: string, ...goods: Good[]): Promise<unknown[]> =>
  (await run.checkout.saveGoods({ clubId, goods })).outcomes.map(({ outcome, code, field }) =>
    code === '' ? outcome : [outcome, code, field],
  );
const pageOf = async (clubId: string, changes: { category?: string; brand?: string; skuFrom?: string } = {}) => {
  const skus: string[] = [];
  let pageToken = '';
  do {
    const page = { pageSize: 2, pageToken };
    const query = { clubId, category: '', brand: '', skuFrom: '', ...changes, page };
    const { goods, nextPageToken } = await run.checkout.listGoods(query);
    skus.push(...goods.map(({ sku }) => sku));
    pageToken = nextPageToken;
  } while (pageToken !== '');
  return skus;
};
const catalogueEvents = (clubId: string) =>
  run.told.events.flatMap(({ clubId: of, event }) =>
    of === clubId && event && ['goodSaved', 'goodRemoved', 'catalogueSet'].includes(event.$case) ? [event] : [],
  );

describe('goods', () => {
  test('are saved each by itself, found in any writing of the SKU, and told', async () => {
    const clubId = await clubWith();
    const tea = good('TEA', { nameFa: 'چای', category: 'food', cost: 1_200n, floorPrice: 0n, taxClass: 'vat' });
    const cheese = good('۲۰۰', { category: 'dairy', unit: 'kg', decimals: 3, noDiscount: true });
    expect(await outcomesOf(clubId, tea, good('BAD', { category: 'meat' }), cheese, good('TEA'))).toEqual([
      saved,
      [refused, 'category_unknown', 'category'],
      saved,
      [refused, 'sku_twice', 'sku'],
    ]);
    expect((await run.checkout.getGood({ clubId, sku: ' 200 ' })).good).toEqual({ ...cheese, sku: '200', revision: 1 });
    expect((await run.checkout.getGood({ clubId, sku: 'TEA' })).good).toEqual({ ...tea, revision: 1 });
    await expect(run.checkout.getGood({ clubId, sku: 'BAD' })).rejects.toMatchObject({ code: 'good_not_found' });
    await eventually(() => Promise.resolve(catalogueEvents(clubId).length === 3));
    expect(catalogueEvents(clubId)).toEqual(
      expect.arrayContaining([
        { $case: 'goodSaved', value: { good: { ...tea, revision: 1 } } },
        { $case: 'goodSaved', value: { good: { ...cheese, sku: '200', revision: 1 } } },
      ]),
    );
  });

  test('that say the same are unchanged, and what is not said any more is gone', async () => {
    const clubId = await clubWith();
    const milk = good('MILK', { brand: 'Mihan', cost: 5n, category: 'dairy', noPoints: true, decimals: 2 });
    expect(await outcomesOf(clubId, milk)).toEqual([saved]);
    expect(await outcomesOf(clubId, milk, good('NEW'))).toEqual([unchanged, saved]);
    expect(await outcomesOf(clubId, good('MILK'))).toEqual([saved]);
    expect((await run.checkout.getGood({ clubId, sku: 'MILK' })).good).toEqual(good('MILK', { revision: 2 }));
  });

  test('that are taken out are found no more, and come back as what they are then', async () => {
    const clubId = await clubWith();
    await outcomesOf(clubId, good('CUP'));
    await run.checkout.removeGood({ clubId, sku: 'CUP' });
    await run.checkout.removeGood({ clubId, sku: 'CUP' });
    await expect(run.checkout.getGood({ clubId, sku: 'CUP' })).rejects.toMatchObject({ code: 'good_not_found' });
    await expect(run.checkout.removeGood({ clubId, sku: 'PEN' })).rejects.toMatchObject({ code: 'good_not_found' });
    expect(await pageOf(clubId)).toEqual([]);
    expect(await outcomesOf(clubId, good('CUP'))).toEqual([saved]);
    expect((await run.checkout.getGood({ clubId, sku: 'CUP' })).good?.revision).toBe(3);
    await eventually(() => Promise.resolve(catalogueEvents(clubId).length === 4));
    const [, ...ofCup] = catalogueEvents(clubId).map(({ $case }) => $case);
    expect(ofCup).toEqual(['goodSaved', 'goodRemoved', 'goodSaved']);
  });

  test('are listed by SKU, page by page, of a category with all below it, of a brand, by their beginning', async () => {
    const clubId = await clubWith();
    const other = await clubWith();
    await outcomesOf(other, good('A0', { category: 'food', brand: 'x' }));
    await outcomesOf(
      clubId,
      good('B1', { category: 'dairy', brand: 'x' }),
      good('A1', { category: 'food' }),
      good('C1', { category: 'toys', brand: 'x' }),
      good('B2'),
      good('B3', { category: 'dairy' }),
    );
    expect(await pageOf(clubId)).toEqual(['A1', 'B1', 'B2', 'B3', 'C1']);
    expect(await pageOf(clubId, { category: 'food' })).toEqual(['A1', 'B1', 'B3']);
    expect(await pageOf(clubId, { brand: 'x' })).toEqual(['B1', 'C1']);
    expect(await pageOf(clubId, { skuFrom: 'B' })).toEqual(['B1', 'B2', 'B3']);
    expect(await pageOf(clubId, { category: 'dairy', brand: 'x', skuFrom: 'B' })).toEqual(['B1']);
    expect(await pageOf(clubId, { category: 'unknown' })).toEqual([]);
  });

  test('of twenty feeds at once are each saved, and none over another unseen', async () => {
    const clubId = await clubWith();
    const feeds = Array.from({ length: 20 }, (_, at) =>
      outcomesOf(clubId, good('TEA', { brand: `b${String(at)}` }), good(`S${String(at)}`)),
    );
    expect(await Promise.all(feeds)).toEqual(Array.from({ length: 20 }, () => [saved, saved]));
    expect((await run.checkout.getGood({ clubId, sku: 'TEA' })).good?.revision).toBe(20);
    expect((await pageOf(clubId)).length).toBe(21);
  });

  test('are at most 1,000 at once', async () => {
    const clubId = await clubWith();
    const many = (count: number) => Array.from({ length: count }, (_, at) => good(`S${String(at).padStart(4, '0')}`));
    const full = await run.checkout.saveGoods({ clubId, goods: many(1_000) });
    expect(full.outcomes.every(({ outcome }) => outcome === saved)).toBe(true);
    await expect(run.checkout.saveGoods({ clubId, goods: many(1_001) })).rejects.toMatchObject({
      code: 'too_many_goods',
    });
    expect(await outcomesOf(clubId)).toEqual([]);
  });
});

describe('categories and tax classes', () => {
  test('are set all at once, and not over what was not seen', async () => {
    const clubId = fresh('club');
    expect((await run.checkout.getCatalogue({ clubId })).catalogue).toEqual({
      categories: [],
      taxClasses: [],
      revision: 0,
    });
    const first = setOf(clubId);
    const set = { ...first.catalogue, revision: 1 };
    expect((await run.checkout.setCatalogue(first)).catalogue).toEqual(set);
    expect((await run.checkout.setCatalogue(first)).catalogue).toEqual(set);
    const second = setOf(clubId, { taxClasses: [], revision: 1 });
    expect(await run.checkout.setCatalogue(second)).toMatchObject({ catalogue: { revision: 2 }, before: set });
    // Whoever lost the answer and asks again is told how it stands.
    expect((await run.checkout.setCatalogue(second)).catalogue).toEqual({ ...second.catalogue, revision: 2 });
    await expect(run.checkout.setCatalogue(setOf(clubId, { revision: 1 }))).rejects.toMatchObject({
      code: 'catalogue_changed',
    });
  });

  test('that goods name do not go', async () => {
    const clubId = await clubWith();
    await outcomesOf(clubId, good('MILK', { category: 'dairy', taxClass: 'vat' }));
    await expect(run.checkout.setCatalogue(setOf(clubId, { categories: [category('food')] }))).rejects.toMatchObject({
      code: 'category_in_use',
      details: { code: 'dairy' },
    });
    await expect(run.checkout.setCatalogue(setOf(clubId, { taxClasses: [] }))).rejects.toMatchObject({
      code: 'category_in_use',
      details: { code: 'vat' },
    });
    await run.checkout.removeGood({ clubId, sku: 'MILK' });
    const without = await run.checkout.setCatalogue(setOf(clubId, { categories: [category('food')], taxClasses: [] }));
    expect(without.catalogue).toMatchObject({ categories: [category('food')], taxClasses: [], revision: 2 });
  });

  test('of many who are the first at once are all taken, one after the other', async () => {
    const clubId = fresh('club');
    const rates = Array.from({ length: 10 }, (_, at) => [{ code: 'vat', rate: BigInt(at) }]);
    await Promise.all(rates.map((taxClasses) => run.checkout.setCatalogue(setOf(clubId, { taxClasses }))));
    expect((await run.checkout.getCatalogue({ clubId })).catalogue?.revision).toBe(10);
  });
});
