import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { TaskPhase, TaskState } from '@vafa/contracts/imports';
import { gzipSync } from 'node:zlib';
import { openImportsWorld, type ImportsWorld } from './imports-world.ts';

let world: ImportsWorld;

beforeAll(async () => {
  world = await openImportsWorld();
});
afterAll(() => world.stop());

const header = 'InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country';
const rows = [
  '1,A,MUG,2,2011-01-04T10:00:00,2.55,17850,France',
  '1,B,"=HYPERLINK(""http://x"")",zero,2011-01-04T10:00:00,2.55,17850,France',
  '2,A,"MUG, red",x,2011-01-04T10:00:00,2.55,,France',
];
const file = Buffer.from(`${[header, ...rows].join('\n')}\n`);

interface Start {
  readonly bytes?: Buffer;
  readonly source?: string;
  readonly sourceRevision?: number | undefined;
  readonly mapping?: object;
  readonly answers?: Record<string, string>;
}

const start = async (key: string, { bytes = file, source = '', sourceRevision, mapping, answers = {} }: Start = {}) => {
  const uploadId = await world.upload(bytes);
  const guidance = { source, mapping: mapping ? JSON.stringify(mapping) : '', answers, sourceRevision };
  const { task, takesUpload } = await world.imports.startImport({
    clubId: world.clubId,
    key,
    uploadId,
    branchIds: [],
    guidance,
  });
  return { id: task?.id ?? '', takesUpload, uploadId };
};

const preview = async (bytes: Buffer, answers: Record<string, string> = {}, source = '') => {
  const uploadId = await world.upload(bytes);
  const answer = await world.imports.previewImport(
    {
      clubId: world.clubId,
      uploadId,
      branchIds: [],
      guidance: { source, mapping: '', answers, sourceRevision: undefined },
    },
    { deadlineMs: 60_000 },
  );
  await world.imports.discardUpload({ clubId: world.clubId, uploadId });
  return answer;
};

describe('an import', () => {
  test('is queued, submitted and told to its end; its file goes', async () => {
    const { id, takesUpload, uploadId } = await start('first', { bytes: gzipSync(file) });
    expect([id, takesUpload]).toEqual([expect.stringMatching(/^tsk_/), true]);
    expect(await world.over(id)).toMatchObject({
      state: TaskState.TASK_STATE_DONE,
      phase: TaskPhase.TASK_PHASE_FINISHED,
      rowsTotal: 3n,
      rowsDone: 3n,
      sales: { accepted: 1n, duplicates: 0n, exceptions: 1n },
      exceptions: 2n,
      failure: '',
      deadLetters: 0n,
      fileName: 'sales.csv',
    });
    const [item] = world.neighbours.items.filter(({ receipt }) => receipt === '1');
    expect(item).toMatchObject({
      branchId: 'brn_France',
      memberId: 'mem_17850',
      till: 'import',
      isReturn: false,
      lines: [{ sku: 'A', quantityMilli: 2_000n, unitPrice: '2.55', row: 2n }],
    });
    expect(item?.sessionId).toMatch(/^imp-1-2011-01-04-[0-9a-f]{8}$/);
    await expect(
      start('gone').then(() =>
        world.imports.startImport({ clubId: world.clubId, key: 'none', uploadId, branchIds: [], guidance: undefined }),
      ),
    ).rejects.toMatchObject({ code: 'upload_not_found' });
  });

  test('is made once per key: the second file is not taken', async () => {
    const first = await start('twice');
    const again = await start('twice');
    expect([again.id, again.takesUpload]).toEqual([first.id, false]);
    await world.imports.discardUpload({ clubId: world.clubId, uploadId: again.uploadId });
    expect(await world.over(first.id)).toMatchObject({
      message: 'Accepted 0 sales and 0 returns; 2 rows are exceptions.',
      notes: ['Nothing changed: everything in the file was known.'],
    });
  });

  test('can be cancelled; one that is over stays as it is', async () => {
    const { id } = await start('cancelled');
    const { task } = await world.imports.cancelTask({ clubId: world.clubId, taskId: id });
    expect([TaskState.TASK_STATE_CANCELLED, TaskState.TASK_STATE_DONE]).toContain(task?.state);
    expect((await world.imports.cancelTask({ clubId: world.clubId, taskId: id })).task).toEqual(task);
    expect((await world.over(id)).finishedAt).toEqual(task?.finishedAt);
    await expect(world.imports.retryTask({ clubId: world.clubId, taskId: id })).rejects.toMatchObject({
      code: 'task_not_failed',
    });
  });

  test('belongs to its club', async () => {
    const { id } = await start('mine');
    for (const call of [
      world.imports.getTask({ clubId: 'clb_2', taskId: id }),
      world.imports.cancelTask({ clubId: 'clb_2', taskId: id }),
    ])
      await expect(call).rejects.toMatchObject({ code: 'task_not_found' });
    await expect(world.imports.openUpload({ clubId: 'clb_2', caller: 'k', name: '' })).rejects.toMatchObject({
      code: 'club_not_found',
    });
    await expect(world.exceptions('tsk_none')).rejects.toMatchObject({ code: 'task_not_found' });
    await world.over(id);
  });

  test('that failed can be tried again while its file is there', async () => {
    const { id } = await start('fails', { bytes: Buffer.from('a\nb\n') });
    const failed = await world.over(id);
    expect([failed.state, failed.failure]).toEqual([
      TaskState.TASK_STATE_FAILED,
      expect.stringMatching(/^(one_column|no_header)$/),
    ]);
    expect((await world.imports.retryTask({ clubId: world.clubId, taskId: id })).task?.failure).toBe('');
    expect((await world.over(id)).failure).toBe(failed.failure);
  });
});

