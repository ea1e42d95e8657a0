// One caller is held up before each of its calls in turn, while others do all that they have to do.
import { DomainError } from '@vafa/kernel';
import { describe, expect, test } from '@jest/globals';
import type { BatchItem } from '../src/domain/batch/batch-item.ts';
import { club, clubId, members, now, terms, toItem } from './any-items.ts';
import { memoryCheckout, type Around } from './in-memory.ts';

type Checkout = ReturnType<typeof memoryCheckout>;
type Step = (checkout: Omit<Checkout, 'caller'>) => Promise<unknown>;

interface HeldUp {
  readonly around: Around;
  readonly calls: () => number;
  /** All that was done in between. */
  readonly between: () => Promise<unknown>;
}

/** Holds one up before this call until the others are done; and, where it dies, has it make no later call. */
const heldUp = (call: number, meanwhile: () => Promise<unknown>, dies: boolean): HeldUp => {
  let calls = 0;
  let between: Promise<unknown> = Promise.resolve();
  const around = <T extends object>(port: T): T =>
    new Proxy(port, {
      get: (target, property) => {
        const method: unknown = Reflect.get(target, property);
        if (typeof method !== 'function') return method;
        return async (...parameters: unknown[]): Promise<unknown> => {
          const mine = ++calls;
          if (mine > call && dies) throw new DomainError('unavailable', 'died', 'stopped');
          if (mine === call) await (between = meanwhile());
          return Reflect.apply(method, target, parameters) as unknown;
        };
      },
    });
  return { around, calls: () => calls, between: () => between };
};

const at = (hour: number): Date => new Date(Date.UTC(2026, 10, 20, hour));
const tea = (units: number, sku = 'tea') => ({ sku, unitPrice: '2.50', units });
const sale = (place: number, hour: number, units: number): BatchItem =>
  toItem({ kind: 'sale', member: 0, at: at(hour), lines: [tea(units)] }, place);
const back = (place: number, hour: number, units: number): BatchItem =>
  toItem({ kind: 'return', member: 0, at: at(hour), lines: [tea(units)] }, place);
const exchange = (place: number, hour: number, units: number): BatchItem =>
  toItem({ kind: 'exchange', member: 0, at: at(hour), lines: [tea(1, 'cup'), tea(units)] }, place);

const submit =
  (...items: readonly BatchItem[]): Step =>
  ({ batch }) =>
    batch.execute({ ...terms, source: 'file' }, items);
const sessionOf = ({ sessions }: Pick<Checkout, 'sessions'>, { receipt }: BatchItem): string =>
  sessions.all().find((one) => one.receipt === receipt)?.sessionId ?? '';
const give =
  (item: BatchItem, member: number): Step =>
  (checkout) =>
    checkout.move.execute({
      clubId,
      sessionId: sessionOf(checkout, item),
      key: `to ${String(member)}`,
      memberId: members[member] ?? '',
      reason: 'not hers',
      by: 'usr_1',
    });
const takeBack =
  (item: BatchItem, receipt: string): Step =>
  (checkout) =>
    checkout.returnLines.execute({
      clubId,
      sessionId: sessionOf(checkout, item),
      key: receipt,
      receipt,
      lines: [{ position: 1, quantityMilli: 1_000n }],
    });
const atTill: Step = ({ put }) =>
  put.execute({ ...terms, dry: false, ...tillOf(live), sessionId: 'live', lines: live.lines });
const closeAtTill: Step = ({ close }) => close.execute(clubId, 'live', 'close');
const both =
  (...steps: readonly Step[]): Step =>
  async (checkout) => {
    for (const step of steps) await step(checkout);
  };

/** With rows that could not be read. */
const without = (item: BatchItem, ...rows: readonly number[]): BatchItem => ({
  ...item,
  lines: item.lines.filter((_line, index) => !rows.includes(index)),
  exceptions: item.lines.flatMap(({ row }, index) =>
    rows.includes(index) ? [{ row, code: 'invalid_price', quantityMilli: 0n }] : [],
  ),
});
const three = toItem({ kind: 'sale', member: 0, at: at(2), lines: [tea(1), tea(1, 'cup'), tea(1, 'pot')] }, 2);
const live: BatchItem = { ...sale(6, 5, 2), at: now };
const tillOf = ({ branchId, till, receipt, memberId }: BatchItem) => ({ branchId, till, receipt, memberId });

/** Its id is taken from then on: another receipt that names it is refused. */
const named: BatchItem = {
  ...toItem({ kind: 'sale', member: 0, at: at(3), lines: [tea(1, 'pot')] }, 7),
  sessionId: 'named',
};
const [early, late, returned] = [sale(1, 1, 2), sale(2, 2, 2), back(3, 5, 1)];

