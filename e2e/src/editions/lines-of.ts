import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';

/** The first lines of a text file, gzipped or not, each with its newline. */
export const linesOf = (file: string, count: number): string => {
  const bytes = readFileSync(file);
  const text = (file.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8');
  let end = 0;
  for (let line = 0; line < count && end < text.length; line++) {
    const newline = text.indexOf('\n', end);
    end = newline < 0 ? text.length : newline + 1;
  }
  return text.slice(0, end);
};