describe('the rows that were not accepted', () => {
  test('are a CSV in the columns of the file, that no spreadsheet takes for formulas', async () => {
    const { id } = await start('first');
    expect((await world.exceptions(id)).split('\n')).toEqual([
      `${header},row,code,reason`,
      expect.stringMatching(
        /^1,B,"'=HYPERLINK\(""http:\/\/x""\)",zero,2011-01-04T10:00:00,2\.55,17850,France,3,invalid_quantity,/,
      ),
      expect.stringMatching(/^2,A,"MUG, red",x,2011-01-04T10:00:00,2\.55,,France,4,invalid_quantity,/),
      '',
    ]);
  });

  test('are the header alone where there are none', async () => {
    const { id } = await start('clean', { bytes: Buffer.from(`${header}\n9,A,MUG,1,2011-01-04T10:00:00,1,,France\n`) });
    await world.over(id);
    expect(await world.exceptions(id)).toBe(`${header},row,code,reason\n`);
  });

  test('come back whole when they have a cell too many, and are no row until that is put right', async () => {
    const { id } = await start('comma', {
      bytes: Buffer.from(`${header}\n78,B,Tea, green,2,2011-01-04T10:00:00,2.55,17850,France\n`),
    });
    await world.over(id);
    const exceptions = await world.exceptions(id);
    expect(exceptions.split('\n')[1]).toMatch(
      /^78,B,Tea, green,2,2011-01-04T10:00:00,2\.55,17850,France,2,wrong_column_count,/,
    );
    const unmended = await start('comma again', { bytes: Buffer.from(exceptions) });
    expect(await world.over(unmended.id)).toMatchObject({
      sales: { accepted: 0n },
      exceptions: 1n,
      exceptionsByCode: { wrong_column_count: 1n },
    });
    const mended = await start('comma mended', {
      bytes: Buffer.from(exceptions.replace('Tea, green', '"Tea, green"')),
    });
    expect(await world.over(mended.id)).toMatchObject({ sales: { accepted: 1n }, exceptions: 0n });
    expect(world.neighbours.items.findLast(({ receipt }) => receipt === '78')?.lines).toMatchObject([
      { description: 'Tea, green', quantityMilli: 2_000n },
    ]);
  });

  test('can be mended and sent as they are', async () => {
    const { id } = await start('to mend', {
      bytes: Buffer.from(`${header}\n77,B,"=1+1",zero,2011-01-04T10:00:00,2.55,17850,France\n`),
    });
    await world.over(id);
    const mended = (await world.exceptions(id)).replace(',zero,', ',3,');
    expect(mended).toContain("'=1+1");
    const again = await start('mended', { bytes: Buffer.from(mended) });
    expect(await world.over(again.id)).toMatchObject({ sales: { accepted: 1n }, exceptions: 0n });
    expect(world.neighbours.items.findLast(({ receipt }) => receipt === '77')?.lines).toMatchObject([
      { sku: 'B', description: '=1+1', quantityMilli: 3_000n },
    ]);
  });

  test('keep the separator of their file', async () => {
    const german =
      'Belegnummer;Artikelnummer;Bezeichnung;Menge;Datum;Einzelpreis;Kundennummer;Filiale\nD1;4711;Käse;viel;31.12.2024 08:26;12,90;10023;Köln\nD2;4711;Käse;0,350;31.12.2024 08:26;12,90;10023;Köln\n';
    const { id } = await start('german', { bytes: Buffer.from(german) });
    expect(await world.over(id)).toMatchObject({ sales: { accepted: 1n }, exceptions: 1n });
    expect((await world.exceptions(id)).split('\n')[1]).toMatch(
      /^D1;4711;Käse;viel;31\.12\.2024 08:26;"12,90";10023;Köln;2;invalid_quantity;/,
    );
    expect(world.neighbours.items.find(({ receipt }) => receipt === 'D2')?.lines).toMatchObject([
      { quantityMilli: 350n, unitPrice: '12.9' },
    ]);
  });
});

