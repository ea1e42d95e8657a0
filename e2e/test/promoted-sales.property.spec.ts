import { describe, expect, test } from '@jest/globals';
import { Decision } from '@vafa/contracts/effects';
import { sharedIdPrefixes } from '@vafa/contracts/ids';
import { derivedId } from '@vafa/kernel';
import fc from 'fast-check';
import { toAdjudication } from '../../services/campaigns/src/adapters/grpc/to-adjudication.ts';
import { toBasket } from '../../services/campaigns/src/adapters/grpc/to-basket.ts';
import { decideSale } from '../../services/campaigns/src/domain/sale-decisions/decide-sale.ts';
import { idsAlone } from '../../services/campaigns/test/ids-alone.ts';
import { promotions, type Published } from '../../services/campaigns/test/promoted-sale.ts';
import { clubWith } from '../../services/campaigns/test/rules.ts';
import { GrpcCampaigns } from '../../services/checkout/src/adapters/campaigns/grpc-campaigns.ts';
import { toSessionMessage } from '../../services/checkout/src/adapters/grpc/to-session-message.ts';
import type { Session } from '../../services/checkout/src/domain/session/session.ts';
import type { SaleGood } from '../../services/checkout/src/use-cases/campaigns.ts';
import { memoryCheckout } from '../../services/checkout/test/in-memory.ts';
import { sara } from '../../services/checkout/test/sales.ts';

const opensAt = new Date('2026-03-10T12:00:00Z');
const clubId = 'clb_1';
const branchId = derivedId(sharedIdPrefixes.branch, 'b');

const good = (sku: string, categories: readonly string[], more: Partial<SaleGood> = {}): SaleGood => ({
  sku,
  categories,
  family: '',
  brand: '',
  noDiscount: false,
  noPoints: false,
  giftCard: false,
  decimals: false,
  taxClass: '',
  taxRate: 0n,
  ...more,
});
const catalogue = [
  good('tea', ['food']),
  good('cup', ['kitchen']),
  good('rice', ['food'], { decimals: true }),
  good('card', ['cards'], { giftCard: true }),
  good('press', ['press'], { noDiscount: true, noPoints: true }),
  good('coffee', ['food'], { floorPrice: 450n }),
];

interface Line {
  readonly sku: string;
  readonly milli: bigint;
  readonly price: string;
}

const line = (sku: string, units: number, price: string): Line => ({ sku, milli: BigInt(units * 1000), price });

/** Checkout's use cases in memory, whose campaigns are campaigns' own decisions, by the messages of the contract. */
class Till {
  published: Published;
  readonly checkout = memoryCheckout(opensAt);
  /** The lines are told in the opposite order. */
  reversed = false;
  private keys = 0;

  constructor(published: Published, balance = 10_000n) {
    this.published = published;
    const rules = clubWith({});
    const campaigns = new GrpcCampaigns({
      adjudicate: ({ baskets }) => {
        const decided = baskets.map((basket) => {
          const sale = basket.sale && {
            ...basket.sale,
            goods: catalogue.map((each) => ({ cost: undefined, ...each })),
          };
          const told = this.reversed ? basket.lines.toReversed() : basket.lines;
          const asked = toBasket({ ...basket, lines: told, sale } as typeof basket);
          const club = { rules, promotions: promotions(...this.published) };
          return toAdjudication(decideSale(club, asked, idsAlone.known), basket.decided);
        });
        return Promise.resolve({ adjudications: decided });
      },
    });
    this.checkout.campaigns.adjudicate = (club, baskets) =>
      Promise.resolve(campaigns.adjudicate(club, baskets)) as never;
    this.checkout.ledger.balances.set(sara, balance);
  }

  put(lines: readonly Line[], memberId = sara): Promise<Session> {
    return this.checkout.put.execute({
      clubId,
      dry: false,
      sessionId: 's',
      branchId,
      till: '1',
      receipt: 'r',
      memberId,
      lines: lines.map(({ sku, milli, price }) => ({
        sku,
        description: '',
        quantityMilli: milli,
        unitPrice: price,
        row: 0,
      })),
    });
  }

  hold(points: bigint): Promise<Session> {
    return this.checkout.hold.execute(clubId, 's', { key: 'h', points });
  }

  close(): Promise<Session> {
    return this.checkout.close.execute(clubId, 's', 'c');
  }

