import { beforeEach, describe, expect, test } from '@jest/globals';
import { systemClock } from '@vafa/kernel';
import type { ImportTask } from '../src/domain/import-task.ts';
import type { Reactions } from '../src/use-cases/import-ports.ts';
import { RunImport } from '../src/use-cases/run-import.ts';
import { Crash, MemoryBooks, MemoryFile, MemoryTasks, newTask } from './import-fakes.ts';

const row = (invoice: string, more: { sku?: string; quantity?: string; at?: string; price?: string; member?: string; country?: string; text?: string } = {}): string =>
  [invoice, more.sku ?? 'A', more.text ?? 'MUG', more.quantity ?? '1', more.at ?? '2011-01-04T10:00:00', more.price ?? '2.55', more.member ?? '17850', more.country ?? 'France'].join(',');

let tasks = new MemoryTasks();
let books = new MemoryBooks();
let deadLetters = 0;
const posted: Reactions = { posted: () => Promise.resolve(deadLetters) };

beforeEach(() => {
  tasks = new MemoryTasks();
  books = new MemoryBooks();
  deadLetters = 0;
});

let runs = 0;

const runOnce = async (file: MemoryFile, signal = new AbortController().signal): Promise<void> => {
  const held = await tasks.take(`run ${String(++runs)}`);
  if (held) await new RunImport(file, books, tasks, posted, systemClock).execute(held, signal);
};

const imported = async (file: MemoryFile, id = 'tsk_1'): Promise<ImportTask> => {
  await tasks.insert(newTask(id));
  await runOnce(file);
  return tasks.stored.get(id) ?? newTask();
};

const codes = (): [number, string][] => [...tasks.pages.values()].flat().map(({ row: place, code }): [number, string] => [place, code]).sort((a, b) => a[0] - b[0]);

describe('an import', () => {
  test('groups rows by invoice over the whole file, and submits returns last, in order of (time, row)', async () => {
    const file = MemoryFile.of([
      row('C3', { quantity: '-1', at: '2011-01-06T10:00:00' }),
      row('1', { sku: 'A' }),
      row('2'),
      row('C2', { quantity: '-1', at: '2011-01-05T10:00:00' }),
      row('1', { sku: 'B' }),
      row('C1', { quantity: '-1', at: '2011-01-06T10:00:00' }),
    ]);
    const task = await imported(file);
    expect(books.order).toEqual(['2', '1', 'C2', 'C3', 'C1']);
    expect(books.claims.get('1')?.lines).toBe('[["A","1000","2.55"],["B","1000","2.55"]]');
    expect(task).toMatchObject({ state: 'done', phase: 'finished', rowsTotal: 6, rowsDone: 6, sales: { accepted: 2 }, returns: { accepted: 3 }, exceptions: 0 });
    expect(file.isDiscarded).toBe(true);
  });

  test('makes every row that cannot be read an exception, and goes on with the rest of its invoice', async () => {
    const task = await imported(
      MemoryFile.of([
        row('1', { quantity: 'two' }),
        row('1', { price: '1e3' }),
        row('1', { at: '2011-02-30T10:00:00' }),
        row('1'),
        row('1', { sku: '' }),
        row('1', { text: 'a\u0007b' }),
        row('1', { text: '\u202egnp.exe' }),
        row('1', { text: 'x'.repeat(301) }),
        row('1', { country: '' }),
        '1,A,MUG',
        row('1', { price: '-1' }),
        row('', {}),
        row('a b', {}),
        row('2', { text: 'م\u200cی', member: ' 7 ', country: 'France ' }),
      ]),
    );
    expect(codes()).toEqual([
      [2, 'invalid_quantity'], [3, 'invalid_price'], [4, 'invalid_date'], [6, 'empty_field'], [7, 'hostile_text'], [8, 'hostile_text'], [9, 'text_too_long'],
      [10, 'empty_field'], [11, 'wrong_column_count'], [12, 'price_negative'], [13, 'empty_field'], [14, 'invalid_receipt'],
    ]);
    expect(task).toMatchObject({ state: 'done', rowsTotal: 14, rowsDone: 14, exceptions: 12, sales: { accepted: 2, duplicates: 0, exceptions: 1 } });
  });

  test('says so when everything was known', async () => {
    const rows = [row('1'), row('1', { price: '-0.01' }), row('C1', { quantity: '-1' }), row('', {})];
    expect(await imported(MemoryFile.of(rows))).toMatchObject({ exceptions: 2, message: 'Accepted 1 sales and 1 returns; 2 rows are exceptions.' });
    const again = await imported(MemoryFile.of(rows, { zip: true }), 'tsk_2');
    expect(again).toMatchObject({ state: 'done', sales: { accepted: 0, duplicates: 2 }, returns: { accepted: 0, duplicates: 1 }, exceptions: 0 });
    expect(again.message).toMatch(/^Nothing changed/);
    expect(await imported(MemoryFile.of([row('1', { sku: 'Z' })]), 'tsk_3')).toMatchObject({ exceptions: 1, sales: { exceptions: 1 } });
  });

  test('a return belongs to the member of its first row', async () => {
    await imported(MemoryFile.of([row('C1', { quantity: '-1' }), row('C1', { quantity: '-1', member: '2' })]));
    expect(codes()).toEqual([[3, 'member_differs']]);
  });

  test('fails with a clear message on wrong columns, no text, nothing at all', async () => {
    expect(await imported(new MemoryFile(Buffer.from('InvoiceNo,StockCode,Price\n1,2,3\n')))).toMatchObject({
      state: 'failed',
      failure: 'wrong_columns',
      message: expect.stringContaining('missing: Description, Quantity, InvoiceDate, UnitPrice, CustomerID, Country; not expected: "Price"') as unknown,
    });
    expect(await imported(new MemoryFile(Buffer.from('PK\u0003\u0004\0\0')), 'tsk_2')).toMatchObject({ state: 'failed', failure: 'not_text' });
    expect(await imported(new MemoryFile(Buffer.alloc(0)), 'tsk_3')).toMatchObject({ state: 'failed', failure: 'empty_file' });
    expect(books.submissions).toBe(0);
  });

  test('takes the columns in any order', async () => {
    const shuffled = new MemoryFile(Buffer.from('Country,CustomerID,UnitPrice,InvoiceDate,Quantity,Description,StockCode,InvoiceNo\nFrance,1,2.55,2011-01-04 10:00,3,MUG,A,7\n'));
    expect(await imported(shuffled)).toMatchObject({ state: 'done', sales: { accepted: 1 } });
    expect(books.claims.get('7')?.lines).toBe('[["A","3000","2.55"]]');
  });

  test('withholds the last invoice of a file that breaks off, wherever its rows are', async () => {
    const rows = [row('3'), row('1'), row('2', { member: '9' }), row('3')];
    const task = await imported(MemoryFile.of(rows, { end: '\n4,A,MU' }));
    expect(books.order).toEqual(['1', '2']);
    expect(task).toMatchObject({ state: 'done', rowsTotal: 5, rowsDone: 5, withheldInvoices: ['3', '4'], withheldRows: 3, exceptions: 0 });
    expect(task.message).toContain('breaks off at row 6 (the last row is cut); withheld: 3, 4');
    const whole = await imported(MemoryFile.of([...rows, row('4')]), 'tsk_2');
    expect(whole).toMatchObject({ sales: { accepted: 2, duplicates: 2 }, withheldRows: 0 });
  });

  test('tells of dead letters', async () => {
    deadLetters = 2;
    expect(await imported(MemoryFile.of([row('1')]))).toMatchObject({ state: 'done', deadLetters: 2, message: expect.stringContaining('2 events could not be applied') as unknown });
  });
});