describe('a file that can be read in two ways', () => {
  const twoWays = (receipt: string): Buffer =>
    Buffer.from(
      `${header}\n${receipt},A,MUG,1,01/02/2026 10:00,2.55,5,France\n${receipt},B,MUG,1,01/02/2026 10:00,2.55,5,France\n`,
    );

  test('is asked about, and what was answered holds for the next of its source', async () => {
    const { id } = await start('asks', { bytes: twoWays('Q1'), source: 'till 7' });
    const task = await world.until(id, TaskState.TASK_STATE_QUESTION);
    const [question] = task.questions;
    expect([question?.code, question?.options.length, question?.text?.fa === '']).toEqual(['date_order', 2, false]);
    const answer = (answers: Record<string, string>) =>
      world.imports.answerQuestions({ clubId: world.clubId, taskId: id, answers });
    await expect(answer({})).rejects.toMatchObject({ code: 'invalid_answer' });
    await expect(answer({ other: 'x' })).rejects.toMatchObject({ code: 'invalid_answer' });
    await expect(answer({ [question?.id ?? '']: 'whenever' })).rejects.toMatchObject({ code: 'invalid_answer' });
    await answer({ [question?.id ?? '']: 'dmy' });
    await expect(world.over(id)).resolves.toMatchObject({ state: TaskState.TASK_STATE_DONE, sales: { accepted: 1n } });
    await expect(answer({ [question?.id ?? '']: 'dmy' })).rejects.toMatchObject({ code: 'no_question' });
    expect(world.neighbours.items.find(({ receipt }) => receipt === 'Q1')?.at).toEqual(
      new Date('2026-02-01T10:00:00Z'),
    );

    const next = await start('does not ask', { bytes: twoWays('Q2'), source: 'till 7' });
    expect(await world.over(next.id)).toMatchObject({ state: TaskState.TASK_STATE_DONE, sales: { accepted: 1n } });
    const { source } = await world.imports.getSource({ clubId: world.clubId, name: 'till 7' });
    expect(source?.answers).toMatchObject({ [question?.id ?? '']: 'dmy' });
    await world.imports.deleteSource({ clubId: world.clubId, name: 'till 7', revision: 0 });
    await expect(world.imports.getSource({ clubId: world.clubId, name: 'till 7' })).rejects.toMatchObject({
      code: 'source_not_found',
    });
  });

  test('is read as its preview has shown, whatever others answer of its source meanwhile', async () => {
    const source = 'two hands';
    const put = (order: string) => {
      const answers = { 'date:InvoiceDate': order, 'decimal:UnitPrice': ',' };
      return world.imports.putSource({ clubId: world.clubId, name: source, mapping: '{}', answers, revision: 0 });
    };
    const mine = await preview(twoWays('H1'), { 'date:InvoiceDate': 'dmy' }, source);
    expect(mine.sourceRevision).toBe(0);
    const theirs = await put('mdy');
    const asSeen = {
      bytes: twoWays('H1'),
      source,
      answers: mine.decisions,
      mapping: JSON.parse(mine.mapping) as object,
    };
    await expect(start('first of its name', { ...asSeen, sourceRevision: 0 })).rejects.toMatchObject({
      code: 'source_changed',
    });
    const { id } = await start('as seen', { ...asSeen, sourceRevision: theirs.source?.revision });
    expect(await world.over(id)).toMatchObject({ state: TaskState.TASK_STATE_DONE, sales: { accepted: 1n } });
    const sold = world.neighbours.items.find(({ receipt }) => receipt === 'H1');
    expect(sold?.at).toEqual(new Date('2026-02-01T10:00:00Z'));
    const kept = await world.imports.getSource({ clubId: world.clubId, name: source });
    expect(kept.source?.answers).toMatchObject({ 'date:InvoiceDate': 'dmy', 'decimal:UnitPrice': '.' });
    await world.imports.deleteSource({ clubId: world.clubId, name: source, revision: 0 });
  });

  test.each([
    ['colour', 'red', '"colour" is no question of the file'],
    ['date:InvoiceDate', 'whenever', '"whenever" is no answer to "date:InvoiceDate"; it can be dmy, mdy'],
    ['column:price', 'x', '"column:price" is no question'],
  ])('takes no answer that no file can be given: %s=%s', async (id, value, message) => {
    const refused = { code: 'invalid_answer', message: expect.stringContaining(message) as unknown };
    await expect(start(`unasked ${id}`, { bytes: twoWays('Q4'), answers: { [id]: value } })).rejects.toMatchObject(
      refused,
    );
    await expect(preview(twoWays('Q4'), { [id]: value })).rejects.toMatchObject(refused);
  });

  test.each([
    [
      'date:Datum',
      'mdy',
      '"date:Datum" is no question of the file; what can be answered is encoding, decimal:Quantity, decimal:UnitPrice, date:InvoiceDate, column:receipt',
    ],
    ['branch', 'France', '"branch" is no question of the file'],
    ['date:InvoiceDate', 'ymd', '"ymd" is no answer to "date:InvoiceDate"; it can be dmy, mdy'],
  ])('takes no answer to what this file does not ask: %s=%s', async (id, value, message) => {
    await expect(preview(twoWays('Q5'), { [id]: value })).rejects.toMatchObject({
      code: 'invalid_answer',
      message: expect.stringContaining(message) as unknown,
    });
    const task = await start(`not asked ${id}`, { bytes: twoWays('Q5'), answers: { [id]: value } });
    expect(await world.over(task.id)).toMatchObject({
      state: TaskState.TASK_STATE_FAILED,
      failure: 'invalid_answer',
      message: expect.stringContaining(message) as unknown,
    });
  });

  test('takes the answer with the file', async () => {
    const { questions } = await preview(twoWays('Q3'));
    const { id } = await start('answered', { bytes: twoWays('Q3'), answers: { [questions[0]?.id ?? '']: 'mdy' } });
    expect(await world.over(id)).toMatchObject({ state: TaskState.TASK_STATE_DONE });
    expect(world.neighbours.items.find(({ receipt }) => receipt === 'Q3')?.at).toEqual(
      new Date('2026-01-02T10:00:00Z'),
    );
  });

  test('can be cancelled', async () => {
    const { id } = await start('forgotten', { bytes: twoWays('Q4'), source: 'another' });
    await world.until(id, TaskState.TASK_STATE_QUESTION);
    expect((await world.imports.cancelTask({ clubId: world.clubId, taskId: id })).task).toMatchObject({
      state: TaskState.TASK_STATE_CANCELLED,
      questions: [],
    });
  });
});

