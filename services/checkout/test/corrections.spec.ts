import { sharedIdPrefixes } from '@vafa/contracts/ids';
import { derivedId } from '@vafa/kernel';
import { describe, expect, test } from '@jest/globals';
import type { BatchItem } from '../src/domain/batch/batch-item.ts';
import type { NewLine } from '../src/domain/session/line.ts';
import type { PricedBasket } from '../src/use-cases/campaigns.ts';
import { memoryCheckout } from './in-memory.ts';

const now = new Date('2026-11-27T12:00:00Z');
const clubId = 'clb_1';
const terms = { clubId, source: 'file', branchIds: [] };
const branchId = derivedId(sharedIdPrefixes.branch, 'b');
const [ana, ben] = [derivedId(sharedIdPrefixes.member, 'ana'), derivedId(sharedIdPrefixes.member, 'ben')];
const day = (date: number): Date => new Date(Date.UTC(2026, 10, date, 10));

const line = (sku: string, quantity: number, unitPrice: string, row = 1): NewLine => ({
  sku,
  description: '',
  quantityMilli: BigInt(quantity * 1_000),
  unitPrice,
  row,
});
const sale = (
  receipt: string,
  date: number,
  lines: readonly NewLine[],
  changes: Partial<BatchItem> = {},
): BatchItem => ({
  sessionId: receipt,
  branchId,
  till: '1',
  receipt,
  memberId: ana,
  at: day(date),
  dayOnly: false,
  row: 1,
  lines,
  isReturn: false,
  exceptions: [],
  ...changes,
});
const back = (receipt: string, date: number, lines: readonly NewLine[], changes: Partial<BatchItem> = {}): BatchItem =>
  sale(receipt, date, lines, { sessionId: '', isReturn: true, ...changes });

const run = () => {
  const checkout = memoryCheckout(now);
  const submit = async (...items: BatchItem[]) =>
    (await checkout.batch.execute(terms, items)).map(({ status, exceptions }) => [
      status,
      ...exceptions.map(({ code }) => code),
    ]);
  const move = (sessionId: string, memberId: string, key = 'k', reason = 'the wrong card') =>
    checkout.move.execute({ clubId, sessionId, key, memberId, reason, by: 'key_1' });
  const giveBack = (sessionId: string, position: number, quantity: number, receipt = '') =>
    checkout.returnLines.execute({
      clubId,
      sessionId,
      key: `${sessionId}-${String(position)}`,
      receipt,
      lines: [{ position, quantityMilli: BigInt(quantity * 1_000) }],
    });
  return { ...checkout, submit, move, giveBack };
};

describe('an exchange', () => {
  test('is a sale and a return of earlier sales under one receipt', async () => {
    const { submit, points, spend, summary } = run();
    await submit(sale('E0', 11, [line('S', 1, '50.00')]));
    const exchange = sale('E1', 12, [line('S', -1, '50.00'), line('M', 1, '60.00', 2)]);
    expect(await submit(exchange)).toEqual([['accepted']]);
    expect(await submit(exchange)).toEqual([['accepted']]);
    expect([points(), spend()]).toEqual([{ [ana]: 60n }, { [ana]: 6_000n }]);
    expect(await summary.execute(clubId)).toEqual({ sales: 2, salesWithoutMember: 0, returns: 1, exceptions: 0 });
  });

  test('whose goods come back to no sale is an exception of its row until the sale comes', async () => {
    const { submit, points, summary } = run();
    expect(await submit(sale('E1', 12, [line('S', -1, '50.00'), line('M', 1, '60.00', 2)]))).toEqual([
      ['accepted', 'no_matching_line'],
    ]);
    await submit(sale('E0', 11, [line('S', 1, '50.00')]));
    expect(points()).toEqual({ [ana]: 60n });
    expect((await summary.execute(clubId)).exceptions).toBe(0);
  });

  test('of nobody sells, and gives back once it is somebody’s', async () => {
    const { submit, points } = run();
    await submit(sale('E0', 11, [line('S', 1, '50.00')]));
    const exchange = sale('E1', 12, [line('S', -1, '50.00'), line('M', 1, '60.00', 2)], { memberId: '' });
    expect(await submit(exchange)).toEqual([['accepted', 'no_member']]);
    expect(await submit({ ...exchange, memberId: ana })).toEqual([['accepted']]);
    expect(points()).toEqual({ [ana]: 60n });
  });

  test('under the id of another sale is refused, and takes nothing back whatever is sold later', async () => {
    const { submit, points, summary } = run();
    const exchange = sale('E1', 12, [line('S', -1, '50.00'), line('M', 1, '60.00', 2)], { sessionId: 'E0' });
    await submit(sale('E0', 11, [line('T', 1, '7.00')]));
    expect(await submit(exchange)).toEqual([['exception', 'receipt_differs']]);
    await submit(sale('E2', 11, [line('S', 1, '50.00')]));
    expect(points()).toEqual({ [ana]: 57n });
    expect(await summary.execute(clubId)).toEqual({ sales: 2, salesWithoutMember: 0, returns: 0, exceptions: 1 });
    expect(await submit({ ...exchange, sessionId: 'E1' })).toEqual([['accepted']]);
    expect(points()).toEqual({ [ana]: 67n });
  });
});

