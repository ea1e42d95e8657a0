import { beforeEach, expect, test } from '@jest/globals';
import { systemClock } from '@vafa/kernel';
import { answered, retried, type Guidance, type ImportTask } from '../src/domain/import-task.ts';
import type { Inspection, Question } from '../src/domain/reading/inspection.ts';
import { StartImport } from '../src/use-cases/start-import.ts';
import { club, MemorySources, MemoryTarget, MemoryTasks, runImportOn } from './import-fakes.ts';
import { mapping, MemoryReading, restartRows, sale } from './rows.ts';

let tasks = new MemoryTasks();
let sources = new MemorySources();
let runs = 0;
/** By what answers each file was read. */
let read: object[] = [];

beforeEach(() => {
  restartRows();
  tasks = new MemoryTasks();
  sources = new MemorySources();
  read = [];
});

const order: Question = {
  id: 'date:Day',
  code: 'date_order',
  text: { en: 'Which day?', fa: 'کدام روز؟' },
  options: [],
};

/** A file with a header of its own, which asks how its days are written until that is said. */
class AskingFile extends MemoryReading {
  constructor(
    readonly header: string,
    asks: readonly Question[] = [],
  ) {
    super([sale(header)], {}, [order, ...asks]);
  }

  override async inspect(...given: Parameters<MemoryReading['inspect']>): Promise<Inspection> {
    const [, { answers }] = given;
    read.push(answers);
    return { ...(await super.inspect(...given)), source: this.header, decisions: { ...answers } };
  }
}

const start = async (key: string, guidance: Partial<Guidance>): Promise<ImportTask> => {
  const upload = { id: 'upl_1', clubId: club.clubId, caller: 'key_1', name: 'sales.csv', bytes: 0, complete: true };
  const uploads = { require: () => Promise.resolve({ ...upload, startedAt: new Date(0) }) };
  const clubs = { club: () => Promise.resolve(club) };
  const starting = new StartImport(tasks, uploads, clubs, sources, systemClock, () => undefined);
  const order = { clubId: club.clubId, key, uploadId: 'upl_1', branchIds: [] };
  const { task } = await starting.execute({ ...order, guidance: { source: 'till', answers: {}, ...guidance } });
  return task;
};

const run = async (file: MemoryReading): Promise<ImportTask | undefined> => {
  const held = await tasks.take(`run ${String(++runs)}`);
  if (!held) return undefined;
  const target = new MemoryTarget();
  await runImportOn({ tasks, target, sources, reading: file }).execute(held, new AbortController().signal);
  return tasks.stored.get(held.task.id);
};

const keep = (days: string, revision: number): void => {
  const source = { clubId: club.clubId, name: 'till', columns: '', mapping, changedAt: new Date(0) };
  sources.stored.set('till', { ...source, answers: { 'date:Day': days }, revision });
};

test('two files of a source that were seen alike are both imported, whatever the first makes of the source', async () => {
  keep('dmy', 5);
  await start('one', { sourceRevision: 5 });
  await start('two', { sourceRevision: 5 });
  expect(await run(new AskingFile('one'))).toMatchObject({ state: 'done', notes: [] });
  expect(sources.stored.get('till')?.revision).toBeGreaterThan(5);
  expect(await run(new AskingFile('two'))).toMatchObject({
    state: 'done',
    notes: [expect.stringContaining('was changed by others')],
  });
  expect(sources.stored.get('till')).toMatchObject({ columns: 'one' });
  expect(read).toEqual([{ 'date:Day': 'dmy' }, { 'date:Day': 'dmy' }]);
});

test('a file is read as its source was seen, however others have it read by then', async () => {
  keep('dmy', 5);
  await start('one', { sourceRevision: 5 });
  keep('mdy', 6);
  expect(await run(new AskingFile('one'))).toMatchObject({ state: 'done' });
  expect([read, sources.stored.get('till')]).toMatchObject([
    [{ 'date:Day': 'dmy' }],
    { answers: { 'date:Day': 'mdy' } },
  ]);
});

test('a file that fails, or waits for its answers, is read as its source was seen when it goes on', async () => {
  keep('dmy', 5);
  const later: Question = { ...order, id: 'branch' };
  const { id } = await start('one', { sourceRevision: 5 });
  const file = new AskingFile('one', [later]);
  const asking = await run(file);
  expect(asking).toMatchObject({ state: 'question' });
  keep('mdy', 6);
  if (asking) await tasks.change(answered(asking, { branch: 'shop' }), 'question');
  const broken = Object.assign(new AskingFile('one', [later]), { failure: new Error('the disk is full') });
  await expect(run(broken)).rejects.toThrow('the disk is full');
  const failed = tasks.stored.get(id);
  expect(failed).toMatchObject({ state: 'failed' });
  if (failed) await tasks.change(retried(failed), 'failed');
  expect(await run(file)).toMatchObject({ state: 'done' });
  expect(read.at(-1)).toEqual({ 'date:Day': 'dmy', branch: 'shop' });
  expect(sources.stored.get('till')).toMatchObject({ answers: { 'date:Day': 'mdy' }, revision: 6 });
});

test('a source that was not there is not read, nor saved over, once somebody else has made it', async () => {
  await start('mine', { sourceRevision: 0, answers: { 'date:Day': 'dmy' } });
  keep('mdy', 6);
  const late = start('late', { sourceRevision: 0, answers: { 'date:Day': 'dmy' } });
  await expect(late).rejects.toMatchObject({ code: 'source_changed', details: { revision: '6' } });
  // Whoever says nothing of what was seen has it read by what is kept.
  await start('any', {});
  expect(await run(new AskingFile('mine'))).toMatchObject({ state: 'done' });
  expect(sources.stored.get('till')).toMatchObject({ answers: { 'date:Day': 'mdy' }, revision: 6 });
  expect(await run(new AskingFile('any'))).toMatchObject({ state: 'done' });
  expect(read).toEqual([{ 'date:Day': 'dmy' }, { 'date:Day': 'mdy' }]);
});

test('a source that is gone since it was seen is told, for the file would be read without it', async () => {
  keep('dmy', 5);
  sources.stored.clear();
  const gone = { code: 'source_changed', details: { revision: '0' } };
  await expect(start('one', { sourceRevision: 5 })).rejects.toMatchObject(gone);
});

test('what others say of files with the same columns while one is looked at is kept beside what is said of it', async () => {
  const file = new AskingFile('columns-1');
  const inspect = file.inspect.bind(file);
  file.inspect = async (...given) => {
    const inspection = await inspect(...given);
    const theirs = {
      clubId: club.clubId,
      name: 'columns-1',
      columns: 'columns-1',
      changedAt: new Date(0),
      revision: 6,
    };
    sources.stored.set('columns-1', { ...theirs, mapping: { continuation: true }, answers: { branch: 'shop' } });
    return inspection;
  };
  const findByColumns = sources.findByColumns.bind(sources);
  let isSeen = false;
  sources.findByColumns = async (...given) => {
    if (isSeen) return findByColumns(...given);
    isSeen = true;
    return undefined;
  };
  await start('one', { source: '', answers: { 'date:Day': 'dmy' }, mapping: { leaveOut: ['paid'] } });
  expect(await run(file)).toMatchObject({ state: 'done' });
  expect(sources.stored.get('columns-1')).toMatchObject({
    mapping: { continuation: true, leaveOut: ['paid'] },
    answers: { branch: 'shop', 'date:Day': 'dmy' },
  });
});
