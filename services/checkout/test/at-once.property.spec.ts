import { describe, expect, test } from '@jest/globals';
import fc, { type Scheduler } from 'fast-check';
import type { BatchItem } from '../src/domain/batch/batch-item.ts';
import { club, manyItems, now, terms, toItem } from './any-items.ts';
import { memoryCheckout } from './in-memory.ts';
import { isDeath, slowCaller, untroubled, type Life } from './slow-callers.ts';

type Checkout = ReturnType<typeof memoryCheckout>;

/** One that submits its batches, may die in between, and submits them all again. */
interface Submitter {
  readonly batches: readonly (readonly BatchItem[])[];
  readonly life: Life;
}

const submit = async (
  checkout: Checkout,
  scheduler: Scheduler,
  name: string,
  { batches, life: first }: Submitter,
): Promise<void> => {
  for (const life of [first, untroubled]) {
    const { batch } = checkout.caller(slowCaller(scheduler, name, life));
    try {
      for (const items of batches) await batch.execute({ ...terms, source: name }, items);
      return;
    } catch (error) {
      if (!isDeath(error)) throw error;
    }
  }
};

const together = async (scheduler: Scheduler, submitters: readonly Submitter[]) => {
  const checkout = memoryCheckout(now);
  await scheduler.waitFor(
    Promise.all(submitters.map((one, place) => submit(checkout, scheduler, `file-${String(place)}`, one))),
  );
  return checkout;
};

const serially = async (items: readonly BatchItem[]) => {
  const checkout = memoryCheckout(now);
  await checkout.batch.execute({ ...terms, source: 'file' }, items);
  return checkout;
};

const callsMax = 40;
const turnsMax = 60;
const anyLife = fc
  .record({
    calls: fc.option(fc.nat(callsMax), { nil: Number.POSITIVE_INFINITY, freq: 1 }),
    rests: fc.array(fc.tuple(fc.nat(callsMax), fc.nat(turnsMax)), { maxLength: 3 }),
  })
  .map(({ calls, rests }): Life => ({ calls, rests: new Map(rests) }));

/** All that one good of one member may be told: every item meets every other. */
const crowded = fc
  .array(
    fc.record({
      kind: fc.constantFrom('sale' as const, 'return' as const, 'exchange' as const),
      member: fc.constant(0),
      at: fc.nat(3).map((hours) => new Date(Date.UTC(2026, 10, 20) + hours * 3_600_000)),
      lines: fc.array(
        fc.record({ sku: fc.constant('A'), unitPrice: fc.constant('7'), units: fc.integer({ min: 1, max: 2 }) }),
        {
          minLength: 2,
          maxLength: 2,
        },
      ),
    }),
    { minLength: 2, maxLength: 6 },
  )
  .map((made) => made.map(toItem));

/** Each item comes to one, or to several; each submits what it has in two batches. */
const submittersOf = (items: readonly BatchItem[]): fc.Arbitrary<readonly Submitter[]> =>
  fc.array(anyLife, { minLength: 2, maxLength: 3 }).chain((lives) =>
    fc
      .array(fc.record({ callers: fc.subarray([...lives.keys()], { minLength: 1 }), batch: fc.nat(1) }), {
        minLength: items.length,
        maxLength: items.length,
      })
      .map((places) =>
        lives.map((life, caller) => ({
          life,
          batches: [0, 1].map((batch) =>
            items.filter((_item, index) => {
              const place = places[index];
              return place?.batch === batch && place.callers.includes(caller);
            }),
          ),
        })),
      ),
  );

describe('callers at once, of which some rest or die and come again', () => {
  test.each([
    ['of one good', crowded],
    ['of many', manyItems],
  ])('make the club that one makes %s', async (_name, anyItems) => {
    const told = anyItems.chain((items) => submittersOf(items).map((submitters) => ({ items, submitters })));
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), told, async (scheduler, { items, submitters }) => {
        const checkout = await together(scheduler, submitters);
        expect(await club(checkout)).toEqual(await club(await serially(items)));
      }),
      { numRuns: 200 },
    );
  });
});
