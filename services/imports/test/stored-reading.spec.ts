import { describe, expect, test } from '@jest/globals';
import { DomainError } from '@vafa/kernel';
import { StoredReading } from '../src/adapters/reading/stored-reading.ts';
import type { FileReader, RowReading } from '../src/reading/reading.ts';
import { club } from './import-fakes.ts';
import { layout, mapping, sale } from './rows.ts';

const terms = { club, today: new Date('2026-02-01T12:00:00Z') };
const file = { uploadId: 'upl_1', name: 'a.csv' };
const uploads = {
  open: () =>
    (async function* () {
      yield await Promise.resolve(Buffer.from('x'));
    })(),
};

/** Says one slice and then does as it is told. */
const reader = (then: (signal: AbortSignal | undefined) => Promise<never>): FileReader => ({
  inspect: (_file, _known, signal) => then(signal),
  readRows: (_file, _layout, _mapping, _terms, signal): RowReading => ({
    async *[Symbol.asyncIterator]() {
      yield await Promise.resolve([sale('1')]);
      await then(signal);
    },
    end: () => ({ rows: 1, totalRows: [], repeatedHeaders: [], leftOut: {}, emptyRows: 0 }),
  }),
});

const hangs = (signal: AbortSignal | undefined): Promise<never> =>
  new Promise((_resolve, reject) => {
    const end = (): void => reject(signal?.reason as Error);
    if (signal?.aborted) end();
    else signal?.addEventListener('abort', end);
  });

const readAll = async (reading: StoredReading, signal = new AbortController().signal): Promise<number> => {
  let rows = 0;
  for await (const slice of reading.rows(file, { layout, mapping, branch: '' }, terms, signal)) rows += slice.length;
  return rows;
};

describe('reading a stored file', () => {
  test('ends when the reader hangs', async () => {
    const reading = new StoredReading(uploads, reader(hangs), 50);
    await expect(readAll(reading)).rejects.toMatchObject({ kind: 'refused', code: 'reader_failed' });
    await expect(reading.inspect(file, { answers: {} }, terms, new AbortController().signal)).rejects.toMatchObject({
      code: 'reader_failed',
    });
  });

  test('tells a reader that has died from a file that is not right, and from a database that is away', async () => {
    await expect(
      readAll(
        new StoredReading(
          uploads,
          reader(() => Promise.reject(new Error('exit 1'))),
        ),
      ),
    ).rejects.toMatchObject({ code: 'reader_failed' });
    for (const error of [
      new DomainError('invalid', 'two_tables', 'two'),
      new DomainError('unavailable', 'database_unavailable', 'away'),
    ]) {
      await expect(
        readAll(
          new StoredReading(
            uploads,
            reader(() => Promise.reject(error)),
          ),
        ),
      ).rejects.toBe(error);
    }
  });

  test('ends when it is stopped', async () => {
    const stop = new AbortController();
    const reading = readAll(new StoredReading(uploads, reader(hangs)), stop.signal);
    stop.abort();
    await expect(reading).rejects.toMatchObject({ name: 'AbortError' });
  });
});