interface Story {
  readonly before: Step;
  readonly slow: Step;
  readonly quick: Step;
}
const stories: Readonly<Record<string, Story>> = {
  'a return, and a later sale that takes it': { before: submit(early), slow: submit(returned), quick: submit(late) },
  'a later sale, and a return': { before: submit(early), slow: submit(late), quick: submit(returned) },
  'a return, and an earlier return that takes its place': {
    before: submit(sale(1, 1, 1), sale(2, 2, 1)),
    slow: submit(returned),
    quick: submit(back(4, 4, 1)),
  },
  'an exchange, and a later sale that takes what comes back': {
    before: submit(early),
    slow: submit(exchange(3, 5, 1)),
    quick: submit(late),
  },
  'a later sale, which goes to another member at once': {
    before: submit(early, returned),
    slow: submit(late),
    quick: both(submit(late), give(late, 1)),
  },
  'an earlier return, and a sale for it that goes to another member': {
    before: submit(early, late, returned),
    slow: submit(back(4, 4, 2)),
    quick: give(late, 1),
  },
  'a sale that goes to another member, and comes back': {
    before: submit(early, late, returned),
    slow: give(late, 1),
    quick: give(late, 0),
  },
  'a sale that goes to another member, and one that takes its return': {
    before: submit(early, late, returned),
    slow: give(late, 1),
    quick: submit(sale(5, 3, 1)),
  },
  'a return, and its sale that goes to another member': {
    before: submit(early, late),
    slow: submit(returned),
    quick: give(late, 1),
  },
  'an exchange that goes to another member, and a sale for what comes back': {
    before: submit(exchange(3, 5, 1)),
    slow: submit(late),
    quick: give(exchange(3, 5, 1), 1),
  },
  'a receipt of which two tell the missing rows': {
    before: submit(early, without(three, 0, 1), returned),
    slow: submit(without(three, 1)),
    quick: submit(three),
  },
  'a receipt that gets its missing row, and its return': {
    before: submit(early, without(three, 0)),
    slow: submit(three),
    quick: submit(returned),
  },
  'a sale that gets its member, and its return': {
    before: submit(early, { ...late, memberId: '' }),
    slow: submit(late),
    quick: submit(returned),
  },
  'an exchange that gets what comes back, and a sale for it': {
    before: submit(early, without(exchange(3, 5, 1), 1)),
    slow: submit(exchange(3, 5, 1)),
    quick: submit(late),
  },
  'a receipt without a row that could be read, told whole by two': {
    before: submit(early, returned, without(late, 0)),
    slow: submit(late),
    quick: submit(late),
  },
  'a return, and a sale under its number': {
    before: submit(sale(1, 6, 2)),
    slow: submit(returned),
    quick: submit({ ...late, receipt: 'r3', till: '1' }),
  },
  'a sale that goes to another member, and one under the number of its return': {
    before: submit(early, returned),
    slow: give(early, 1),
    quick: submit({ ...late, receipt: 'r3', till: '1' }),
  },
  'an exchange under the id of another sale, and a sale for what comes back': {
    before: submit(early, named),
    slow: submit({ ...exchange(3, 5, 1), sessionId: 'named' }),
    quick: submit(late),
  },
  'a sale for what comes back, and an exchange under the id of another sale': {
    before: submit(early, named),
    slow: submit(late),
    quick: submit({ ...exchange(3, 5, 1), sessionId: 'named' }),
  },
  'an exchange under the id of another sale, and a return before it': {
    before: submit(sale(1, 1, 1), named),
    slow: submit({ ...exchange(3, 5, 1), sessionId: 'named' }),
    quick: submit(back(4, 4, 1)),
  },
  'a sale at a till, and the same by a file': { before: atTill, slow: closeAtTill, quick: submit(live) },
  'a sale by a file, and its end at a till': { before: atTill, slow: submit(live), quick: closeAtTill },
  'a return by a file, and by hand under its receipt': {
    before: submit(early, late),
    slow: submit(returned),
    quick: takeBack(early, 'r3'),
  },
  'a return by hand, and by a file under its receipt': {
    before: submit(early, late),
    slow: takeBack(early, 'r3'),
    quick: submit(returned),
  },
};

const died = (error: unknown): void => {
  if (!(error instanceof DomainError) || error.code !== 'died') throw error;
};

describe.each(Object.entries(stories))('%s', (_name, { before, slow, quick }) => {
  const inTurn = async (...steps: readonly Step[]): Promise<unknown> => {
    const checkout = memoryCheckout(now);
    for (const step of [before, ...steps]) await step(checkout);
    return club(checkout);
  };

  test.each([
    ['goes on', false],
    ['dies after its next call and comes again', true],
  ])('make a club as one after the other does, wherever the one is held up and %s', async (_what, dies) => {
    const serial = [await inTurn(slow, quick), await inTurn(quick, slow)];
    for (let call = 1; ; call++) {
      const checkout = memoryCheckout(now);
      await before(checkout);
      const { around, calls, between } = heldUp(call, () => quick(checkout), dies);
      await slow({ ...checkout, ...checkout.caller(around) }).catch(died);
      await between();
      if (calls() < call) break;
      if (dies) await slow(checkout);
      expect(serial).toContainEqual(await club(checkout));
    }
  });
});

test('a return of its own costs one look at its claim and one at its sale', async () => {
  const checkout = memoryCheckout(now);
  await submit(early)(checkout);
  const calls: string[] = [];
  const around = <T extends object>(port: T): T =>
    new Proxy(port, {
      get: (target, property) => {
        const method: unknown = Reflect.get(target, property);
        if (typeof method !== 'function') return method;
        return (...parameters: unknown[]): unknown => {
          calls.push(String(property));
          return Reflect.apply(method, target, parameters);
        };
      },
    });
  await submit(returned)({ ...checkout, ...checkout.caller(around) });
  expect(calls.slice(calls.indexOf('allocate'))).toEqual(['allocate', 'loadMany', 'revisions', 'saveMany', 'settle']);
});