describe('a return that a till took, told again by a file', () => {
  const nowBack = (changes: Partial<BatchItem> = {}): BatchItem =>
    back('R1', 27, [line('S', 1, '50.00')], { at: now, ...changes });

  test('is the same return', async () => {
    const { submit, giveBack, points, spend, summary } = run();
    await submit(sale('1', 11, [line('S', 3, '50.00')]));
    await giveBack('1', 1, 1, 'R1');
    expect(await submit(nowBack())).toEqual([['duplicate']]);
    expect(await submit(nowBack({ till: '' }), nowBack())).toEqual([['duplicate'], ['duplicate']]);
    expect([points(), spend()]).toEqual([{ [ana]: 100n }, { [ana]: 10_000n }]);
    expect(await summary.execute(clubId)).toEqual({ sales: 1, salesWithoutMember: 0, returns: 1, exceptions: 0 });
  });

  test('is the same when the file came first', async () => {
    const { submit, giveBack, points, spend, summary } = run();
    await submit(sale('1', 11, [line('S', 3, '50.00')]), nowBack());
    const { session } = await giveBack('1', 1, 1, 'R1');
    expect(session.lines.map(({ returnedMilli }) => returnedMilli)).toEqual([1_000n]);
    expect([points(), spend()]).toEqual([{ [ana]: 100n }, { [ana]: 10_000n }]);
    expect(await summary.execute(clubId)).toMatchObject({ returns: 1, exceptions: 0 });
  });

  test('differs when the file says it otherwise the second time', async () => {
    const { submit, giveBack, points } = run();
    await submit(sale('1', 11, [line('S', 3, '50.00')]));
    await giveBack('1', 1, 1, 'R1');
    await submit(nowBack());
    expect(await submit(nowBack({ lines: [line('S', 2, '50.00')] }))).toEqual([['exception', 'receipt_differs']]);
    expect(await submit(nowBack({ memberId: ben }))).toEqual([['exception', 'receipt_differs']]);
    expect(points()).toEqual({ [ana]: 100n });
  });

  test('takes only the rest where the file has more of it', async () => {
    const { submit, giveBack, points } = run();
    await submit(sale('1', 11, [line('S', 3, '50.00')]));
    await giveBack('1', 1, 1, 'R1');
    expect(await submit(nowBack({ lines: [line('S', 2, '50.00')] }))).toEqual([['accepted']]);
    expect(points()).toEqual({ [ana]: 50n });
  });

  test('is another one under another receipt, or on another day', async () => {
    const { submit, giveBack, points } = run();
    await submit(sale('1', 11, [line('S', 3, '50.00')]));
    await giveBack('1', 1, 1, 'R1');
    expect(await submit(back('R1', 20, [line('S', 1, '50.00')]), nowBack({ receipt: 'R2' }))).toEqual([
      ['accepted'],
      ['accepted'],
    ]);
    expect(points()).toEqual({});
  });

  test('is accepted by a person under its receipt, at the price that was paid, and no later sale is taken for it', async () => {
    const { submit, giveBack, points, summary } = run();
    const other = back('C4', 12, [line('S', 1, '45.00')]);
    await submit(sale('1', 11, [line('S', 1, '50.00')]));
    expect(await submit(other)).toEqual([['exception', 'price_differs']]);
    await giveBack('1', 1, 1, 'C4');
    expect(await summary.execute(clubId)).toMatchObject({ returns: 1, exceptions: 0 });
    expect(await submit(other)).toEqual([['duplicate']]);
    await submit(sale('2', 11, [line('S', 1, '45.00')]));
    expect(points()).toEqual({ [ana]: 45n });
  });
});