describe('a mapping', () => {
  const own = Buffer.from('what,art,n,when,each,place\nM1,A,2,2011-01-04 10:00,2.55,France\n');
  const columns = { receipt: 'what', sku: 'art', quantity: 'n', date: 'when', unitPrice: 'each', branch: 'place' };

  test('says what the columns are', async () => {
    const { id } = await start('mapped', { bytes: own, mapping: { columns } });
    expect(await world.over(id)).toMatchObject({
      state: TaskState.TASK_STATE_DONE,
      sales: { accepted: 1n },
      exceptions: 0n,
    });
  });

  test('that names a column which is not there is refused', async () => {
    const { id } = await start('wrong', { bytes: own, mapping: { columns: { ...columns, sku: 'article' } } });
    expect(await world.over(id)).toMatchObject({
      state: TaskState.TASK_STATE_FAILED,
      failure: 'mapping_column_missing',
    });
    await expect(start('none', { bytes: own, mapping: { columns: 7 } })).rejects.toMatchObject({
      code: 'invalid_mapping',
    });
  });

  test('is kept by hand', async () => {
    const { mapping } = await preview(file);
    const { source } = await world.imports.putSource({
      clubId: world.clubId,
      name: 'web',
      mapping,
      answers: { 'date:InvoiceDate': 'mdy' },
      revision: 0,
    });
    expect(source).toMatchObject({ name: 'web', mapping, answers: { 'date:InvoiceDate': 'mdy' } });
    await expect(
      world.imports.putSource({ clubId: world.clubId, name: 'web', mapping, answers: { a: 'b' }, revision: 0 }),
    ).rejects.toMatchObject({ code: 'invalid_answer', details: { question: 'a' } });
    const { sources } = await world.imports.listSources({ clubId: world.clubId, page: undefined });
    expect(sources.map(({ name }) => name)).toContain('web');
    await expect(
      world.imports.putSource({ clubId: world.clubId, name: 'a/b', mapping, answers: {}, revision: 0 }),
    ).rejects.toMatchObject({ code: 'invalid_source' });
  });

  test('is not saved over what somebody else has saved, nor forgotten', async () => {
    const { mapping } = await preview(file);
    const { clubId } = world;
    const put = (answers: Record<string, string>, revision: number) =>
      world.imports.putSource({ clubId, name: 'both', mapping, answers, revision }).then(({ source }) => source);
    const seen = (await put({ 'date:InvoiceDate': 'mdy' }, 0))?.revision ?? 0;
    const theirs = (await put({ 'date:InvoiceDate': 'dmy' }, seen))?.revision ?? 0;
    expect(theirs).toBeGreaterThan(seen);
    const changed = { code: 'source_changed', details: { revision: String(theirs) } };
    await expect(put({}, seen)).rejects.toMatchObject(changed);
    await expect(world.imports.deleteSource({ clubId, name: 'both', revision: seen })).rejects.toMatchObject(changed);
    await expect(start('unseen', { source: 'both', sourceRevision: seen })).rejects.toMatchObject(changed);
    // The same again changes nothing.
    expect(await put({ 'date:InvoiceDate': 'dmy' }, seen)).toMatchObject({ revision: theirs });
    expect(await preview(file, {}, 'both')).toMatchObject({ source: 'both', sourceRevision: theirs });
    await world.imports.deleteSource({ clubId, name: 'both', revision: theirs });
    // Made anew it is another one; what is not there is not saved over.
    expect((await put({}, theirs))?.revision).not.toBe(theirs);
  });
});