  async back(...lines: readonly (readonly [position: number, milli: bigint])[]) {
    const wanted = lines.map(([position, quantityMilli]) => ({ position, quantityMilli }));
    const key = `b${String(++this.keys)}`;
    return this.checkout.returnLines.execute({ clubId, sessionId: 's', key, receipt: '', lines: wanted });
  }
}

const ten = { effects: [{ kind: 'off_sale', off: { percent: 10 } }] };
const tenFrom20 = { ...ten, conditions: [{ kind: 'total', at_least: 2000 }] };
const early = new Date('2026-03-01T00:00:00Z');

describe('a sale at a till', () => {
  const tea = [line('tea', 8, '2.50'), line('cup', 1, '3.33')];

  test('is decided at the close: what has ended since it was opened takes nothing off', async () => {
    const till = new Till([['ten', ten, early]]);
    expect((await till.put(tea)).total).toBe(2_100n);
    till.published = [];
    expect((await till.close()).total).toBe(2_333n);
  });

  test('is fixed by a hold: what ends or begins after it changes nothing', async () => {
    const till = new Till([['ten', ten, early]]);
    await till.put(tea);
    expect(await till.hold(1_000n)).toMatchObject({ state: 'held', total: 2_100n });
    till.published = [['half', { effects: [{ kind: 'off_sale', off: { percent: 50 } }] }, early]];
    expect(await till.close()).toMatchObject({ total: 2_100n, reservations: [{ pays: 1_000n }] });
  });

  test('points that are held earn nothing where money alone counts', async () => {
    const money = { effects: [{ kind: 'points_per_money', points: 1, per_amount: 100, base: 'money_part_only' }] };
    const till = new Till([['money', money, early]]);
    await till.put(tea);
    await till.hold(1_000n);
    // The rule counts 23.33, the promotion 13.33.
    expect((await till.close()).adjudication.dues.map(({ amount }) => amount)).toEqual([23n, 13n]);
  });

  test('an earlier return does not count: what fell away may be met again', async () => {
    const conditions = [
      {
        kind: 'any',
        of: [
          { kind: 'total', at_least: 2_000 },
          { kind: 'not', condition: { kind: 'total', at_least: 1_000 } },
        ],
      },
    ];
    const till = new Till([['ten', { ...ten, conditions }, early]]);
    expect((await till.put([line('tea', 8, '2.50')], '')).total).toBe(1_800n);
    await till.close();
    // 15.00 are left at full price; then 7.50 less 0.75, which is 2.00 × 3 ÷ 8.
    expect((await till.back([1, 2_000n])).return).toMatchObject({ amount: 300n });
    expect((await till.back([1, 3_000n])).return).toMatchObject({ amount: 825n });
    expect((await till.back([1, 3_000n])).return).toMatchObject({ amount: 675n });
  });

  test('a hold sees what began since it was opened; points pay no more than is left then', async () => {
    const till = new Till([]);
    expect((await till.put(tea)).total).toBe(2_333n);
    till.published = [['ten', ten, early]];
    await expect(till.hold(2_101n)).rejects.toMatchObject({
      code: 'more_than_total',
      details: { total: '2100', value: '2101' },
    });
    expect(await till.hold(2_100n)).toMatchObject({ total: 2_100n });
    // The whole price is paid with points, and all of them come back.
    await till.close();
    const { session } = await till.back([1, 8_000n], [2, 1_000n]);
    expect(session.returns).toMatchObject([{ amount: 2_100n, pointsRestored: 2_100n }]);
  });

  test('of which all comes off costs nothing, and takes no points', async () => {
    const till = new Till([['free', { effects: [{ kind: 'off_sale', off: { percent: 100 } }] }, early]]);
    expect((await till.put(tea)).total).toBe(0n);
    await expect(till.hold(1n)).rejects.toMatchObject({ code: 'more_than_total' });
    expect((await till.close()).total).toBe(0n);
    expect((await till.back([1, 8_000n])).return).toMatchObject({ amount: 0n });
  });

  test('of a gift card and a line of nothing: neither is discounted', async () => {
    const till = new Till([['ten', ten, early]]);
    const sold = await till.put([line('card', 1, '20.00'), line('tea', 1, '0'), line('tea', 2, '2.50')]);
    expect(sold).toMatchObject({ total: 2_450n });
    expect(toSessionMessage(sold).lines.map(({ net }) => net)).toEqual([2_000n, 0n, 450n]);
    await till.close();
    expect((await till.back([2, 1_000n])).return).toMatchObject({ amount: 0n });
    expect((await till.back([1, 1_000n])).return).toMatchObject({ amount: 2_000n });
  });

  test('of 10,000 lines is taken back as one', async () => {
    const till = new Till([['ten', ten, early]]);
    const lines = Array.from({ length: 10_000 }, (_none, at) => line(`sku-${String(at)}`, 1, '1.23'));
    // 12,300.00 less 10 %.
    expect((await till.put(lines)).total).toBe(1_107_000n);
    const closed = await till.close();
    expect(closed.adjudication.adjustments.reduce((sum, { amount }) => sum + amount, 0n)).toBe(123_000n);
    expect(toSessionMessage(closed)).toMatchObject({ gross: 1_230_000n, discount: 123_000n });
    const all = lines.map((_line, at) => [at + 1, 1_000n] as const);
    expect((await till.back(...all)).return).toMatchObject({ amount: 1_107_000n });
  });

  test('a refund that a lost discount has eaten comes with the next', async () => {
    const till = new Till([['ten', tenFrom20, early]]);
    await till.put([line('tea', 8, '2.50')]);
    await till.close();
    // Paid 18.00; 17.50 are left after one, 15.00 after two.
    expect((await till.back([1, 1_000n])).return).toMatchObject({ amount: 50n });
    expect((await till.back([1, 1_000n])).return).toMatchObject({ amount: 250n });
    const free = new Till([['ten', { ...tenFrom20, effects: [{ kind: 'off_sale', off: { amount: 500 } }] }, early]]);
    await free.put([line('tea', 8, '2.50')]);
    await free.close();
    // Paid 15.00: 17.50 are left, and nothing goes back; 15.00, nothing; 12.50.
    expect((await free.back([1, 1_000n])).return).toMatchObject({ amount: 0n });
    const { return: second, session } = await free.back([1, 1_000n]);
    expect([second.amount, toSessionMessage(session).remainingTotal]).toEqual([0n, 1_500n]);
    expect((await free.back([1, 1_000n])).return).toMatchObject({ amount: 250n });
    expect(free.checkout.spend()).toEqual({ [sara]: 1_250n });
  });
});

