import { inspectFile } from '../src/reading/inspecting/inspect-file.ts';
import { readFile } from '../src/reading/inspecting/read-file.ts';
import type { FileReader } from '../src/reading/reading.ts';
import type { ReadingEnd } from '../src/domain/reading/sale-row.ts';

/** Reads as the threads do, without one: a test has no time to start a thread for each of its files. */
export const readerInProcess: FileReader = {
  inspect: (file, known) => inspectFile(file, known),
  readRows: (file, layout, mapping, terms) => {
    let end: ReadingEnd | undefined;
    return {
      async *[Symbol.asyncIterator]() {
        const reading = await readFile(file, layout, mapping, terms);
        yield* reading.slices;
        end = reading.end();
      },
      end: () => {
        if (!end) throw new Error('the rows are not used up');
        return end;
      },
    };
  },
};
