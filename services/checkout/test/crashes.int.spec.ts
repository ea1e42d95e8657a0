import { topics } from '@vafa/contracts';
import { sharedIdPrefixes } from '@vafa/contracts/ids';
import { derivedId, DomainError, ManualClock } from '@vafa/kernel';
import { Documents, openDatabase, syncIndexes, type Stored } from '@vafa/mongo';
import { openTestEngine, type TestEngine } from '@vafa/testing';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { sha256 } from '../src/adapters/crypto/sha-256.ts';
import { modelsOf, type SessionDocumentState } from '../src/adapters/mongo/models.ts';
import { MongoNights } from '../src/adapters/mongo/mongo-nights.ts';
import { MongoReceipts } from '../src/adapters/mongo/mongo-receipts.ts';
import { MongoSessions } from '../src/adapters/mongo/mongo-sessions.ts';
import { composeUseCases } from '../src/compose.ts';
import type { BatchItem } from '../src/domain/batch/batch-item.ts';
import type { BatchOutcome } from '../src/domain/batch/batch-outcome.ts';
import type { Campaigns } from '../src/use-cases/campaigns.ts';
import type { PointsLedger } from '../src/use-cases/points-ledger.ts';
import type { LoadedSession } from '../src/use-cases/sessions.ts';
import type { SubmitBatch } from '../src/use-cases/submit-batch.ts';
import { Summarise } from '../src/use-cases/summarise.ts';
import { clubsOf } from './fake-clubs.ts';
import { noGoods } from './in-memory.ts';
import { basketOf, line, london, noon, pointsDue, pounds } from './sales.ts';

let engine: TestEngine;
let connection: Awaited<ReturnType<typeof openDatabase>>;
let sessions: MongoSessions;
let receipts: MongoReceipts;
let nights: MongoNights;
const clock = new ManualClock(noon);

beforeAll(async () => {
  engine = await openTestEngine();
  connection = await openDatabase(engine.uri, engine.database('checkout'));
  const models = modelsOf(connection);
  await syncIndexes([models.sessions, models.receipts, models.nights]);
  sessions = new MongoSessions(models.sessions, new Documents<SessionDocumentState>(models.sessions, topics.checkout));
  receipts = new MongoReceipts(models.receipts);
  nights = new MongoNights(models.nights);
});
afterAll(async () => {
  await connection.close();
  await engine.close();
});

const campaigns: Campaigns = {
  adjudicate: (_clubId, baskets) =>
    Promise.resolve(
      baskets.map(({ memberId, lines, ...rest }) =>
        pounds(memberId === '' ? 0n : lines.reduce((sum, { amount }) => sum + amount, 0n), rest),
      ),
    ),
};

/** Stops the work at one call to the outside, just before it or just after it took effect. */
class Crash {
  calls = 0;

  constructor(
    private readonly at: number,
    private readonly when: 'before' | 'after',
  ) {}

  around<T extends object>(port: T): T {
    return new Proxy(port, {
      get: (target, name) => {
        const method: unknown = Reflect.get(target, name);
        if (typeof method !== 'function') return method;
        return async (...parameters: unknown[]): Promise<unknown> => {
          const hit = ++this.calls === this.at;
          if (hit && this.when === 'before') throw new DomainError('unavailable', 'crash', 'stopped');
          const answer: unknown = await Reflect.apply(method, target, parameters);
          if (hit) throw new DomainError('unavailable', 'crash', 'stopped');
          return answer;
        };
      },
    });
  }
}
const never = new Crash(0, 'before');

const noHolds: PointsLedger = { hold: () => Promise.resolve({}), outcomes: () => Promise.resolve(new Map()) };
const useCasesWith = (crash: Crash, ledger: PointsLedger = noHolds) =>
  composeUseCases(
    {
      sessions: crash.around(sessions),
      receipts: crash.around(receipts),
      nights: crash.around(nights),
      clubs: crash.around(clubsOf()),
      goods: noGoods,
      campaigns: crash.around(campaigns),
      ledger: crash.around(ledger),
      digest: sha256,
      clock,
    },
    600_000,
  );
const submitWith = (crash: Crash): SubmitBatch => useCasesWith(crash).batch;

const member = derivedId(sharedIdPrefixes.member, 'crash');
const item = (receipt: string, day: number, lines: BatchItem['lines'], isReturn = false): BatchItem => ({
  sessionId: isReturn ? '' : `imp-${receipt}`,
  branchId: london,
  till: 'import',
  receipt,
  memberId: member,
  at: new Date(Date.UTC(2026, 0, day)),
  dayOnly: false,
  row: day,
  lines,
  isReturn,
  exceptions: [],
});
const items: BatchItem[] = [
  item('1', 1, [line('tea', 4n, '2.50', 1), line('cup', 1n, '-1', 2)]),
  item('2', 2, [line('tea', 3n, '2.50', 3)]),
  item('3', 3, [line('cup', 0n, '1', 4)]),
  item('C1', 4, [line('tea', 5n, '2.5', 5)], true),
  item('C2', 5, [line('tea', 4n, '2.5', 6)], true),
];

const shown = (outcomes: readonly BatchOutcome[]) =>
  outcomes.map(({ status, exceptions }) => [
    status,
    exceptions.map(({ row, code, quantityMilli }) => [row, code, quantityMilli]),
  ]);
const expected = [
  ['accepted', [[2, 'price_negative', 0n]]],
  ['accepted', []],
  ['exception', [[4, 'quantity_not_positive', 0n]]],
  ['accepted', []],
  ['accepted', [[6, 'matched_in_part', 2_000n]]],
];

