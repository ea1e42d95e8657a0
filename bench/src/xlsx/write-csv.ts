import { createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';

const cellText = (cell: string): string => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);

async function* lines(rows: AsyncIterable<readonly string[]>): AsyncGenerator<string> {
  for await (const cells of rows) yield `${cells.map(cellText).join(',')}\n`;
}

/** Writes rows as a CSV while they come in, cells as they are: what opens it is the bench. */
export const writeCsv = (path: string, rows: AsyncIterable<readonly string[]>): Promise<void> =>
  pipeline(lines(rows), createWriteStream(path, { flags: 'wx' }));
