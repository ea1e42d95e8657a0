import { sharedIdPrefixes } from '@vafa/contracts/ids';
import { derivedId } from '@vafa/kernel';
import { describe, expect, test } from '@jest/globals';
import type { BatchItem } from '../src/domain/batch/batch-item.ts';
import type { NewLine } from '../src/domain/session/line.ts';
import { memoryCheckout } from './in-memory.ts';

const now = new Date('2026-11-27T12:00:00Z');
const clubId = 'clb_1';
const terms = { clubId, source: 'file', branchIds: [] };
const branch = derivedId(sharedIdPrefixes.branch, 'b');
const [ana, ben] = [derivedId(sharedIdPrefixes.member, 'ana'), derivedId(sharedIdPrefixes.member, 'ben')];

const line = (sku: string, quantity: number, unitPrice: string, row = 1): NewLine => ({
  sku,
  description: '',
  quantityMilli: BigInt(quantity * 1_000),
  unitPrice,
  row,
});
const item = (changes: Partial<BatchItem> = {}): BatchItem => ({
  sessionId: '',
  branchId: branch,
  till: '1',
  receipt: '4711',
  memberId: ana,
  at: new Date('2026-11-20T10:00:00Z'),
  dayOnly: false,
  row: 1,
  lines: [line('A', 1, '50.00')],
  isReturn: false,
  exceptions: [],
  ...changes,
});
const unread = (row: number) => ({ row, code: 'invalid_quantity', quantityMilli: 0n });

const run = () => {
  const checkout = memoryCheckout(now);
  const submit = async (items: readonly BatchItem[], source = 'file') => {
    const outcomes = await checkout.batch.execute({ ...terms, source }, items);
    return outcomes.map(({ status, differs, exceptions, repeated, completed }) => ({
      status,
      ...(differs.length > 0 && { differs }),
      ...(repeated && { repeated }),
      ...(completed && { completed }),
      rows: exceptions.map(({ code }) => code),
    }));
  };
  const clockTo = (at: string): void => checkout.clock.advance(new Date(at).getTime() - checkout.clock.now().getTime());
  const sell = async (changes: {
    till?: string;
    receipt?: string;
    at: string;
    closedAt?: string;
    memberId?: string;
    sessionId?: string;
  }) => {
    const { at, closedAt = at, till = '1', receipt = '4711', memberId = ana, sessionId = 's1' } = changes;
    clockTo(at);
    await checkout.put.execute({
      clubId,
      dry: false,
      sessionId,
      branchId: branch,
      till,
      receipt,
      memberId,
      lines: [line('A', 1, '50.00')],
    });
    clockTo(closedAt);
    await checkout.close.execute(clubId, sessionId, 'k');
    clockTo(now.toISOString());
  };
  return { ...checkout, submit, sell };
};