describe('an import that is interrupted', () => {
  const rows = Array.from({ length: 1_500 }, (_, n) => row(n % 10 === 9 ? `C${String(n)}` : String(n % 7 === 0 ? n : n - (n % 7)), { quantity: n % 10 === 9 ? '-1' : '1', price: n % 50 === 0 ? '-1' : '1', at: `2011-01-04T10:${String(n % 60).padStart(2, '0')}:00` }));
  const file = (): MemoryFile => MemoryFile.of(rows, { zip: true });

  test('ends the same, wherever its process dies', async () => {
    const wanted = await imported(file());
    const claims = [...books.claims.keys()];
    const exceptions = codes();
    const writes = tasks.writes;
    expect(writes).toBeGreaterThan(8);
    for (const crashAfterWrite of [false, true]) {
      for (let crashAt = 1; crashAt <= writes; crashAt++) {
        tasks = Object.assign(new MemoryTasks(), { crashAt, crashAfterWrite });
        books = new MemoryBooks();
        await tasks.insert(newTask());
        await expect(runOnce(file())).rejects.toBeInstanceOf(Crash);
        await runOnce(file());
        expect({ crashAt, task: withoutTimes(tasks.stored.get('tsk_1')) }).toEqual({ crashAt, task: withoutTimes(wanted) });
        expect([...books.claims.keys()]).toEqual(claims);
        expect(codes()).toEqual(exceptions);
      }
    }
  });

  const withoutTimes = (task: ImportTask | undefined): object => ({ ...task, rate: 0, startedAt: 0, finishedAt: 0 });

  test('acknowledges what is in flight when it is asked to stop, and goes on later', async () => {
    const stop = new AbortController();
    await tasks.insert(newTask());
    const submit = books.submit.bind(books);
    books.submit = async (...order) => {
      if (books.submissions === 1) stop.abort();
      return submit(...order);
    };
    await runOnce(file(), stop.signal);
    const halfway = tasks.stored.get('tsk_1');
    expect(halfway).toMatchObject({ state: 'running', phase: 'sales', salesBatches: 2 });
    await runOnce(file());
    expect(tasks.stored.get('tsk_1')).toMatchObject({ state: 'done', rowsDone: rows.length });
    expect(books.submissions).toBe(Math.ceil(books.claims.size / 200) + 1);
  });

  test('stops without a word when another has taken the task over', async () => {
    await tasks.insert(newTask());
    const held = await tasks.take('one');
    await tasks.take('two');
    if (held) await new RunImport(file(), books, tasks, posted, systemClock).execute(held, new AbortController().signal);
    expect(books.submissions).toBe(0);
    expect(tasks.stored.get('tsk_1')).toMatchObject({ state: 'queued' });
  });
});
