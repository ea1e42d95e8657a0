import { setImmediate as turn } from 'node:timers/promises';
import type { FileReading, Guidance } from '../../domain/import-task.ts';
import type { Inspection } from '../../domain/reading/inspection.ts';
import type { FileRow } from '../../domain/reading/sale-row.ts';
import type { FileReader, ReadingTerms as ReaderTerms, RowReading, SourceFile } from '../../reading/reading.ts';
import type { Reading, ReadingTerms, Rows, StoredFile } from '../../use-cases/import-ports.ts';
import { watched } from './watched.ts';

interface StoredBytes {
  open(uploadId: string): AsyncIterable<Buffer>;
}

const toTerms = ({ club, today }: ReadingTerms): ReaderTerms => ({
  timeZone: club.timeZone,
  currency: club.currency,
  currencyDigits: club.currencyDigits,
  today,
});

/** Reads uploaded files, and does not wait for ever. */
export class StoredReading implements Reading {
  constructor(
    private readonly uploads: StoredBytes,
    private readonly reader: FileReader,
    private readonly silentMs?: number,
  ) {}

  inspect(
    file: StoredFile,
    { mapping, answers }: Omit<Guidance, 'source'>,
    terms: ReadingTerms,
    signal: AbortSignal,
  ): Promise<Inspection> {
    const hung = new AbortController();
    const known = { ...toTerms(terms), answers, ...(mapping && { mapping }) };
    return watched(
      signal,
      hung,
      () => this.reader.inspect(this.source(file), known, AbortSignal.any([signal, hung.signal])),
      this.silentMs,
    );
  }

  rows(file: StoredFile, { layout, mapping }: FileReading, terms: ReadingTerms, signal: AbortSignal): Rows {
    const hung = new AbortController();
    const reading = this.reader.readRows(
      this.source(file),
      layout,
      mapping,
      toTerms(terms),
      AbortSignal.any([signal, hung.signal]),
    );
    return { [Symbol.asyncIterator]: () => this.slices(reading, signal, hung), end: () => reading.end() };
  }

  private async *slices(
    reading: RowReading,
    signal: AbortSignal,
    hung: AbortController,
  ): AsyncGenerator<readonly FileRow[]> {
    const iterator = reading[Symbol.asyncIterator]();
    try {
      for (;;) {
        const next = await watched(signal, hung, () => iterator.next(), this.silentMs);
        if (next.done === true) return;
        yield next.value;
        // Slices wait in line: without a turn between them nobody else had one.
        await turn();
      }
    } finally {
      await iterator.return?.();
    }
  }

  private source({ uploadId, name }: StoredFile): SourceFile {
    return { name, open: () => this.uploads.open(uploadId) };
  }
}
