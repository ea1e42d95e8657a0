import { beforeEach, describe, expect, test } from '@jest/globals';
import { DomainError } from '@vafa/kernel';
import type { Question } from '../src/domain/reading/inspection.ts';
import type { FileRow } from '../src/domain/reading/sale-row.ts';
import { answered, type ImportTask } from '../src/domain/import-task.ts';
import { Crash, MemoryTarget, MemoryFiles, MemorySources, MemoryTasks, newTask, runImportOn } from './import-fakes.ts';
import { mapping, MemoryReading, refused, restartRows, sale } from './rows.ts';

let tasks = new MemoryTasks();
let target = new MemoryTarget();
let files = new MemoryFiles();
let sources = new MemorySources();
let deadLetters = 0;

beforeEach(() => {
  restartRows();
  tasks = new MemoryTasks();
  target = new MemoryTarget();
  files = new MemoryFiles();
  sources = new MemorySources();
  deadLetters = 0;
});

let runs = 0;

const runOnce = async (reading: MemoryReading, signal = new AbortController().signal): Promise<void> => {
  const held = await tasks.take(`run ${String(++runs)}`);
  if (held)
    await runImportOn({
      tasks,
      target,
      files,
      sources,
      reading,
      reactions: { posted: () => Promise.resolve(deadLetters) },
    }).execute(held, signal);
};

const imported = async (
  reading: MemoryReading,
  id = 'tsk_1',
  changes: Partial<ImportTask> = {},
): Promise<ImportTask> => {
  await tasks.insert(newTask(id, changes));
  await runOnce(reading);
  return tasks.stored.get(id) ?? newTask();
};

const codes = (): [number, string][] =>
  [...tasks.pages.values()]
    .flat()
    .map(({ row: place, code }): [number, string] => [place, code])
    .sort((a, b) => a[0] - b[0]);

const order: Question = {
  id: 'dates',
  code: 'date_order',
  text: { en: 'Which day?', fa: 'کدام روز؟' },
  options: [{ value: 'dmy', label: { en: 'day first', fa: 'اول روز' }, examples: [] }],
};

