import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { openTestEngine, type TestEngine } from '@vafa/testing';
import { costPerPoint, costPerThousand } from '../src/domain/reports/cost.ts';
import { plainPoints } from '../src/domain/time/unit.ts';
import { AccountsAt } from '../src/use-cases/reports/accounts-at.ts';
import type { AccountPlace } from '../src/use-cases/reports/account-pages.ts';
import { MeasureLiability, type MemberLiability } from '../src/use-cases/reports/measure-liability.ts';
import { GetTrialBalance } from '../src/use-cases/reports/trial-balance.ts';
import type { StoredUnit } from '../src/use-cases/ports/unit-store.ts';
import { accrue, burn, hold, open, reinstate, reverse } from './commands.ts';
import { openJournal, type OpenJournal } from './journal-on-engine.ts';
import { turnClock } from './turn-clock.ts';

const account = (memberId: string, unit = 'points') => ({ clubId: 'demo', memberId, unit });
const at = (text: string): Date => new Date(text);

/** Its days end at half past eight in the evening, UTC. */
const miles: StoredUnit = { clubId: 'demo', unit: 'miles', version: 1, ...plainPoints, timeZone: 'Asia/Tehran' };
const units = { list: () => Promise.resolve([miles]), put: () => Promise.resolve(false) };

let engine: TestEngine;
let world: OpenJournal;
let measure: MeasureLiability;
let trial: GetTrialBalance;

beforeAll(async () => {
  engine = await openTestEngine();
  world = await openJournal(engine);
  measure = new MeasureLiability(new AccountsAt(world.reader), units, world.clock);
  trial = new GetTrialBalance(new AccountsAt(world.reader), world.store, units, world.clock);
  const journal = world.writer();
  const expiresAt = at('2026-02-01T00:00:00Z');
  await journal.post([
    accrue(100n, { account: account('ali'), key: 'e:a' }),
    accrue(50n, { account: account('ali'), key: 'e:jan', expiresAt }),
    accrue(8n, { account: account('ali'), activeAt: at('2026-03-01T00:00:00Z') }),
    hold(20n, { account: account('ali') }),
  ]);
  await journal.post([
    open([{ amount: 200n, expiresAt }], { account: account('bea') }),
    accrue(3n, { account: account('cem'), key: 'e:c' }),
    burn(3n, { account: account('cem') }),
    reverse('e:c', 0n, { account: account('cem') }),
  ]);
  await journal.post([
    accrue(1n, { account: account('ali', 'miles'), expiresAt: at('2026-01-31T20:30:00Z') }),
    accrue(2n, { account: account('ali', 'miles'), expiresAt }),
  ]);
  turnClock(world.clock, at('2026-02-02T00:00:00Z'));
  await journal.post([reinstate('e:jan', 5n, { account: account('ali'), expiresAt: at('2026-06-01T00:00:00Z') })]);
});
afterAll(async () => {
  await world.close();
  await engine.close();
});

const first = async (unit: string, cost = 0n, asOf?: Date) => {
  const { units: found } = await measure.execute(
    { clubId: 'demo', unit, ...(asOf && { asOf }) },
    costPerThousand(cost),
  );
  return found[0] as NonNullable<(typeof found)[0]>;
};

const members = async (size: number, asOf?: Date): Promise<MemberLiability[]> => {
  const all: MemberLiability[] = [];
  let place: AccountPlace | undefined;
  do {
    const page = await measure.members({ clubId: 'demo', unit: 'points', ...(asOf && { asOf }) }, place, size);
    all.push(...page.items);
    place = page.next;
  } while (place);
  return all;
};

describe('liability', () => {
  test('by month, of a past moment', async () => {
    expect(await first('points', 1_000n, at('2026-01-15T00:00:00Z'))).toEqual({
      ...{
        unit: 'points',
        accounts: 3,
        available: 327n,
        pending: 8n,
        held: 20n,
        owed: 3n,
        outstanding: 355n,
        cost: 355n,
      },
      months: { '2026-01': 250n, never: 108n },
      ...{ issued: 358n, expired: 0n, breakage: 0n, unposted: 0n, uncollected: 0n },
    });
  });

  test('after some has ended, though nobody booked it: breakage is net of what was reinstated', async () => {
    // Of ali's fifty twenty are held, thirty ended and five came back; of bea's two hundred nobody has booked the end.
    expect(await first('points', 1_000n)).toMatchObject({
      available: 102n,
      pending: 8n,
      held: 20n,
      expired: 225n,
      issued: 358n,
      breakage: 628_492n,
      months: { '2026-01': 20n, '2026-05': 5n, never: 108n },
    });
  });

  test('months are those of the zone of the unit', async () => {
    expect((await first('miles', 0n, at('2026-01-15T00:00:00Z'))).months).toEqual({ '2026-01': 1n, '2026-02': 2n });
  });

  test.each(['2026-01-15T00:00:00Z', '2026-02-01T00:00:00Z', '2026-02-02T00:00:00Z'])(
    'is what the trial balance says, at %s, and what the members add up to',
    async (moment) => {
      const asOf = at(moment);
      const { units: books } = await trial.execute({ clubId: 'demo', unit: 'points', asOf });
      const whole = await first('points', 0n, asOf);
      expect([whole.available, whole.pending, whole.held, whole.expired]).toEqual([
        books[0]?.books.available,
        books[0]?.books.pending,
        books[0]?.books.held,
        books[0]?.books.expiry,
      ]);
      for (const size of [1, 2, 50]) {
        const all = await members(size, asOf);
        expect(all.map(({ memberId }) => memberId)).toEqual(['ali', 'bea', 'cem']);
        for (const figure of ['outstanding', 'owed', 'issued', 'expired'] as const)
          expect(all.reduce((sum, each) => sum + each[figure], 0n)).toBe(whole[figure]);
      }
    },
  );

  test.each([
    [1n, 0n],
    [1_410n, 501n],
    [1_500n, 533n],
    [250n, 89n],
  ])('at %s for a thousand it costs %s, rounded once, half up', async (cost, is) => {
    expect((await first('points', cost, at('2026-01-15T00:00:00Z'))).cost).toBe(is);
  });

  test('a cost of points is none of other units', async () => {
    const { units: found } = await measure.execute({ clubId: 'demo' }, costPerPoint(10_000n));
    expect(found.map(({ unit, outstanding, cost }) => [unit, cost === outstanding, cost === undefined])).toEqual([
      ['miles', false, true],
      ['points', true, false],
    ]);
  });

  test.each([
    ['a moment to come', { clubId: 'demo', asOf: at('2030-01-01T00:00:00Z') }, 'moment_in_future'],
    ['a unit that the club has not', { clubId: 'demo', unit: 'gold' }, 'unknown_unit'],
  ])('%s is refused', async (_name, question, code) => {
    await expect(measure.execute(question, costPerThousand(0n))).rejects.toMatchObject({ code });
  });

  test('a unit without accounts owes nothing', async () => {
    expect(await first('miles', 5n, at('2025-01-01T00:00:00Z'))).toMatchObject({
      accounts: 0,
      outstanding: 0n,
      cost: 0n,
      months: {},
    });
  });
});