describe('a preview', () => {
  test('says what would come of the file, and writes nothing', async () => {
    const items = world.neighbours.items.length;
    const text = [
      header,
      'P1,A,MUG,2,2011-01-04T10:00:00,2.55,17850,France',
      'P1,G,GIFT,1,2011-01-04T10:00:00,0.00,17850,France',
      'P2,A,MUG,1,2011-01-05T10:00:00,-1,new,Spain',
      'P3,A,MUG,1,2011-01-06T10:00:00,1.00,newer,Spain',
      'P4,A,MUG,x,2011-01-06T10:00:00,1.00,,Spain',
      'P5,A,MUG,1,2031-01-06T10:00:00,1.00,,Spain',
      'CP6,A,MUG,-1,2011-01-07T10:00:00,2.55,17850,Spain',
    ].join('\n');
    const { figures, rows: shown, columns, source } = await preview(Buffer.from(`${text}\n`));
    expect(figures).toEqual({
      rows: 7n,
      sales: 2n,
      returns: 1n,
      exchanges: 0n,
      salesWithoutMember: 0n,
      soldTotal: 610n,
      returnedTotal: 255n,
      currency: 'GBP',
      currencyDigits: 2,
      exceptions: { price_negative: 1n, invalid_quantity: 1n, sold_in_future: 1n },
      firstDay: '2011-01-04',
      lastDay: '2011-01-07',
      membersKnown: 1n,
      membersNew: 1n,
      totalRows: 0n,
      repeatedHeaders: 0n,
      emptyRows: 0n,
      breakOff: '',
      leftOut: {},
    });
    expect([shown.length, shown[0]?.receipt, shown[0]?.quantityMilli, shown.find(({ code }) => code !== '')]).toEqual([
      7,
      'P1',
      2_000n,
      expect.objectContaining({ receipt: 'P4', code: 'invalid_quantity' }),
    ]);
    expect([columns.length, source === '']).toEqual([8, false]);
    expect(world.neighbours.items.length).toBe(items);
    expect([...world.neighbours.members.keys()]).not.toContain('newer');
  });
});