const percents = fc.integer({ min: 1, max: 100 });
const goods = fc.constantFrom<object>(
  { categories: ['food'] },
  { categories: ['kitchen'] },
  { skus: ['tea', 'coffee'] },
);
const off = fc.oneof(
  percents.map((percent) => ({ percent })),
  fc.integer({ min: 1, max: 900 }).map((amount) => ({ amount })),
);
const effect = fc.oneof(
  off.map((some) => ({ kind: 'off_sale', off: some })),
  fc.tuple(off, goods).map(([some, of]) => ({ kind: 'off_lines', off: some, goods: of })),
  fc.tuple(off, goods).map(([some, of]) => ({ kind: 'off_cheapest', off: some, goods: of })),
  fc.tuple(percents, goods).map(([percent, of]) => ({
    kind: 'buy_get',
    buy: { goods: of, count: 2 },
    get: { goods: of, count: 1 },
    off: { percent },
  })),
  fc.tuple(fc.integer({ min: 1, max: 400 }), goods).map(([price, of]) => ({ kind: 'fixed_price', price, goods: of })),
  fc.constantFrom('gross', 'net_of_discount', 'money_part_only').map((base) => ({
    kind: 'points_per_money',
    points: 3,
    per_amount: 100,
    base,
  })),
  fc.constant({ kind: 'points', points: 50 }),
  fc.constant({ kind: 'points_multiplied', times: 2 }),
);
const condition = fc.oneof(
  fc.integer({ min: 0, max: 4_000 }).map((least) => ({ kind: 'total', at_least: least })),
  fc
    .tuple(fc.integer({ min: 1, max: 4 }), goods)
    .map(([least, of]) => ({ kind: 'quantity', at_least: least, goods: of })),
  fc.constant({
    kind: 'any',
    of: [
      { kind: 'weekdays', in: [7] },
      { kind: 'total', at_least: 1_500 },
    ],
  }),
  fc.constant({ kind: 'not', condition: { kind: 'quantity', at_least: 3, goods: { skus: ['cup'] } } }),
  fc.constant({ kind: 'member' }),
);
const terms = fc.record({
  effects: fc.array(effect, { minLength: 1, maxLength: 2 }),
  conditions: fc.array(condition, { maxLength: 2 }),
  combine: fc.constantFrom('stackable', 'stackable', 'exclusive', 'always'),
  priority: fc.integer({ min: 0, max: 3 }),
  reevaluate_on_return: fc.boolean(),
});
const published = fc
  .array(terms, { minLength: 1, maxLength: 4 })
  .map((all): Published => all.map((each, at) => [`p${String(at)}`, each, early] as const));