describe('a receipt', () => {
  test.each<[string, Partial<BatchItem>]>([
    ['another day', { at: new Date('2026-11-21T10:00:00Z') }],
    ['another year', { at: new Date('2025-11-20T10:00:00Z') }],
    ['another branch', { branchId: derivedId(sharedIdPrefixes.branch, 'south') }],
    ['another till', { till: '2' }],
  ])('of %s is another sale', async (_what, changes) => {
    const { submit, points } = run();
    expect((await submit([item(), item({ memberId: ben, ...changes })])).map(({ status }) => status)).toEqual([
      'accepted',
      'accepted',
    ]);
    expect(points()).toEqual({ [ana]: 50n, [ben]: 50n });
  });

  test('of a till is the same without its till in a file, whichever comes first', async () => {
    for (const items of [
      [item(), item({ till: 'import' })],
      [item({ till: '' }), item()],
    ]) {
      const { submit, points } = run();
      const first = await submit(items.slice(0, 1), 'one');
      const second = await submit(items.slice(1), 'two');
      expect([...first, ...second].map(({ status }) => status)).toEqual(['accepted', 'duplicate']);
      expect(points()).toEqual({ [ana]: 50n });
    }
  });

  test('of till 01 is that of till 1, as spreadsheets write it, beside another one too', async () => {
    const { submit, sell, points } = run();
    await submit([item({ till: '2', lines: [line('B', 1, '9')], memberId: ben })], 'first');
    await sell({ till: '01', at: '2026-11-20T10:00:00Z' });
    expect(
      await submit(
        [item({ till: '1' }), item({ till: '۰۰۱' }), item({ till: '02', lines: [line('B', 1, '9')], memberId: ben })],
        'file',
      ),
    ).toMatchObject([{ status: 'duplicate' }, { status: 'duplicate' }, { status: 'duplicate' }]);
    expect(points()).toEqual({ [ana]: 50n, [ben]: 9n });
  });

  test('without its till is another till’s when it says another sale', async () => {
    const { submit } = run();
    const two = [item({ till: '1' }), item({ till: '2', lines: [line('B', 1, '9')], memberId: ben })];
    await submit(two, 'tills');
    expect(
      await submit(
        [
          item({ till: '', lines: [line('B', 1, '9')], memberId: ben }),
          item({ till: '', lines: [line('C', 3, '1')], memberId: '' }),
        ],
        'file',
      ),
    ).toMatchObject([{ status: 'duplicate' }, { status: 'accepted' }]);
    expect(await submit([item({ till: '', lines: [line('C', 3, '1')], memberId: '' })], 'again')).toMatchObject([
      { status: 'duplicate' },
    ]);
  });

  test('sold live is the same in a file without tills, with the day alone, and of either time around midnight', async () => {
    const { submit, sell, points } = run();
    await sell({ at: '2026-11-20T23:59:00Z', closedAt: '2026-11-21T00:00:30Z' });
    for (const changes of [
      { till: '' },
      { till: '1' },
      { at: new Date('2026-11-20T23:59:10Z') },
      { at: new Date('2026-11-21T00:00:31Z') },
      { at: new Date('2026-11-20T00:00:00Z'), dayOnly: true },
      { at: new Date('2026-11-21T00:00:00Z'), dayOnly: true },
    ]) {
      expect(
        await submit([item({ at: new Date('2026-11-21T00:00:30Z'), ...changes })], JSON.stringify(changes)),
      ).toEqual([{ status: 'duplicate', rows: [] }]);
    }
    expect(points()).toEqual({ [ana]: 50n });
  });

  test('of a session that stayed open for hours is the session’s on the day of its end too', async () => {
    const { submit, sell, points } = run();
    await sell({ at: '2026-11-20T18:00:00Z', closedAt: '2026-11-21T11:00:00Z' });
    expect(await submit([item({ at: new Date('2026-11-21T11:00:01Z'), till: '' })])).toMatchObject([
      { status: 'duplicate' },
    ]);
    expect(points()).toEqual({ [ana]: 50n });
  });

  test('seconds apart around midnight is one sale, hours apart two', async () => {
    const { submit, points } = run();
    const at = (text: string) => item({ at: new Date(text) });
    expect(await submit([at('2026-11-20T23:59:40Z')], 'one')).toMatchObject([{ status: 'accepted' }]);
    expect(await submit([at('2026-11-21T00:00:05Z')], 'two')).toMatchObject([{ status: 'duplicate' }]);
    expect(await submit([at('2026-11-21T03:30:00Z')], 'three')).toMatchObject([{ status: 'accepted' }]);
    expect(points()).toEqual({ [ana]: 100n });
  });

  test('twice in one batch is a duplicate the second time, and again when the batch is sent again', async () => {
    const { submit } = run();
    const night = [
      item({ at: new Date('2026-11-20T23:59:40Z'), receipt: 'n' }),
      item({ at: new Date('2026-11-21T00:00:05Z'), receipt: 'n' }),
    ];
    const items = [
      item(),
      item(),
      ...night,
      item({ receipt: 'C1', isReturn: true, at: new Date('2026-11-22T10:00:00Z') }),
      item({ receipt: 'C1', isReturn: true, at: new Date('2026-11-22T10:00:00Z') }),
    ];
    expect((await submit(items)).map(({ status }) => status)).toEqual([
      'accepted',
      'duplicate',
      'accepted',
      'duplicate',
      'accepted',
      'duplicate',
    ]);
    expect(await submit(items)).toMatchObject([
      { status: 'accepted', repeated: true },
      { status: 'duplicate' },
      { status: 'accepted', repeated: true },
      { status: 'duplicate' },
      { status: 'accepted', repeated: true },
      { status: 'duplicate' },
    ]);
  });

  test.each<[string, Partial<BatchItem>, string[]]>([
    ['another member', { memberId: ben }, ['member']],
    ['another time', { at: new Date('2026-11-20T16:00:00Z') }, ['time']],
    ['other lines', { lines: [line('A', 2, '50.00')] }, ['lines']],
    [
      'all of it',
      { memberId: ben, at: new Date('2026-11-20T16:00:00Z'), lines: [line('B', 1, '1')] },
      ['member', 'time', 'lines'],
    ],
    ['a return', { isReturn: true }, ['kind']],
  ])('that comes with %s is said to differ, once', async (_what, changes, differs) => {
    const { submit, points, summary } = run();
    await submit([item()]);
    for (const source of ['one', 'two'])
      expect(await submit([item(changes)], source)).toEqual([
        { status: 'exception', differs, rows: ['receipt_differs'] },
      ]);
    expect(points()).toEqual({ [ana]: 50n });
    expect((await summary.execute(clubId)).exceptions).toBe(1);
  });

  test('of which nothing was accepted claims nothing', async () => {
    const { submit, sell, points, summary } = run();
    const refused = [
      item({ lines: [line('A', 1, '0')] }),
      item({ receipt: '4712', lines: [line('A', 1, 'x')], till: '' }),
      item({ receipt: '4713', at: new Date('2026-12-20T10:00:00Z') }),
    ];
    expect((await submit(refused)).map(({ rows }) => rows)).toEqual([
      ['price_not_positive'],
      ['invalid_line'],
      ['sold_in_future'],
    ]);
    expect((await summary.execute(clubId)).exceptions).toBe(3);
    await sell({ at: '2026-11-20T10:00:00Z', receipt: '4712' });
    expect(await submit([item(), item({ receipt: '4712' })], 'mended')).toMatchObject([
      { status: 'accepted' },
      { status: 'duplicate' },
    ]);
    expect(points()).toEqual({ [ana]: 100n });
    expect((await summary.execute(clubId)).exceptions).toBe(1);
  });

  test('is completed by the rows that were refused, with or without the others, and shows what still stands', async () => {
    for (const mended of [[line('T', 2, '50.00'), line('C', 1, '5.00', 2)], [line('T', 2, '50.00')]]) {
      const { submit, points, sessions, summary } = run();
      const first = item({ lines: [line('C', 1, '5.00', 2)], exceptions: [unread(1), unread(3)] });
      expect(await submit([first])).toEqual([{ status: 'accepted', rows: ['invalid_quantity', 'invalid_quantity'] }]);
      expect(points()).toEqual({ [ana]: 5n });
      for (const source of ['two', 'three']) {
        expect(await submit([item({ lines: mended })], source)).toEqual([
          source === 'two'
            ? { status: 'accepted', completed: true, rows: ['invalid_quantity'] }
            : { status: 'duplicate', rows: ['invalid_quantity'] },
        ]);
      }
      expect(await submit([first])).toEqual([{ status: 'accepted', repeated: true, rows: ['invalid_quantity'] }]);
      expect(points()).toEqual({ [ana]: 105n });
      expect(sessions.all()).toMatchObject([
        {
          total: 10_500n,
          corrections: [{ reason: 'lines_completed', totalBefore: 500n, total: 10_500n, pointsGiven: 100n }],
        },
      ]);
      expect((await summary.execute(clubId)).exceptions).toBe(1);
    }
  });

  test('without a member gets the one that a later file names; one with a member keeps it', async () => {
    for (const order of [
      ['', ana],
      [ana, ''],
    ]) {
      const { submit, points, spend } = run();
      for (const [place, memberId] of order.entries()) await submit([item({ memberId })], String(place));
      expect(points()).toEqual({ [ana]: 50n });
      expect(spend()).toEqual({ [ana]: 5_000n });
    }
  });

  test.each([
    ['2026-11-28T12:00:01Z', 'sold_in_future'],
    ['2105-11-20T10:00:00Z', 'sold_in_future'],
    ['1926-11-20T10:00:00Z', 'sold_too_early'],
    ['1970-01-01T00:00:00Z', 'sold_too_early'],
  ])('of %s is an exception: %s', async (at, code) => {
    const { submit, points } = run();
    expect(await submit([item({ at: new Date(at) })])).toEqual([{ status: 'exception', rows: [code] }]);
    expect(points()).toEqual({});
  });
});

