import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { parse } from 'csv-parse';

/** The header of a CSV (plain or .gz) and its first rows, cell by cell. */
export async function* csvRows(file: string, rowsMax: number): AsyncGenerator<readonly string[]> {
  const records = parse();
  const source = createReadStream(file);
  // What goes wrong on the way is raised by the last of the streams; to leave it early closes the file.
  if (file.endsWith('.gz')) pipeline(source, createGunzip(), records, () => undefined);
  else pipeline(source, records, () => undefined);
  let left = rowsMax + 1;
  for await (const cells of records) {
    yield cells as readonly string[];
    if (--left === 0) return;
  }
}
