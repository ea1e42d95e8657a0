import { DomainError } from '@vafa/kernel';
import { headOf, isPlausible, refuseTwins, type TableHead } from '../columns/table-head.ts';
import type { SourceFile } from '../reading.ts';
import type { FileRecord } from '../records/record-splitter.ts';
import { SheetRecords } from '../xlsx/sheet-records.ts';
import { openWorkbookBytes, type Sheet, type Workbook } from '../xlsx/workbook.ts';
import { workbookBytes } from '../xlsx/workbook-bytes.ts';
import type { OpenedTable } from './opened-table.ts';
import { sheetQuestion } from './questions.ts';

const recordsLookedAt = 100;
/** Sheets of settings and lists name one or two of a sale's columns, sheets of sales more. */
const namedLeast = 3;

interface Candidate {
  readonly sheet: Sheet;
  readonly head: TableHead;
  readonly records: readonly FileRecord[];
}

/**
 * Finds the sheet with the table; hidden ones only when no other has one. Raises `no_header`, `empty_file`,
 * `two_tables`, `sheet_missing`.
 */
export const openWorkbook = async (
  file: SourceFile,
  answers: Readonly<Record<string, string>>,
  wanted: ReadonlySet<string>,
): Promise<OpenedTable> => {
  const workbook = await openWorkbookBytes(await workbookBytes(file.open()));
  const all = await candidates(workbook, wanted);
  const visible = all.filter(({ sheet }) => !sheet.isHidden);
  const options = likely(visible.length > 0 ? visible : all);
  const answered = all.find(({ sheet }) => sheet.name === answers.sheet);
  const chosen = answered ?? options[0];
  if (!chosen) throw new DomainError('invalid', 'empty_file', 'no sheet of the workbook has a header');
  const { sheet, head, records } = chosen;
  if (head.named < 2 && !isPlausible(head.header))
    throw new DomainError('invalid', 'no_header', `the sheet "${sheet.name}" has no header above its rows`);
  refuseTwins(records.find(({ row }) => row === head.row)?.fields ?? []);
  return {
    form: {
      format: 'xlsx',
      encoding: '',
      delimiter: '',
      headerRow: head.row,
      sheet: sheet.name,
      ...(workbook.from1904 && { from1904: true }),
    },
    header: head.header,
    questions:
      answered || options.length < 2
        ? []
        : [sheetQuestion(options.map((each) => ({ name: each.sheet.name, header: each.head.header })))],
    askable: { sheet: all.map(({ sheet: { name } }) => name) },
    // The next workbook has other sheets, and may have this one too: what was chosen is not kept.
    decisions: {},
    records: () => new SheetRecords(workbook, sheet.part),
  };
};

const candidates = async (workbook: Workbook, wanted: ReadonlySet<string>): Promise<Candidate[]> => {
  const found: Candidate[] = [];
  for (const sheet of workbook.sheets) {
    const records = await firstRecords(workbook, sheet);
    const head = headOf(records, wanted);
    if (head) found.push({ sheet, head, records });
  }
  return found;
};

const firstRecords = async (workbook: Workbook, sheet: Sheet): Promise<FileRecord[]> => {
  const records: FileRecord[] = [];
  for await (const slice of new SheetRecords(workbook, sheet.part).slices) {
    records.push(...slice.slice(0, recordsLookedAt - records.length));
    if (records.length >= recordsLookedAt) break;
  }
  return records;
};

/** All sheets that look like sales; else the one that looks most like them. */
const likely = (found: readonly Candidate[]): readonly Candidate[] => {
  const clear = found.filter(({ head }) => head.named >= namedLeast);
  if (clear.length > 0) return clear;
  const best = found.reduce<Candidate | undefined>((a, b) => (a && a.head.named >= b.head.named ? a : b), undefined);
  return best ? [best] : [];
};
