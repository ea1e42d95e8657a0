import { afterEach, beforeEach, expect, test } from '@jest/globals';
import type { OwnTill } from '@vafa/client';
import { Desk } from '../../src/till/desk/desk.ts';
import type { Database } from '../../src/till/store/database.ts';
import { TillStore, type Pairing } from '../../src/till/store/till-store.ts';

const tick = (): Promise<void> => new Promise(setImmediate);

/** A device that is done with each write a moment later. */
class SlowDevice {
  readonly groups = new Map<string, Map<string, unknown>>();

  private group(name: string): Map<string, unknown> {
    const group = this.groups.get(name) ?? new Map<string, unknown>();
    this.groups.set(name, group);
    return group;
  }

  async get(group: string, id: string): Promise<unknown> {
    await tick();
    return this.group(group).get(id);
  }

  async all(group: string): Promise<readonly unknown[]> {
    await tick();
    return [...this.group(group).values()];
  }

  put(group: string, id: string, value: unknown): Promise<void> {
    this.group(group).set(id, value);
    return tick();
  }

  delete(group: string, id: string): Promise<void> {
    this.group(group).delete(id);
    return tick();
  }

  write(_within: readonly string[], change: (transaction: unknown) => unknown): Promise<void> {
    change({
      objectStore: (name: string) => ({
        put: (value: unknown, id: string) => this.group(name).set(id, value),
        delete: (id: string) => this.group(name).delete(id),
        clear: () => this.group(name).clear(),
      }),
    });
    return tick();
  }
}

interface Asked {
  readonly line: string;
  readonly body: unknown;
  readonly answer: (status: number, body: unknown, clock?: Date) => Promise<void>;
}

const globals = ['location', 'window'] as const;
const fetchBefore = globalThis.fetch;
const nowBefore = Date.now;
/** What the club was asked and has not answered. */
let asked: Asked[];
let device: SlowDevice;
let desk: Desk;

const own = {
  till: '1',
  branch: { id: 'brn_1', name: 'Mirdamad' },
  club: { name: 'Golestan', currency: 'EUR', currency_digits: 2, point_value: 10_000, time_zone: 'Asia/Tehran' },
} as unknown as OwnTill;
const look = { brand_colour: '', display_unit: 'currency', calendar: 'gregorian' } as Pairing['club'];

beforeEach(async () => {
  asked = [];
  device = new SlowDevice();
  const ask = (url: URL, { method = 'GET', body: said }: RequestInit): Promise<Response> =>
    new Promise((resolve) => {
      asked.push({
        line: `${method} ${url.pathname}`,
        body: said,
        answer: async (status, body, clock) => {
          const type = status < 400 ? 'application/json' : 'application/problem+json';
          resolve(
            new Response(JSON.stringify(body), {
              status,
              headers: { 'content-type': type, ...(clock && { date: clock.toUTCString() }) },
            }),
          );
          for (let left = 20; left > 0; left--) await tick();
        },
      });
    });
  const events = { addEventListener: () => undefined, removeEventListener: () => undefined };
  Object.assign(globalThis, { location: { origin: 'http://127.0.0.1' }, window: events, fetch: ask });
  const store = new TillStore(device as unknown as Database);
  desk = await Desk.open(store, { secret: 'key', own, club: look }, { quickSale: 'Sale' }, 'till');
});
afterEach(() => {
  desk.close();
  for (const name of globals) Reflect.deleteProperty(globalThis, name);
  globalThis.fetch = fetchBefore;
  Date.now = nowBefore;
});

const idOf = (line: string): string => /sessions\/([^/]+)/.exec(line)?.[1] ?? '';