describe('an import', () => {
  test('submits sales first, then returns in order of (time, row)', async () => {
    const late = '2011-01-06T10:00:00Z';
    const rows = [
      sale('C3', { time: late }),
      sale('1'),
      sale('2'),
      sale('C2', { time: '2011-01-05T10:00:00Z' }),
      sale('1', { sku: 'B' }),
      sale('C1', { time: late }),
    ];
    const task = await imported(new MemoryReading(rows));
    expect(target.order).toEqual(['2', '1', 'C2', 'C3', 'C1']);
    expect(task).toMatchObject({
      state: 'done',
      phase: 'finished',
      rowsTotal: 6,
      rowsDone: 6,
      sales: { accepted: 2 },
      returns: { accepted: 3 },
      exceptions: 0,
    });
    expect(task.message).toBe('Accepted 2 sales and 3 returns; 0 rows are exceptions.');
    expect(files.discarded).toEqual(['upl_1']);
  });

  test('keeps every row that was not accepted, with its cells', async () => {
    const task = await imported(
      new MemoryReading([
        refused('1'),
        sale('1'),
        sale('1', { unitPrice: '-1' }),
        sale('2', { unitPrice: '-1' }),
        refused(''),
      ]),
    );
    expect(codes()).toEqual([
      [2, 'invalid_price'],
      [4, 'price_negative'],
      [5, 'price_negative'],
      [6, 'invalid_price'],
    ]);
    expect([...tasks.pages.values()][0]?.find(({ row }) => row === 2)).toEqual({
      row: 2,
      code: 'invalid_price',
      fields: ['1', '?'],
      details: { column: 'sku', value: '?' },
    });
    expect(task).toMatchObject({
      state: 'done',
      rowsTotal: 5,
      rowsDone: 5,
      exceptions: 4,
      sales: { accepted: 1, duplicates: 0, exceptions: 2 },
    });
  });

  test('enrols only whom a row names that can be accepted', async () => {
    const ahead = new Date(Date.now() + 48 * 3_600_000).toISOString();
    const refusedOnly = [
      sale('1', { member: 'future', time: ahead }),
      sale('2', { member: 'early', time: '1904-01-01T10:00:00Z' }),
      sale('3', { member: 'free', unitPrice: '0' }),
      sale('4', { member: 'much', unitPrice: '1000000000000.01' }),
      sale('5', { member: 'many', milli: 1_000_000_000_001n }),
      sale('6', { member: 'below', unitPrice: '-1' }),
      sale('7', { member: 'none', milli: 0n }),
      sale('8', { member: 'text', description: 'x'.repeat(501) }),
      sale('9', { member: 'back', milli: -1000n }),
      sale('C10', { member: 'gone', milli: 1000n }),
      sale('11', { member: 'one' }),
      sale('11', { member: 'other' }),
      sale('12', { member: 'both', unitPrice: '600000000000' }),
      sale('12', { member: 'both', unitPrice: '600000000000' }),
      sale('13', { member: 'elsewhere', branch: '' }),
    ];
    const named = [
      sale('21', { member: 'future' }),
      sale('22', { member: 'sold' }),
      sale('22', { member: 'sold', unitPrice: '-1' }),
      sale('C23', { member: 'waits' }),
      sale('24', { member: '' }),
    ];
    const task = await imported(new MemoryReading([...refusedOnly, ...named]));
    expect([...target.members.keys()].sort()).toEqual(['future', 'sold', 'waits']);
    expect(task).toMatchObject({ state: 'done', sales: { accepted: 3 }, returns: { accepted: 1 } });
    expect(task.exceptionsByCode).toEqual({
      sold_in_future: 1,
      sold_too_early: 1,
      price_not_positive: 1,
      amount_out_of_range: 3,
      quantity_out_of_range: 1,
      price_negative: 2,
      quantity_not_positive: 3,
      invalid_line: 1,
      receipt_contradicts: 2,
      empty_field: 1,
    });
  });

  test('enrols the members of many batches in one call, each before its batch', async () => {
    const rows = Array.from({ length: 2_300 }, (_none, index) =>
      sale(String(index), { member: `m${String(index % 1_200)}` }),
    );
    const [enrolled, calls]: [Set<string>, number[]] = [new Set(), []];
    target.ensureMembers = (_clubId: string, names: readonly string[]) => {
      calls.push(names.length);
      for (const name of names) enrolled.add(name);
      return Promise.resolve(new Map(names.map((name) => [name, `mem ${name}`])));
    };
    const submit = target.submit.bind(target);
    target.submit = (task, receipts, ids) => {
      for (const { member } of receipts)
        expect([enrolled.has(member), ids.members.get(member)]).toEqual([true, `mem ${member}`]);
      return submit(task, receipts, ids);
    };
    expect(await imported(new MemoryReading(rows))).toMatchObject({ state: 'done', sales: { accepted: 2_300 } });
    expect(calls).toEqual([1_000, 200]);
  });

  test('that is repeated says what still stands', async () => {
    const rows = [sale('1'), sale('1', { unitPrice: '-1' }), sale('C1'), refused('')];
    expect(await imported(new MemoryReading(rows))).toMatchObject({
      exceptions: 2,
      message: 'Accepted 1 sales and 1 returns; 2 rows are exceptions.',
      notes: [],
    });
    const again = await imported(new MemoryReading(rows), 'tsk_2');
    expect(again).toMatchObject({
      state: 'done',
      sales: { accepted: 0, duplicates: 2 },
      returns: { accepted: 0, duplicates: 1 },
      exceptions: 2,
    });
    expect([again.message, again.notes]).toEqual([
      'Accepted 0 sales and 0 returns; 2 rows are exceptions.',
      ['Nothing changed: everything in the file was known.'],
    ]);
    restartRows();
    expect(await imported(new MemoryReading([sale('1', { sku: 'Z' })]), 'tsk_3')).toMatchObject({
      exceptions: 1,
      sales: { exceptions: 1 },
    });
  });

  test('fails with what is wrong with the file, and its file is kept for another try', async () => {
    const reading = new MemoryReading([]);
    reading.failure = new DomainError('invalid', 'empty_file', 'the file holds no row');
    expect(await imported(reading)).toMatchObject({
      state: 'failed',
      failure: 'empty_file',
      message: expect.stringContaining('the file holds no row. What was accepted until then stays') as unknown,
    });
    expect([target.submissions, files.discarded]).toEqual([0, []]);
  });

  test('withholds the last receipt of a file that breaks off, and says what it left out', async () => {
    const rows = [sale('3'), sale('1'), sale('2', { member: '9' }), sale('3')];
    const task = await imported(
      new MemoryReading(rows, {
        totalRows: [7],
        repeatedHeaders: [4, 5],
        leftOut: { pending: 1, voided: 2 },
        breakOff: { cause: 'the last row is cut', row: 6, partial: { row: 6, fields: ['4'], receipt: '4' } },
      }),
    );
    expect(target.order).toEqual(['1', '2']);
    expect(task).toMatchObject({
      state: 'done',
      rowsTotal: 5,
      rowsDone: 5,
      withheldReceipts: ['3', '4'],
      withheldRows: 3,
      rowsLeftOut: 6,
      exceptions: 0,
    });
    expect(task.notes).toEqual([
      'Left out: 1 row of totals.',
      'Left out: 2 repeated headers.',
      'Left out: 3 rows of what is no sale (2 voided, 1 pending).',
      'The file breaks off at row 6 (the last row is cut); withheld: 3, 4. Import the complete file to add what is missing.',
    ]);
    const whole = await imported(new MemoryReading([...rows, sale('4')]), 'tsk_2');
    expect(whole).toMatchObject({ sales: { accepted: 2, duplicates: 2 }, withheldRows: 0 });
  });

  test('tells of dead letters', async () => {
    deadLetters = 2;
    expect(await imported(new MemoryReading([sale('1')]))).toMatchObject({
      state: 'done',
      deadLetters: 2,
      notes: [expect.stringContaining('2 events could not be applied')],
    });
  });
});