const settled = async (clubId: string): Promise<unknown> => {
  const stored = await sessions.loadMany(clubId, ['imp-1', 'imp-2', 'imp-3']);
  const lines = [...stored.values()].map((one) => [
    one.sessionId,
    one.lines.map(({ returnedMilli }) => returnedMilli),
    pointsDue(one)[0],
    (one as LoadedSession & Stored).sequence,
  ]);
  return [lines.sort(), await new Summarise(sessions, receipts).execute(clubId)];
};
const settledState = [
  [
    ['imp-1', [4_000n], 0n, 3],
    ['imp-2', [3_000n], 0n, 2],
  ],
  { sales: 2, salesWithoutMember: 0, returns: 2, exceptions: 3 },
];

describe.each(['before', 'after'] as const)('a batch that stops %s any of its calls', (when) => {
  test('and is submitted again ends as one that never stopped', async () => {
    for (let at = 1; ; at++) {
      const clubId = `clb_${when}_${String(at)}`;
      const terms = {
        clubId,
        source: 'file',
        branchIds: [],
      };
      const crash = new Crash(at, when);
      const first = await submitWith(crash)
        .execute(terms, items)
        .catch((error: unknown) => (error as DomainError).code);
      expect(shown(await submitWith(never).execute(terms, items))).toEqual(expected);
      expect(await settled(clubId)).toEqual(settledState);
      if (typeof first !== 'string') {
        expect(at).toBeGreaterThan(12);
        break;
      }
      expect(first).toBe('crash');
    }
  });
});

/**
 * What comes after those: a receipt mended, an exchange, a sale of which returns take first, a member for a sale of
 * nobody.
 */
const later: BatchItem[] = [
  item('1', 1, [line('tea', 4n, '2.50', 1), line('cup', 1n, '1', 2)]),
  item('3', 3, [line('cup', 2n, '1', 4)]),
  item('4', 3, [line('tea', 6n, '2.50', 7)]),
  item('5', 6, [line('mug', 1n, '8', 8), line('cup', -1n, '1', 9)]),
  item('6', 2, [line('pot', 1n, '9', 10)]),
];
const ofNobody = { ...item('6', 2, [line('pot', 1n, '9', 10)]), memberId: '' };

const standing = async (clubId: string): Promise<unknown> => {
  const stored = await sessions.loadMany(
    clubId,
    ['1', '2', '3', '4', '5', '6'].map((receipt) => `imp-${receipt}`),
  );
  const all = [...stored.values()].map((one) => [
    one.sessionId,
    one.memberId,
    one.total,
    one.lines.map(({ sku, returnedMilli }) => [sku, returnedMilli]),
    pointsDue(one),
    one.given?.map(({ amount }) => amount),
    one.corrections?.map(({ reason }) => reason),
  ]);
  return [all.sort(), await new Summarise(sessions, receipts).execute(clubId)];
};

describe.each(['before', 'after'] as const)('what mends a batch and stops %s any of its calls', (when) => {
  test('and is submitted again ends as one that never stopped', async () => {
    const run = async (clubId: string, crash: Crash): Promise<unknown> => {
      const terms = {
        clubId,
        source: 'file',
        branchIds: [],
      };
      await submitWith(never).execute(terms, [...items, ofNobody]);
      const first = await submitWith(crash)
        .execute({ ...terms, source: 'mended' }, later)
        .catch((error: unknown) => (error as DomainError).code);
      await submitWith(never).execute({ ...terms, source: 'mended' }, later);
      return first;
    };
    await run(`clb_mend_${when}`, never);
    const expected = await standing(`clb_mend_${when}`);
    expect((expected as unknown[])[1]).toEqual({ sales: 6, salesWithoutMember: 0, returns: 3, exceptions: 0 });
    for (let at = 1; ; at++) {
      const clubId = `clb_mend_${when}_${String(at)}`;
      const first = await run(clubId, new Crash(at, when));
      expect(await standing(clubId)).toEqual(expected);
      if (first !== 'crash') break;
    }
  }, 600_000);
});

describe.each(['before', 'after'] as const)('a sale at the till that stops %s any of its calls', (when) => {
  test('goes on when the till asks again, and holds its points once', async () => {
    for (let at = 1; ; at++) {
      const clubId = `clb_till_${when}_${String(at)}`;
      const held = new Set<string>();
      const ledger: PointsLedger = {
        ...noHolds,
        hold: ({ reservations }) => Promise.resolve(reservations.map(({ key }) => held.add(key))).then(() => ({})),
      };
      const crash = new Crash(at, when);
      const sell = async (around: Crash) => {
        const { put, hold: holding, close } = useCasesWith(around, ledger);
        const basket = { clubId, dry: false, ...basketOf([line('tea', 2n, '5')]) };
        await put.execute(basket);
        await holding.execute(clubId, basket.sessionId, { key: 'h', points: 300n });
        const { state, reservations } = await close.execute(clubId, basket.sessionId, 'c');
        return { state, held: reservations.map(({ amount }) => amount) };
      };
      const first = await sell(crash).catch((error: unknown) => (error as DomainError).code);
      expect(await sell(never)).toMatchObject({ state: 'closed', held: [300n] });
      const session = await sessions.load(clubId, 's1');
      expect(session).toMatchObject({ state: 'closed', sequence: 1, reservations: [{ amount: 300n }] });
      expect([...held]).toEqual([`e:${session?.saleId ?? ''}:pay:points:hold`]);
      if (first !== 'crash') break;
    }
  });
});