/** Waits until the club is asked so, and takes it from what was asked. */
const question = async (pattern: RegExp): Promise<Asked> => {
  for (;;) {
    const at = asked.findIndex(({ line }) => pattern.test(line));
    if (at >= 0) return asked.splice(at, 1)[0]!;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
};
const put = /^PUT .*\/sessions\/[^/]+$/;
const close = /^POST .*\/sessions\/[^/]+\/close$/;
const refusal = { code: 'branch_closed', status: 409, title: 'x', detail: 'closed' };
const sessionOf = (id: string, state: string) => ({ id, state, points: 5, lines: [], decisions: [] });

/** The basket of a sale is judged. */
const judged = async (): Promise<void> => {
  const { line, answer } = await question(put);
  await answer(200, sessionOf(idOf(line), 'open'));
};

/** Answers both steps of a payment. */
const takePayment = async (): Promise<string> => {
  await judged();
  const { line, answer } = await question(close);
  await answer(200, sessionOf(idOf(line), 'closed'));
  return idOf(line);
};
const kept = (group: string): number => device.groups.get(group)?.size ?? 0;

test('what is typed while a sale is paid belongs to the next one', async () => {
  desk.change({ amount: '50' });
  await judged();
  const { id } = desk.get().sale;
  const paying = desk.pay();
  desk.change({ amount: '7' });
  expect(await takePayment()).toBe(id);
  await paying;
  const { sale, receipts, waiting } = desk.get();
  expect([sale.amount, sale.id === id, receipts.map(({ toPay, state }) => [toPay, state]), waiting]).toEqual([
    '7',
    false,
    [['5000', 'taken']],
    [],
  ]);
});

test('a sale that is being paid is neither put aside nor given up, and paid once', async () => {
  desk.change({ amount: '50' });
  await judged();
  const paying = desk.pay();
  void desk.pay();
  desk.park();
  const { id } = desk.get().sale;
  desk.cancel();
  await takePayment();
  await paying;
  expect([desk.get().parked, desk.get().receipts.length, desk.get().sale.id === id]).toEqual([[], 1, false]);
  expect(asked.filter(({ line }) => /cancel|close/.test(line))).toEqual([]);
});

test('a sale that is given up while its basket is on its way is ended after it', async () => {
  desk.change({ amount: '50' });
  const late = await question(put);
  desk.cancel();
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(asked.filter(({ line }) => line.includes('/sessions/'))).toEqual([]);
  await late.answer(200, sessionOf(idOf(late.line), 'open'));
  const { line } = await question(/cancel$/);
  expect(idOf(line)).toBe(idOf(late.line));
});

test('a sale of which the club takes nothing is at hand again', async () => {
  desk.change({ amount: '50' });
  await judged();
  const { sale } = desk.get();
  const paying = desk.pay();
  await judged();
  await (await question(close)).answer(409, refusal);
  await paying;
  const { receipts, done } = desk.get();
  expect([desk.get().sale.id, desk.get().sale.amount, receipts, done]).toEqual([sale.id, '50', [], undefined]);
  expect(desk.get().refusal).toMatchObject({ code: 'branch_closed' });
  expect([kept('waiting'), kept('receipts')]).toEqual([0, 0]);
});

test('once the next sale was begun, what is refused waits for a person', async () => {
  desk.change({ amount: '50' });
  await judged();
  const paying = desk.pay();
  desk.change({ amount: '7' });
  await judged();
  await judged();
  await (await question(close)).answer(409, refusal);
  await paying;
  expect(desk.get().sale.amount).toBe('7');
  expect(desk.get().waiting).toMatchObject([{ decline: { code: 'branch_closed' } }]);
  expect(kept('waiting')).toBe(1);
});

test('two sales that are paid one after the other are both sent, in their order', async () => {
  desk.change({ amount: '50' });
  const first = desk.get().sale.id;
  void desk.pay();
  desk.change({ amount: '7' });
  const second = desk.get().sale.id;
  const paying = desk.pay();
  expect([await takePayment(), await takePayment()]).toEqual([first, second]);
  await paying;
  expect(desk.get().receipts.map(({ id, state }) => [id, state])).toEqual([
    [second, 'taken'],
    [first, 'taken'],
  ]);
  expect(desk.get().isPaying).toBe(false);
});

test('what the club says of a sale that was put aside is not said of the next one', async () => {
  desk.change({ amount: '50' });
  const late = await question(put);
  desk.park();
  await late.answer(200, sessionOf(idOf(late.line), 'open'));
  expect([desk.get().judged, desk.get().isJudging]).toEqual([undefined, false]);
});

test('a key that is pressed right after a sale was put aside is of the next sale', async () => {
  desk.change({ amount: '50' });
  desk.park();
  desk.change({ amount: '7' });
  await tick();
  expect([desk.get().sale.amount, desk.get().parked.map(({ amount }) => amount)]).toEqual(['7', ['50']]);
});

test('a sale that was given up comes back once, and what was begun since is put aside', async () => {
  desk.change({ amount: '50', buyer: { memberId: 'mem_1', name: 'Sara' } });
  const given = desk.cancel();
  desk.change({ amount: '7', buyer: { memberId: 'mem_2', name: 'Omid' } });
  desk.bringBack(given);
  desk.bringBack(given);
  const { sale, parked } = desk.get();
  expect([sale.amount, sale.buyer?.name, parked.map(({ amount }) => amount)]).toEqual(['50', 'Sara', ['7']]);
});

test('a sale without a member that comes back does not get the member of the next one', async () => {
  desk.change({ amount: '50' });
  const given = desk.cancel();
  desk.change({ buyer: { memberId: 'mem_2', name: 'Omid' } });
  desk.bringBack(given);
  expect([desk.get().sale.amount, desk.get().sale.buyer]).toEqual(['50', undefined]);
});

test('a sale that is put aside twice at once is told once', async () => {
  desk.change({ amount: '50' });
  const paying = desk.pay();
  desk.change({ amount: '7' });
  await judged();
  await (await question(/close$/)).answer(409, refusal);
  await paying;
  const { id } = desk.get().sale;
  const [declined] = desk.get().waiting;
  await (await question(/refused/)).answer(201, { id });
  await Promise.all([1, 2].map(() => desk.queue.putAside(declined?.id ?? '', 'seen to')));
  await (await question(/refused/)).answer(201, { id });
  expect(asked.filter(({ line }) => /refused/.test(line))).toEqual([]);
});

const hourMs = 3_600_000;
const unknown = { code: 'session_not_found', status: 404, title: 'x', detail: 'x' };
const keptOf = (group: string): unknown[] => [...(device.groups.get(group)?.values() ?? [])];

/** Pays a sale of which nothing comes through. */
const payInVain = async (): Promise<void> => {
  desk.change({ amount: '50' });
  await judged();
  const paying = desk.pay();
  await (await question(put)).answer(503, {});
  await paying;
};

test('a sale that is told twice is told the same twice, also with a time that was still to come', async () => {
  Date.now = () => nowBefore() + hourMs;
  await payInVain();
  expect(keptOf('waiting')).toMatchObject([{ guessedAheadMs: 0 }]);
  const told: unknown[] = [];
  for (const minutes of [0, 1]) {
    Date.now = () => nowBefore() + minutes * 60_000;
    const sending = desk.queue.replay();
    await (await question(/^GET .*sessions/)).answer(404, unknown);
    const { body, answer } = await question(/sale-batches$/);
    told.push(body);
    expect(keptOf('waiting')).toMatchObject([{ told: { at: expect.any(String) } }]);
    await answer(503, {});
    await sending;
  }
  expect(told[0]).toBe(told[1]);
});

test('a device keeps how far its clock is off, and a sale after that bears the time of the club', async () => {
  desk.change({ amount: '50' });
  const { line, answer } = await question(put);
  await answer(200, sessionOf(idOf(line), 'open'), new Date(Date.now() + 24 * hourMs));
  expect([desk.get().clockAheadMs, device.groups.get('kept')?.get('clock')]).toEqual([-24 * hourMs, -24 * hourMs]);
  void desk.pay();
  const [{ paidAt = '', guessedAheadMs } = {}] = keptOf('waiting') as { paidAt?: string; guessedAheadMs?: number }[];
  expect([Math.round((Date.parse(paidAt) - Date.now()) / hourMs), guessedAheadMs]).toEqual([24, undefined]);
});