describe('a file that can be read in more than one way', () => {
  test('waits until it is told, and the answer is kept with its source', async () => {
    const reading = new MemoryReading([sale('1')], {}, [order]);
    const task = await imported(reading);
    expect([task.state, task.questions, target.submissions, files.discarded]).toEqual(['question', [order], 0, []]);
    await runOnce(reading);
    expect(tasks.stored.get('tsk_1')?.state).toBe('question');
    expect(await tasks.change(answered(task, { dates: 'dmy' }), 'question')).toBe(true);
    await runOnce(reading);
    expect(tasks.stored.get('tsk_1')).toMatchObject({ state: 'done', questions: [], sales: { accepted: 1 } });
    expect(sources.stored.get('columns-1')).toMatchObject({
      name: 'columns-1',
      columns: 'columns-1',
      mapping: {},
      answers: { dates: 'dmy' },
    });
    restartRows();
    expect(await imported(new MemoryReading([sale('2')], {}, [order]), 'tsk_2')).toMatchObject({
      state: 'done',
      sales: { accepted: 1 },
    });
  });

  test('of a named source takes what is kept under the name', async () => {
    sources.stored.set('till', {
      clubId: 'clb_1',
      name: 'till',
      columns: 'others',
      mapping,
      answers: { dates: 'dmy' },
      changedAt: new Date(0),
      revision: 1,
    });
    const reading = new MemoryReading([sale('1')], {}, [order]);
    expect(await imported(reading, 'tsk_1', { guidance: { source: 'till', answers: {} } })).toMatchObject({
      state: 'done',
    });
    expect([reading.inspections, sources.stored.get('till')?.columns, sources.stored.get('till')?.mapping]).toEqual([
      1,
      'columns-1',
      mapping,
    ]);
  });
});

test('what is kept of a source so already is no change, whatever was seen: a task is taken again', async () => {
  const kept = { clubId: 'clb_1', name: 'till', columns: '', mapping, answers: { dates: 'mdy' } };
  sources.stored.set('till', { ...kept, changedAt: new Date(0), revision: 8 });
  const guidance = { source: 'till', answers: { dates: 'dmy' }, seen: { mapping, answers: { dates: 'mdy' } } };
  const same = { guidance: { ...guidance, sourceRevision: 8 } };
  await imported(new MemoryReading([sale('2')], {}, [order]), 'tsk_2', same);
  const { revision = 0 } = sources.stored.get('till') ?? {};
  expect(revision).toBeGreaterThan(8);
  restartRows();
  expect(await imported(new MemoryReading([sale('3')], {}, [order]), 'tsk_3', same)).toMatchObject({ state: 'done' });
  expect(sources.stored.get('till')).toMatchObject({ answers: { dates: 'dmy' }, revision });
});

test('a file of which nobody said anything leaves nothing behind that the next would be read by', async () => {
  await imported(new MemoryReading([sale('1')]));
  expect(sources.stored.size).toBe(0);
  await imported(new MemoryReading([sale('2')]), 'tsk_2', {
    guidance: { source: '', mapping: { continuation: true }, answers: {} },
  });
  expect([...sources.stored.values()]).toMatchObject([
    { name: 'columns-1', mapping: { continuation: true }, answers: {} },
  ]);
});

