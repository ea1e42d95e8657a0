import { describe, expect, test } from '@jest/globals';
import { gzipSync } from 'node:zlib';
import { DomainError } from '@vafa/kernel';
import type { FileRow } from '../../src/domain/reading/sale-row.ts';
import type { SourceFile } from '../../src/reading/reading.ts';
import { ThreadedReader } from '../../src/reading/thread/threaded-reader.ts';
import { fileOf, london, plainHeader, readTable } from './read-table.ts';

const line = (n: number): string =>
  `${String(n)},S1,"Tea, ${String(n % 7)}",${n % 100 === 0 ? 'two' : '2'},2026-11-05T10:00:00,5.00,${n % 3 === 0 ? '' : 'M1'},Shop`;
const text = [plainHeader, ...Array.from({ length: 2_500 }, (_, n) => line(n))].join('\n');
const reader = new ThreadedReader();

const countedFile = (): SourceFile & { openStreams(): number } => {
  let open = 0;
  return {
    name: 'x',
    openStreams: () => open,
    async *open() {
      open++;
      try {
        yield* fileOf(text, 2_000).open();
      } finally {
        open--;
      }
    },
  };
};

describe('reading in a thread', () => {
  test('gives the same inspection, rows and end', async () => {
    const file = fileOf(text, 40_000);
    const { inspection, rows, end } = await readTable(text);
    expect(await reader.inspect(file, london)).toEqual(inspection);
    const reading = reader.readRows(file, inspection.layout, inspection.mapping, london);
    expect(() => reading.end()).toThrow('not used up');
    const read: FileRow[] = [];
    for await (const slice of reading) read.push(...slice);
    expect(read).toEqual(rows);
    expect(reading.end()).toEqual(end);
  });

  test('gives the same rows again without the file, and a third time from it', async () => {
    const { inspection, rows, end } = await readTable(text);
    let opened = 0;
    const file: SourceFile = { name: 'x', open: () => (opened++, fileOf(text, 40_000).open()) };
    const reading = reader.readRows(file, inspection.layout, inspection.mapping, london);
    const readAll = async (): Promise<FileRow[]> => {
      const read: FileRow[] = [];
      for await (const slice of reading) read.push(...slice);
      return read;
    };
    await readAll();
    const once = opened;
    expect(await readAll()).toEqual(rows);
    expect(opened).toBe(once);
    expect(await readAll()).toEqual(rows);
    expect(opened).toBeGreaterThan(once);
    expect(reading.end()).toEqual(end);
  });

  test('what was left early is read again from the file', async () => {
    const { inspection, rows } = await readTable(text);
    const reading = reader.readRows(fileOf(text, 40_000), inspection.layout, inspection.mapping, london);
    for await (const slice of reading) if (slice.length > 0) break;
    const read: FileRow[] = [];
    for await (const slice of reading) read.push(...slice);
    expect(read).toEqual(rows);
  });

  test('refuses with the same errors, and hands on those of the source as they are', async () => {
    await expect(reader.inspect(fileOf(gzipSync('\n'.repeat(400_000))), london)).rejects.toMatchObject({
      kind: 'invalid',
      code: 'empty_file',
    });
    const gone = new DomainError('unavailable', 'database_down', 'the database does not answer');
    const broken: SourceFile = {
      name: 'x',
      async *open() {
        yield await Promise.resolve(Buffer.from(text.slice(0, 100_000)));
        throw gone;
      },
    };
    await expect(reader.inspect(broken, london)).rejects.toBe(gone);
  });

  test('leaving the loop ends the thread and closes the source', async () => {
    const { layout, mapping } = (await readTable(text)).inspection;
    const counted = countedFile();
    for await (const slice of reader.readRows(counted, layout, mapping, london)) if (slice.length > 0) break;
    expect(counted.openStreams()).toBe(0);
  });

  test('a signal ends the thread and closes the source', async () => {
    const { layout, mapping } = (await readTable(text)).inspection;
    const counted = countedFile();
    const abort = new AbortController();
    const reading = reader.readRows(counted, layout, mapping, london, abort.signal);
    await expect(
      (async () => {
        for await (const slice of reading) if (slice.length > 0) abort.abort(new Error('stopped'));
      })(),
    ).rejects.toThrow('stopped');
    expect(counted.openStreams()).toBe(0);
    await expect(reader.inspect(counted, london, abort.signal)).rejects.toThrow('stopped');
  });

  test('does not run ahead of whoever takes the rows', async () => {
    let pulled = 0;
    const endless: SourceFile = {
      name: 'x',
      async *open() {
        yield await Promise.resolve(Buffer.from(`${plainHeader}\n`));
        for (; pulled < 10_000; pulled++) yield await Promise.resolve(Buffer.from(`${line(pulled)}\n`.repeat(1_000)));
      },
    };
    const { layout, mapping } = (await readTable(text)).inspection;
    let slices = 0;
    for await (const slice of reader.readRows(endless, layout, mapping, london)) {
      slices += slice.length > 0 ? 1 : 0;
      if (slices === 20) break;
    }
    expect(pulled).toBeLessThan(60);
  });

  test('the event loop goes on while a hostile file is read', async () => {
    const turns: number[] = [];
    let last = performance.now();
    const timer = setInterval(() => {
      turns.push(performance.now() - last);
      last = performance.now();
    }, 5);
    const empty = gzipSync(`${plainHeader}\n${','.repeat(7)}\n${'\n'.repeat(900_000)}`);
    await expect(reader.inspect(fileOf(empty, 10_000), london)).rejects.toMatchObject({ code: 'empty_file' });
    clearInterval(timer);
    // The thread works for hundreds of turns; were it this thread, there would be a handful.
    expect(turns.length).toBeGreaterThan(10);
  });
});
