import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { openDatabase } from '@vafa/mongo';
import { openTestEngine, type TestEngine } from '@vafa/testing';
import fc from 'fast-check';
import type { Connection } from 'mongoose';
import { modelsOf } from '../src/adapters/mongo/models.ts';
import { MongoSpendFacts } from '../src/adapters/mongo/mongo-spend-facts.ts';
import { openModels } from '../src/adapters/mongo/open-models.ts';
import type { SpendFact } from '../src/use-cases/spend-facts.ts';

let engine: TestEngine;
let connection: Connection;
const open: Connection[] = [];

beforeAll(async () => {
  engine = await openTestEngine();
});
afterAll(async () => {
  for (const each of open) await each.close();
  await engine.close();
});
beforeEach(async () => {
  connection = await openDatabase(engine.uri, engine.database('membership'));
  open.push(connection);
});

/** A process of its own: it knows nothing of what others stored. */
const recorder = async (): Promise<MongoSpendFacts> => new MongoSpendFacts((await openModels(connection)).facts);

const fact = (id: string, kind: SpendFact['kind'], memberId: string, clubId = 'clb_1'): SpendFact => ({
  id,
  clubId,
  memberId,
  kind,
  at: new Date('2026-03-01T10:00:00Z'),
  amount: 100n,
});

/** Members whose sales are more than those that went to others, counted from the facts themselves. */
const recounted = (facts: readonly SpendFact[], club: string): number => {
  const sales = new Map<string, number>();
  for (const { clubId, memberId, kind } of new Map(facts.map((each) => [each.id, each])).values())
    if (clubId === club && (kind === 'sale' || kind === 'moved'))
      sales.set(memberId, (sales.get(memberId) ?? 0) + (kind === 'sale' ? 1 : -1));
  return [...sales.values()].filter((count) => count > 0).length;
};

const anyFact = fc
  .record({
    number: fc.integer({ min: 1, max: 30 }),
    kind: fc.constantFrom<SpendFact['kind']>('sale', 'sale', 'moved', 'return', 'correction'),
    member: fc.constantFrom('mem_a', 'mem_b', 'mem_c'),
    club: fc.constantFrom('clb_1', 'clb_2'),
  })
  // What an id says stays the same, however often its event comes.
  .map(({ number, kind, member, club }) => fact(`${kind}:${String(number)}:${member}:${club}`, kind, member, club));

describe('members with a sale', () => {
  test('are those that the facts say, in whatever order and by whichever process facts are recorded', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.array(anyFact, { maxLength: 6 }), { maxLength: 6 }), async (batches) => {
        await modelsOf(connection).facts.collection.deleteMany({});
        const recorders = [await recorder(), await recorder()];
        for (const [place, batch] of batches.entries()) await recorders[place % 2]?.record(batch);
        for (const club of ['clb_1', 'clb_2'])
          expect(await recorders[0]?.membersWithSale(club)).toBe(recounted(batches.flat(), club));
      }),
      { numRuns: 25 },
    );
  });

  test('are counted without their sales, so that a club with more sales costs no more', async () => {
    const facts = await recorder();
    await facts.record(['a', 'b'].flatMap((member) => [1, 2].map((n) => fact(`sale:${member}:${n}`, 'sale', member))));
    const { collection } = modelsOf(connection).facts;
    await collection.deleteMany({ kind: 'sale' });
    expect(await facts.membersWithSale('clb_1')).toBe(2);
  });

  test('are marked when an event comes again that a stopped process had only half stored', async () => {
    const sold = fact('sale:1', 'sale', 'mem_a');
    const before = await recorder();
    const { id, ...rest } = sold;
    await modelsOf(connection).facts.collection.insertOne({ _id: id as never, ...rest });
    expect(await before.membersWithSale('clb_1')).toBe(0);
    await before.record([sold]);
    expect(await before.membersWithSale('clb_1')).toBe(1);
  });

  test('of before buyers were marked are marked at the start, once', async () => {
    const { collection } = modelsOf(connection).facts;
    const former = [
      fact('sale:1', 'sale', 'mem_a'),
      fact('sale:2', 'sale', 'mem_a'),
      fact('sale:3', 'sale', 'mem_b'),
      fact('correction:3:1:from', 'moved', 'mem_b'),
      fact('correction:3:1:to', 'sale', 'mem_c', 'clb_1'),
      fact('sale:4', 'sale', 'mem_a', 'clb_2'),
    ];
    await collection.insertMany(former.map(({ id, ...rest }) => ({ _id: id as never, ...rest })));
    const facts = await recorder();
    expect(await facts.membersWithSale('clb_1')).toBe(2);
    expect(await facts.membersWithSale('clb_2')).toBe(1);
    expect(await facts.membersWithSale('clb_3')).toBe(0);
    await collection.deleteOne({ _id: 'buyer:clb_1/mem_a' as never });
    await recorder();
    expect(await facts.membersWithSale('clb_1')).toBe(1);
  });

  test('have no spend and no first sale by their mark', async () => {
    const facts = await recorder();
    await facts.record([fact('correction:1:1:from', 'moved', 'mem_a')]);
    expect(await facts.firstSale('clb_1', 'mem_a')).toBeUndefined();
    expect(await facts.spend('clb_1', 'mem_a', new Date(0), new Date('2027-01-01T00:00:00Z'))).toBe(100n);
    expect(await facts.membersWithSale('clb_1')).toBe(0);
  });
});
