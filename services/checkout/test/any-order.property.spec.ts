import { slicesOf } from '@vafa/kernel';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { BatchItem } from '../src/domain/batch/batch-item.ts';
import { anyLine, anyMoment, branch, club, clubId, manyItems, members, now, terms, toItem } from './any-items.ts';
import { memoryCheckout } from './in-memory.ts';

const submitAll = async (batches: readonly (readonly BatchItem[])[]) => {
  const checkout = memoryCheckout(now);
  for (const [place, items] of batches.entries())
    await checkout.batch.execute({ ...terms, source: `file-${String(place)}` }, items);
  return checkout;
};

describe('a set of files', () => {
  test('makes the same club in any order, however it is split and repeated', async () => {
    await fc.assert(
      fc.asyncProperty(
        manyItems,
        fc.infiniteStream(fc.nat()),
        fc.integer({ min: 1, max: 4 }),
        async (items, order, size) => {
          const keys = [...items, ...items].map((item, place) => ({
            item,
            key: order.next().value ?? 0,
            isFirst: place < items.length,
          }));
          const shuffled = keys.toSorted((a, b) => a.key - b.key).map(({ item }) => item);
          expect(await club(await submitAll(slicesOf(shuffled, size)))).toEqual(await club(await submitAll([items])));
        },
      ),
      { numRuns: 300 },
    );
  });

  test('whose receipts are told whole and with rows that could not be read makes the same club in any order', async () => {
    const receipts = fc.array(
      fc.record({
        member: fc.constantFrom(0, 1),
        lines: fc.uniqueArray(fc.integer({ min: 0, max: 5 }), { minLength: 1, maxLength: 4 }),
        unread: fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 1, maxLength: 3 }),
      }),
      { minLength: 1, maxLength: 4 },
    );
    await fc.assert(
      fc.asyncProperty(receipts, fc.infiniteStream(fc.nat()), async (made, order) => {
        const versions = made.flatMap(({ member, lines, unread }, place) => {
          const whole = toItem(
            {
              kind: 'sale',
              member,
              at: now,
              lines: lines.map((price) => ({ sku: `S${String(price)}`, unitPrice: String(price + 1), units: 1 })),
            },
            place,
          );
          return unread.map((missing): BatchItem => {
            const rest = whole.lines.filter((_line, index) => index !== missing);
            return {
              ...whole,
              lines: rest,
              exceptions: whole.lines
                .filter((line) => !rest.includes(line))
                .map(({ row }) => ({ row, code: 'invalid_price', quantityMilli: 0n })),
            };
          });
        });
        const shuffled = versions
          .map((item) => ({ item, key: order.next().value ?? 0 }))
          .toSorted((a, b) => a.key - b.key)
          .map(({ item }) => item);
        expect(await club(await submitAll(shuffled.map((item) => [item])))).toEqual(
          await club(await submitAll([versions])),
        );
      }),
      { numRuns: 200 },
    );
  });
});

describe('exchanges of which the rows that go back are told later', () => {
  test('take back what they do when they are told whole', async () => {
    const at = (hour: number): Date => new Date(Date.UTC(2026, 10, 20, hour));
    const tea = { sku: 'tea', unitPrice: '7', units: 1 };
    const cup = { ...tea, sku: 'cup' };
    const sold = toItem({ kind: 'sale', member: 0, at: at(1), lines: [{ ...tea, units: 4 }] }, 1);
    const whole = [2, 3].map((place) => toItem({ kind: 'exchange', member: 0, at: at(2), lines: [cup, tea] }, place));
    const short = whole.map(
      (item): BatchItem => ({
        ...item,
        lines: item.lines.slice(0, 1),
        exceptions: [{ row: 2, code: 'invalid_price', quantityMilli: 0n }],
      }),
    );
    const expected = await club(await submitAll([[sold, ...whole]]));
    expect(expected.summary).toMatchObject({ returns: 2, exceptions: 0 });
    expect(await club(await submitAll([[sold], short, whole]))).toEqual(expected);
  });
});

describe('a sale and its return', () => {
  test('are nothing, in any order', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(anyLine, { minLength: 1, maxLength: 3 }),
        fc.boolean(),
        fc.integer({ min: 1, max: 3 }),
        async (lines, isFirst, size) => {
          const sale = toItem({ kind: 'sale', member: 0, at: new Date('2026-11-20T10:00:00Z'), lines }, 1);
          const back = toItem({ kind: 'return', member: 0, at: new Date('2026-11-21T10:00:00Z'), lines }, 2);
          const checkout = await submitAll(slicesOf(isFirst ? [back, sale] : [sale, back], size));
          expect([checkout.points(), checkout.spend()]).toEqual([{}, {}]);
          expect((await checkout.summary.execute(clubId)).exceptions).toBe(0);
        },
      ),
      { numRuns: 60 },
    );
  });
});

describe('what was sold live', () => {
  test('is changed by no import of it, with or without tills, members, and times of day', async () => {
    const changes = fc.record({
      till: fc.constantFrom('', '1', 'import'),
      memberId: fc.constantFrom('', members[0] ?? ''),
      minutes: fc.integer({ min: -170, max: 170 }),
      dayOnly: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(
        fc.array(anyLine, { minLength: 1, maxLength: 3 }),
        anyMoment,
        changes,
        async (lines, at, { minutes, ...told }) => {
          const sold = toItem({ kind: 'sale', member: 0, at, lines }, 1);
          const checkout = memoryCheckout(at);
          await checkout.put.execute({
            ...terms,
            dry: false,
            sessionId: 's',
            branchId: branch,
            till: '1',
            receipt: 'r1',
            memberId: sold.memberId,
            lines: sold.lines,
          });
          await checkout.close.execute(clubId, 's', 'k');
          const before = await club(checkout);
          const time = told.dayOnly ? at : new Date(at.getTime() + minutes * 60_000);
          const [outcome] = await checkout.batch.execute({ ...terms, source: 'file' }, [
            { ...sold, ...told, at: time },
          ]);
          expect(outcome).toMatchObject({ status: 'duplicate', exceptions: [] });
          expect(await club(checkout)).toEqual(before);
        },
      ),
      { numRuns: 100 },
    );
  });
});