describe('a file that names no branch', () => {
  const { branch: _branch, ...columns } = mapping.columns;
  class Branchless extends MemoryReading {
    override async inspect(...given: Parameters<MemoryReading['inspect']>) {
      return { ...(await super.inspect(...given)), mapping: { ...mapping, columns } };
    }
  }
  const file = (): Branchless => new Branchless([sale('1', { branch: '' })]);

  test('belongs to the only branch; of several a person says which; the first of a club is made', async () => {
    expect(await imported(file())).toMatchObject({ state: 'done', reading: { branch: 'main' } });
    target.branches = [{ id: 'b1', code: 'one' }];
    expect(await imported(file(), 'tsk_2', { clubId: 'clb_2' })).toMatchObject({ state: 'done' });
    sources.stored.clear();
    expect(await imported(file(), 'tsk_3')).toMatchObject({ state: 'done', reading: { branch: 'one' } });
    sources.stored.clear();
    target.branches = [
      { id: 'b1', code: 'one' },
      { id: 'b2', code: 'two' },
    ];
    const asking = await imported(file(), 'tsk_4');
    expect(asking).toMatchObject({
      state: 'question',
      questions: [{ id: 'branch', options: [{ value: 'one' }, { value: 'two' }] }],
    });
    await tasks.change(answered(asking, { branch: 'two' }), 'question');
    await runOnce(file());
    expect(tasks.stored.get('tsk_4')).toMatchObject({ state: 'done', reading: { branch: 'two' } });
  });
});

describe('a key that is bound to branches', () => {
  test('imports into these only: a foreign branch and one that is not there are told alike, and enrol nobody', async () => {
    target.branches = [
      { id: 'b1', code: 'France' },
      { id: 'b2', code: 'Spain' },
    ];
    const task = await imported(
      new MemoryReading([
        sale('1'),
        sale('2', { branch: 'Spain', member: 's' }),
        sale('3', { branch: 'Mars', member: 'm' }),
      ]),
      'tsk_1',
      { branchIds: ['b1'] },
    );
    expect(task).toMatchObject({ state: 'done', sales: { accepted: 1, exceptions: 2 }, exceptions: 2 });
    expect(codes()).toEqual([
      [3, 'branch_not_found'],
      [4, 'branch_not_found'],
    ]);
    expect([...target.members.keys()]).toEqual(['17850']);
  });
});

describe('an import that is interrupted', () => {
  const rows = (): FileRow[] => {
    restartRows();
    return Array.from({ length: 1_500 }, (_, n) =>
      sale(n % 10 === 9 ? `C${String(n)}` : String(n % 7 === 0 ? n : n - (n % 7)), {
        unitPrice: n % 50 === 0 ? '-1' : '1',
        time: `2011-01-04T10:${String(n % 60).padStart(2, '0')}:00Z`,
      }),
    );
  };
  const file = (): MemoryReading => new MemoryReading(rows());

  test('ends the same, wherever its process dies', async () => {
    const wanted = await imported(file());
    const claims = [...target.claims.keys()];
    const exceptions = codes();
    const writes = tasks.writes;
    expect(writes).toBeGreaterThan(8);
    for (const crashAfterWrite of [false, true]) {
      for (let crashAt = 1; crashAt <= writes; crashAt++) {
        tasks = Object.assign(new MemoryTasks(), { crashAt, crashAfterWrite });
        target = new MemoryTarget();
        await tasks.insert(newTask());
        await expect(runOnce(file())).rejects.toBeInstanceOf(Crash);
        await runOnce(file());
        expect({ crashAt, task: withoutTimes(tasks.stored.get('tsk_1')) }).toEqual({
          crashAt,
          task: withoutTimes(wanted),
        });
        expect([...target.claims.keys()]).toEqual(claims);
        expect(codes()).toEqual(exceptions);
      }
    }
  });

  const withoutTimes = (task: ImportTask | undefined): object => ({ ...task, rate: 0, startedAt: 0, finishedAt: 0 });

  test('acknowledges what is in flight when it is asked to stop, and goes on later', async () => {
    const stop = new AbortController();
    await tasks.insert(newTask());
    const submit = target.submit.bind(target);
    target.submit = async (...given) => {
      if (target.submissions === 1) stop.abort();
      return submit(...given);
    };
    await runOnce(file(), stop.signal);
    const halfway = tasks.stored.get('tsk_1');
    expect(halfway).toMatchObject({ state: 'running', phase: 'sales', salesBatches: 2 });
    await runOnce(file());
    expect(tasks.stored.get('tsk_1')).toMatchObject({ state: 'done', rowsDone: 1_500 });
    expect(target.submissions).toBe(Math.ceil(target.claims.size / 200) + 1);
  });

  test('stops without a word when another has taken the task over', async () => {
    await tasks.insert(newTask());
    const held = await tasks.take('one');
    await tasks.take('two');
    if (held) await runImportOn({ tasks, target, reading: file() }).execute(held, new AbortController().signal);
    expect(target.submissions).toBe(0);
    expect(tasks.stored.get('tsk_1')).toMatchObject({ state: 'queued' });
  });
});
