import { csvText } from './export-csv.ts';
import { jsonText } from './export-jsonl.ts';
import type { ExportWriter } from './export-writer.ts';
import type { ExportLine } from '../../use-cases/reports/export-journal.ts';

export type ExportFormat = 'csv' | 'jsonl';

const writers: Readonly<Record<ExportFormat, ExportWriter>> = { csv: csvText, jsonl: jsonText };

const partChars = 64 * 1_024;

/** The text of an export in parts of whole lines. */
export async function* exportText(lines: AsyncIterable<ExportLine>, format: ExportFormat): AsyncIterable<string> {
  const writer = writers[format];
  let part = writer.head;
  for await (const line of lines) {
    part += writer.line(line);
    if (part.length < partChars) continue;
    yield part;
    part = '';
  }
  if (part !== '') yield part;
}