const lines = fc.array(
  fc.oneof(
    fc
      .tuple(fc.constantFrom('tea', 'cup', 'coffee', 'press', 'other'), fc.integer({ min: 1, max: 6 }))
      .map(([sku, units]) => line(sku, units, sku === 'coffee' ? '4.99' : '2.50')),
    fc.integer({ min: 1, max: 4_000 }).map((milli): Line => ({ sku: 'rice', milli: BigInt(milli), price: '1.07' })),
    fc.constant(line('card', 1, '20.00')),
    fc.constant(line('tea', 1, '0')),
  ),
  { minLength: 1, maxLength: 6 },
);

/** All of the lines, in parts and in any order. */
const partsOf = (sold: readonly Line[], cuts: readonly number[]): (readonly [number, bigint])[] => {
  const parts = sold.flatMap(({ milli, sku }, at): (readonly [number, bigint])[] => {
    const position = at + 1;
    const isWhole = sku !== 'rice';
    const first = isWhole ? BigInt(Math.floor(Number(milli) / 2000) * 1000) : milli / 3n;
    return first === 0n
      ? [[position, milli]]
      : [
          [position, first],
          [position, milli - first],
        ];
  });
  return parts
    .map((part, at) => ({ part, key: cuts[at % cuts.length] ?? 0 }))
    .sort((one, other) => one.key - other.key)
    .map(({ part }) => part);
};

describe('laws of a sale and its returns', () => {
  test('money and points come to what was paid and earned, in any order of parts', async () => {
    await fc.assert(
      fc.asyncProperty(
        published,
        lines,
        fc.array(fc.integer({ min: 0, max: 1_000 }), { minLength: 12, maxLength: 12 }),
        fc.nat({ max: 3_000 }),
        async (promoted, sold, cuts, points) => {
          const till = new Till(promoted);
          const preview = await till.put(sold);
          const pays = BigInt(points) < preview.total ? BigInt(points) : preview.total;
          if (pays > 0n) await till.hold(pays).catch(() => undefined);
          const closed = await till.close();
          const message = toSessionMessage(closed);
          const decision = Decision.decode(closed.adjudication.decision);
          // What comes off lines is what the effects take off, and no line costs less than nothing.
          const taken = decision.effects.reduce(
            (sum, { effect: given }) => (given?.$case === 'discount' ? sum + given.value.amount : sum),
            0n,
          );
          expect([message.discount, message.gross - message.total]).toEqual([taken, taken]);
          for (const { net, amount } of message.lines) expect(net >= 0n && net <= amount).toBe(true);
          let refunded = 0n;
          let session: Session = closed;
          for (const part of partsOf(sold, cuts)) {
            const { session: after, return: made } = await till.back(part);
            expect(made.amount >= 0n && made.pointsTakenBack >= 0n && made.pointsRestored >= 0n).toBe(true);
            refunded += made.amount;
            session = after;
            expect(toSessionMessage(after).remainingTotal).toBe(closed.total - refunded);
          }
          expect(refunded).toBe(closed.total);
          expect(session.adjudication.dues.every(({ amount }) => amount === 0n)).toBe(true);
          // Of all postings nothing is left, and no key was used twice.
          expect([till.checkout.points(), till.checkout.spend()]).toEqual([{}, {}]);
        },
      ),
      { numRuns: 150 },
    );
  });

  test('a sale that is asked again, or with its lines in another order, gets the same answer', async () => {
    await fc.assert(
      fc.asyncProperty(published, lines, async (promoted, sold) => {
        const sale = new Till(promoted);
        const first = await sale.put(sold);
        const other = new Till(promoted);
        other.reversed = true;
        expect((await other.put(sold)).adjudication).toEqual(first.adjudication);
        expect((await sale.close()).adjudication).toEqual(first.adjudication);
        const { return: made } = await sale.back(...sold.map(({ milli }, at) => [at + 1, milli] as const));
        expect(made.amount).toBe(first.total);
      }),
      { numRuns: 100 },
    );
  });
});
