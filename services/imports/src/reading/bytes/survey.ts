import { DomainError } from '@vafa/kernel';
import { encodingOfHead } from './choose-encoding.ts';
import { EncodingEvidence } from './encoding-evidence.ts';
import { Unpacked } from './unpacked.ts';

/** Enough for titles, a header and a thousand rows. */
const headBytes = 256 * 1024;
const sniffedBytes = 4096;

/** What the bytes of a file tell before any of it is read as text. */
export type Survey =
  | { readonly kind: 'workbook' }
  | {
      readonly kind: 'text';
      readonly head: Buffer;
      readonly isWhole: boolean;
      readonly marked: string | undefined;
      readonly evidence: EncodingEvidence;
    };

const starts: readonly (readonly [bytes: readonly number[], what: string])[] = [
  [[0xd0, 0xcf, 0x11, 0xe0], 'an old Excel workbook (.xls): save it as .xlsx or CSV'],
  [[0x25, 0x50, 0x44, 0x46], 'a PDF: export the table as CSV or XLSX'],
  [[0x52, 0x61, 0x72, 0x21], 'a RAR archive: unpack it first'],
  [[0x37, 0x7a, 0xbc, 0xaf], 'a 7z archive: unpack it first'],
  [[0x28, 0xb5, 0x2f, 0xfd], 'a zstd archive: unpack it first'],
  [[0xff, 0xfe, 0x00, 0x00], 'text in UTF-32: save it as UTF-8'],
  [[0x00, 0x00, 0xfe, 0xff], 'text in UTF-32: save it as UTF-8'],
  [[0x50, 0x41, 0x52, 0x31], 'a Parquet file: export the table as CSV or XLSX'],
  [[0x53, 0x51, 0x4c, 0x69, 0x74, 0x65], 'an SQLite database: export the table as CSV or XLSX'],
];
const zip = [0x50, 0x4b, 0x03, 0x04];

const startsWith = (head: Buffer, bytes: readonly number[]): boolean =>
  bytes.every((byte, place) => head[place] === byte);

/**
 * Reads all of a text file, and of a workbook the beginning. Raises `empty_file`, `not_text`, `file_not_readable` and
 * what unpacking raises.
 */
export const survey = async (chunks: AsyncIterable<Buffer>): Promise<Survey> => {
  const evidence = new EncodingEvidence();
  const kept: Buffer[] = [];
  let bytes = 0;
  let headLength = 0;
  let marked: string | undefined;
  let sniffed = false;
  for await (const chunk of new Unpacked(chunks).chunks) {
    bytes += chunk.length;
    if (headLength < headBytes) {
      kept.push(Buffer.from(chunk.subarray(0, headBytes - headLength)));
      headLength += Math.min(chunk.length, headBytes - headLength);
    }
    if (!sniffed && headLength >= sniffedBytes) {
      sniffed = true;
      const head = Buffer.concat(kept);
      if (startsWith(head, zip)) return { kind: 'workbook' };
      marked = markOf(head);
    }
    if (marked === undefined || marked === 'utf-8') evidence.add(chunk);
  }
  const head = Buffer.concat(kept);
  if (bytes === 0) throw new DomainError('invalid', 'empty_file', 'the file is empty');
  if (!sniffed && startsWith(head, zip)) return { kind: 'workbook' };
  if (!sniffed) marked = markOf(head);
  evidence.end();
  return { kind: 'text', head, isWhole: bytes === head.length, marked, evidence };
};

const markOf = (head: Buffer): string | undefined => {
  const known = starts.find(([bytes]) => startsWith(head, bytes));
  if (known) throw new DomainError('invalid', 'file_not_readable', `the file is ${known[1]}`);
  const sample = head.subarray(0, sniffedBytes);
  const encoding = encodingOfHead(sample);
  if (encoding?.startsWith('utf-16')) return encoding;
  if (sample.includes(0))
    throw new DomainError('invalid', 'not_text', 'the file is neither a table in text nor a workbook (.xlsx)');
  if (/^\s*(<!doctype html|<html|<table|<\?xml)/i.test(sample.toString('latin1').replace(/^\u00ef\u00bb\u00bf/, ''))) {
    throw new DomainError(
      'invalid',
      'file_not_readable',
      'the file is a web page or XML, whatever its name says: save it as .xlsx or CSV',
    );
  }
  return encoding;
};