describe('a sale around midnight', () => {
  const opened = async (checkout: ReturnType<typeof run>, at: string, lines = [line('A', 1, '50.00')]) => {
    checkout.clock.advance(new Date(at).getTime() - checkout.clock.now().getTime());
    return checkout.put.execute({
      clubId,
      dry: false,
      sessionId: 's1',
      branchId: branch,
      till: '1',
      receipt: '4711',
      memberId: ana,
      lines,
    });
  };
  const closed = (checkout: ReturnType<typeof run>, at: string) => {
    checkout.clock.advance(new Date(at).getTime() - checkout.clock.now().getTime());
    return checkout.close.execute(clubId, 's1', 'k');
  };
  const at = (text: string, changes: Partial<BatchItem> = {}): BatchItem => item({ at: new Date(text), ...changes });
  const sales = ({ sessions }: ReturnType<typeof run>): number =>
    sessions.all().filter(({ state }) => state === 'closed').length;

  test.each(['1', ''])(
    'that a till opened before the night, and a batch tells after midnight (till %p), is one',
    async (till) => {
      const checkout = run();
      await opened(checkout, '2026-11-20T19:50:00Z');
      checkout.clock.advance(new Date('2026-11-21T00:31:00Z').getTime() - checkout.clock.now().getTime());
      expect(await checkout.submit([at('2026-11-21T00:30:00Z', { till })], 'one')).toMatchObject([
        { status: 'exception', differs: ['state'] },
      ]);
      await closed(checkout, '2026-11-21T00:35:00Z');
      expect(await checkout.submit([at('2026-11-21T00:30:00Z', { till })], 'two')).toMatchObject([
        { status: 'duplicate' },
      ]);
      expect(checkout.points()).toEqual({ [ana]: 50n });
    },
  );

  test.each<[string, string, string]>([
    ['2026-11-20T19:50:00Z', '2026-11-21T00:35:00Z', '2026-11-21T00:30:00Z'],
    ['2026-11-20T21:00:00Z', '2026-11-20T23:50:00Z', '2026-11-21T00:30:00Z'],
    ['2026-11-21T00:10:00Z', '2026-11-21T00:20:00Z', '2026-11-20T23:00:00Z'],
    ['2026-11-20T23:30:00Z', '2026-11-20T23:40:00Z', '2026-11-21T00:30:00Z'],
  ])('opened at %s and closed at %s is taken when a batch of %s was first', async (opening, closing, told) => {
    for (const till of ['1', '']) {
      const checkout = run();
      await checkout.submit([at(told, { till })], 'first');
      const live = opened(checkout, opening).then(() => closed(checkout, closing));
      await expect(live).rejects.toMatchObject({ code: 'receipt_taken' });
      expect([sales(checkout), checkout.points()]).toEqual([1, { [ana]: 50n }]);
    }
  });

  test.each<[string, Partial<BatchItem>, string]>([
    ['other lines', { lines: [line('A', 2, '50.00')] }, '2026-11-21T00:30:00Z'],
    ['another member', { memberId: ben }, '2026-11-21T00:30:00Z'],
    ['another till', { till: '2' }, '2026-11-21T00:30:00Z'],
    ['a time hours away', {}, '2026-11-21T03:40:00Z'],
  ])('with %s under the number of the next day is another one', async (_what, changes, told) => {
    const checkout = run();
    await checkout.submit([at(told, changes)], 'first');
    await opened(checkout, '2026-11-20T23:00:00Z');
    await closed(checkout, '2026-11-21T00:05:00Z');
    expect(sales(checkout)).toBe(2);
  });

  describe('and a day without a time', () => {
    const day = (date: number, changes: Partial<BatchItem> = {}): BatchItem =>
      at(`2026-11-${String(date)}T00:00:00Z`, { dayOnly: true, ...changes });

    test.each<[string, string, BatchItem, boolean]>([
      ['late in the evening', '2026-11-20T22:30:00Z', day(21), true],
      ['soon after midnight', '2026-11-21T01:30:00Z', day(20), true],
      ['at noon', '2026-11-20T12:00:00Z', day(21), false],
      ['in the evening, four hours before', '2026-11-20T20:00:00Z', day(21), false],
      ['late, with other lines', '2026-11-20T23:30:00Z', day(21, { lines: [line('A', 2, '50.00')] }), false],
      ['late, of another member', '2026-11-20T23:30:00Z', day(21, { memberId: ben }), false],
      ['late, of another till', '2026-11-20T23:30:00Z', day(21, { till: '2' }), false],
    ])('of the day beside: sold %s', async (_what, sold, told, isSame) => {
      for (const till of ['', told.till]) {
        const live = run();
        await live.sell({ at: sold });
        if (till === told.till || isSame)
          expect((await live.submit([{ ...told, till }]))[0]?.status).toBe(isSame ? 'duplicate' : 'accepted');
      }
      for (const pair of [
        [at(sold), told],
        [told, at(sold)],
      ]) {
        const { submit } = run();
        const statuses: (string | undefined)[] = [];
        for (const [place, one] of pair.entries()) statuses.push((await submit([one], String(place)))[0]?.status);
        expect(statuses).toEqual(['accepted', isSame ? 'duplicate' : 'accepted']);
      }
    });

    test('is each day’s own where a till begins its numbers anew and both days are told', async () => {
      for (const split of [1, 2]) {
        const { submit, sell, points } = run();
        await sell({ at: '2026-11-20T23:30:00Z' });
        const days = [day(20), day(21), day(22)];
        const statuses = (
          split === 2
            ? await submit(days)
            : [...(await submit(days.slice(1))), ...(await submit(days.slice(0, 1), 'more'))]
        )
          .map(({ status }) => status)
          .sort();
        expect(statuses).toEqual(
          split === 2 ? ['accepted', 'accepted', 'duplicate'] : ['accepted', 'duplicate', 'duplicate'],
        );
        expect(points()).toEqual({ [ana]: split === 2 ? 150n : 100n });
      }
    });

    test('refuses no till', async () => {
      const checkout = run();
      await checkout.submit([day(21)], 'first');
      await opened(checkout, '2026-11-20T23:30:00Z');
      await closed(checkout, '2026-11-20T23:40:00Z');
      expect(sales(checkout)).toBe(2);
    });
  });
});