describe('a return', () => {
  test('at another price names the lines that may be meant', async () => {
    const { batch, submit } = run();
    await submit(sale('1', 11, [line('S', 2, '50.00'), line('S', 1, '40.00', 2)]));
    const [outcome] = await batch.execute(terms, [back('C1', 12, [line('S', 1, '45.00')])]);
    expect(outcome).toMatchObject({
      status: 'exception',
      exceptions: [
        {
          code: 'price_differs',
          fits: [
            { sessionId: '1', position: 1, unitPrice: '50', leftMilli: 2_000n },
            { position: 2, unitPrice: '40' },
          ],
        },
      ],
    });
  });

  test('goes to an earlier sale of the goods that comes late, and the other gets its points again', async () => {
    const { submit, points, sessions } = run();
    await submit(sale('1', 11, [line('S', 1, '50.00')]), back('C1', 20, [line('S', 1, '50.00')]));
    expect(points()).toEqual({});
    await submit(sale('2', 15, [line('S', 1, '50.00'), line('T', 1, '9.00', 2)]));
    expect(points()).toEqual({ [ana]: 59n });
    expect(sessions.all().map(({ receipt, lines }) => [receipt, lines[0]?.returnedMilli])).toEqual([
      ['1', 0n],
      ['2', 1_000n],
    ]);
  });

  test('finds goods however their SKU is written', async () => {
    const { submit, points } = run();
    await submit(sale('1', 11, [line('036000291452', 1, '50.00'), line('۷۷', 1, '5', 2)]));
    expect(await submit(back('C1', 12, [line('0036000291452', 1, '50.00'), line('77', 1, '5', 2)]))).toEqual([
      ['accepted'],
    ]);
    expect(points()).toEqual({});
  });
});

