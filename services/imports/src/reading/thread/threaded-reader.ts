import type { Inspection } from '../../domain/reading/inspection.ts';
import type { Layout } from '../../domain/reading/layout.ts';
import type { Mapping } from '../../domain/reading/mapping.ts';
import type { FileRow, ReadingEnd } from '../../domain/reading/sale-row.ts';
import type { FileReader, Known, ReadingTerms, RowReading, SourceFile } from '../reading.ts';
import { KeptRows } from './kept-rows.ts';
import { unpackRows } from './packed-rows.ts';
import { decodeRows } from './row-codec.ts';
import { ThreadSession } from './thread-session.ts';

/** Reads each file in a thread of its own, so that no file can keep the process from answering. */
export class ThreadedReader implements FileReader {
  async inspect(file: SourceFile, known: Known, signal?: AbortSignal): Promise<Inspection> {
    const session = new ThreadSession(file, { kind: 'inspect', name: file.name, known }, signal);
    try {
      const answer = await session.next();
      if (answer.kind !== 'inspected') throw new Error(`an inspection was answered with ${answer.kind}`);
      return answer.inspection;
    } finally {
      await session.end();
    }
  }

  readRows(file: SourceFile, layout: Layout, mapping: Mapping, terms: ReadingTerms, signal?: AbortSignal): RowReading {
    let end: ReadingEnd | undefined;
    let kept: KeptRows | undefined;
    async function* slices(): AsyncGenerator<readonly FileRow[]> {
      const again = kept?.take();
      if (again) {
        for (const rows of again) {
          signal?.throwIfAborted();
          yield decodeRows(unpackRows(rows));
        }
        return;
      }
      const keeping = kept ? undefined : new KeptRows();
      kept ??= keeping;
      const session = new ThreadSession(
        file,
        { kind: 'read', name: file.name, layout, mapping, terms, packs: keeping !== undefined },
        signal,
      );
      try {
        for (;;) {
          const answer = await session.next();
          if (answer.kind === 'read') {
            end = answer.end;
            keeping?.end();
          }
          if (answer.kind !== 'slice') return;
          if (answer.packed) keeping?.add(answer.packed);
          yield decodeRows(answer.rows);
          session.taken();
        }
      } finally {
        await session.end();
      }
    }
    return {
      [Symbol.asyncIterator]: slices,
      end: () => {
        if (!end) throw new Error('the rows are not used up');
        return end;
      },
    };
  }
}