describe('moving a sale', () => {
  test('takes all that is left of its points to the other member, with its spend; once per key', async () => {
    const { submit, move, giveBack, points, spend } = run();
    await submit(sale('1', 11, [line('S', 2, '50.00')]));
    await giveBack('1', 1, 1);
    for (const _time of [1, 2])
      expect(await move('1', ben)).toMatchObject({
        memberId: ben,
        corrections: [
          {
            reason: 'member_moved',
            by: 'key_1',
            text: 'the wrong card',
            memberIdBefore: ana,
            memberId: ben,
            pointsGiven: 50n,
            pointsTakenBack: 50n,
          },
        ],
      });
    expect([points(), spend()]).toEqual([{ [ben]: 50n }, { [ben]: 5_000n }]);
    await expect(move('1', ana)).rejects.toMatchObject({ code: 'key_reused' });
    await move('1', ana, 'k2');
    await move('1', '', 'k3');
    expect([points(), spend()]).toEqual([{}, {}]);
    await move('1', ben, 'k4');
    expect(points()).toEqual({ [ben]: 50n });
    await giveBack('1', 1, 1).catch(() => undefined);
  });

  test('and returning it afterwards takes from whom it is', async () => {
    const { submit, move, giveBack, points, spend } = run();
    await submit(sale('1', 11, [line('S', 2, '50.00'), line('T', 1, '7.00', 2)]));
    await move('1', ben);
    await giveBack('1', 1, 1);
    expect([points(), spend()]).toEqual([{ [ben]: 57n }, { [ben]: 5_700n }]);
    await giveBack('1', 2, 1);
    expect([points(), spend()]).toEqual([{ [ben]: 50n }, { [ben]: 5_000n }]);
  });

  test('brings returns that were waiting, and lets those go that are not of that member', async () => {
    const { submit, move, points, summary } = run();
    await submit(
      sale('1', 11, [line('S', 1, '50.00')]),
      back('C1', 12, [line('S', 1, '50.00')]),
      back('C2', 12, [line('S', 1, '50.00')], { memberId: ben }),
    );
    expect([points(), await summary.execute(clubId)]).toMatchObject([{}, { returns: 1, exceptions: 1 }]);
    await move('1', ben);
    expect([points(), await summary.execute(clubId)]).toMatchObject([{}, { returns: 1, exceptions: 1 }]);
    await move('1', '', 'k2');
    expect([points(), await summary.execute(clubId)]).toMatchObject([{}, { returns: 0, exceptions: 2 }]);
  });

  test('takes what goes back under its receipt along, to the sales of the other member', async () => {
    const { submit, move, points, summary } = run();
    await submit(sale('S1', 10, [line('tea', 1, '9.00')]), sale('S2', 10, [line('tea', 1, '9.00')], { memberId: ben }));
    await submit(sale('E1', 12, [line('cup', 1, '5.00'), line('tea', -1, '9.00', 2)]));
    expect(points()).toEqual({ [ana]: 5n, [ben]: 9n });
    await move('E1', ben);
    expect(points()).toEqual({ [ana]: 9n, [ben]: 5n });
    expect(await summary.execute(clubId)).toMatchObject({ returns: 1, exceptions: 0 });
  });

  test('makes the file that said so agree', async () => {
    const { submit, move, summary } = run();
    await submit(sale('1', 11, [line('S', 1, '50.00')]));
    expect(await submit(sale('1', 11, [line('S', 1, '50.00')], { memberId: ben }))).toEqual([
      ['exception', 'receipt_differs'],
    ]);
    await move('1', ben);
    expect((await summary.execute(clubId)).exceptions).toBe(1);
    expect(await submit(sale('1', 11, [line('S', 1, '50.00')], { memberId: ben }))).toEqual([['accepted']]);
    expect((await summary.execute(clubId)).exceptions).toBe(0);
  });

  test.each<[string, string, Parameters<ReturnType<typeof run>['move']>]>([
    ['an unknown session', 'session_not_found', ['none', ben]],
    ['to what is no member', 'member_not_found', ['1', 'somebody']],
    ['without a reason', 'invalid_session', ['1', ben, 'k', ' ']],
  ])('of %s is refused as %s', async (_what, code, order) => {
    const { submit, move } = run();
    await submit(sale('1', 11, [line('S', 1, '50.00')]));
    await expect(move(...order)).rejects.toMatchObject({ code });
  });
});

describe('adjudicating late', () => {
  const period = { clubId, from: day(1), to: day(15), branchIds: [], after: '', by: 'key_1' };

  test('gives sales of before there was a rule their points, once, as the preview says', async () => {
    const { submit, giveBack, late, campaigns, points } = run();
    campaigns.isPublished = false;
    await submit(
      sale('1', 11, [line('S', 2, '50.00')]),
      sale('2', 12, [line('S', 1, '0.50')]),
      sale('3', 20, [line('S', 1, '9.00')]),
      sale('4', 12, [line('S', 1, '9.00')], { memberId: '' }),
    );
    await giveBack('1', 1, 1);
    campaigns.isPublished = true;
    await submit(sale('5', 12, [line('S', 1, '3.00')]));
    const expected = { sales: 1, points: 50n, salesWithoutPoints: 1, next: '' };
    expect(await late.execute({ ...period, dry: true })).toEqual(expected);
    expect(points()).toEqual({ [ana]: 3n });
    expect(await late.execute({ ...period, dry: false })).toEqual(expected);
    expect(await late.execute({ ...period, dry: false })).toEqual({ ...expected, sales: 0, points: 0n });
    expect(points()).toEqual({ [ana]: 53n });
    await giveBack('1', 1, 1).catch(() => undefined);
  });

  test('of a period that ends before it begins is refused', () =>
    expect(run().late.execute({ ...period, to: day(1), dry: true })).rejects.toMatchObject({
      code: 'invalid_session',
    }));
});

describe('a receipt that a till opened', () => {
  const put = (checkout: ReturnType<typeof run>, sessionId: string) =>
    checkout.put.execute({
      ...terms,
      dry: false,
      sessionId,
      branchId,
      till: '1',
      receipt: '1',
      memberId: ana,
      lines: [line('S', 1, '50.00')],
    });

  test('is free for its sale in a file when nobody closed it for a day', async () => {
    const checkout = run();
    await put(checkout, 's');
    const told = sale('1', 27, [line('S', 1, '50.00')], { sessionId: '', at: now });
    expect(await checkout.submit(told)).toEqual([['exception', 'receipt_differs']]);
    checkout.clock.advance(25 * 3_600_000);
    expect(await checkout.submit(told)).toEqual([['accepted']]);
    await expect(checkout.close.execute(clubId, 's', 'k')).rejects.toMatchObject({ code: 'session_not_open' });
    expect(checkout.points()).toEqual({ [ana]: 50n });
  });

  test('is an exchange with what the till took back under it; rows that it did not take are said', async () => {
    const checkout = run();
    const { submit, giveBack, points, summary } = checkout;
    await submit(sale('0', 11, [line('T', 2, '20.00')]));
    await put(checkout, 's');
    await checkout.close.execute(clubId, 's', 'k');
    const exchange = sale('1', 27, [line('S', 1, '50.00'), line('T', -1, '20.00', 2)], { sessionId: '', at: now });
    expect(await submit(exchange)).toEqual([['exception', 'receipt_differs']]);
    await giveBack('0', 1, 1, '1');
    expect(await submit(exchange)).toEqual([['duplicate']]);
    expect(await submit({ ...exchange, till: '' })).toEqual([['duplicate']]);
    expect(points()).toEqual({ [ana]: 70n });
    expect(await summary.execute(clubId)).toEqual({ sales: 2, salesWithoutMember: 0, returns: 1, exceptions: 0 });
  });
});

describe('what campaigns is asked of a sale that changes hands', () => {
  const asked = () => {
    const checkout = run();
    const { campaigns } = checkout;
    const baskets: PricedBasket[] = [];
    const adjudicate = campaigns.adjudicate.bind(campaigns);
    campaigns.adjudicate = (club, some) => {
      baskets.push(...some);
      return adjudicate(club, some);
    };
    return { ...checkout, baskets };
  };

  test('is of the zone of its club, and of what a point pays there, though a file told it', async () => {
    const { submit, move, baskets } = asked();
    await submit(sale('R1', 11, [line('S', 1, '50.00')], { memberId: '' }));
    await move('R1', ben);
    expect(baskets.at(-1)).toMatchObject({ memberId: ben, sale: { timeZone: 'Europe/London', pointValue: 10_000n } });
  });

  test('is no more for the other than it gave the one; whoever comes after nobody gets all', async () => {
    const { submit, move, baskets } = asked();
    await submit(sale('R1', 11, [line('S', 1, '50.00')]));
    await move('R1', ben, 'k1');
    await move('R1', '', 'k2');
    await move('R1', ana, 'k3');
    expect(baskets.slice(1).map(({ memberId, onlyLess }) => [memberId, onlyLess])).toEqual([
      [ben, true],
      ['', true],
      [ana, false],
    ]);
  });
});
