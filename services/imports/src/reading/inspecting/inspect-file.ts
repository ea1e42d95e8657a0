import { DomainError } from '@vafa/kernel';
import type { ColumnSeen, Inspection } from '../../domain/reading/inspection.ts';
import type { Layout } from '../../domain/reading/layout.ts';
import { mappingFields, type Mapping } from '../../domain/reading/mapping.ts';
import type { FileRow } from '../../domain/reading/sale-row.ts';
import { survey } from '../bytes/survey.ts';
import { TableEvidence } from '../columns/table-evidence.ts';
import { headerKey } from '../mapping/header-key.ts';
import type { Known, SourceFile } from '../reading.ts';
import { exceptionColumns } from '../rows/fitted.ts';
import { placeOf, placesOf } from '../rows/places.ts';
import { RowReader } from '../rows/row-reader.ts';
import { RowStream } from '../rows/row-stream.ts';
import { decideDiscount } from './decide-discount.ts';
import { LayoutDecision, type LayoutChoice } from './decide-layout.ts';
import { finishMapping, missingColumns, startMapping, twinQuestions } from './decide-mapping.ts';
import { openCsv } from './open-csv.ts';
import { openWorkbook } from './open-workbook.ts';
import type { OpenedTable } from './opened-table.ts';
import { dateReadings, decimalReadings } from './questions.ts';
import { sourceName } from './source-name.ts';

const previewRowsMax = 20;

/** Reads the whole file and says how it is to be read. */
export const inspectFile = async (file: SourceFile, known: Known): Promise<Inspection> => {
  const answers = known.answers ?? {};
  const given = known.mapping ?? {};
  const table = await openTable(file, answers, given);
  const isExceptions = exceptionColumns.every(
    (name, place) => table.header.at(place - exceptionColumns.length) === name,
  );
  const header = isExceptions ? table.header.slice(0, -exceptionColumns.length) : table.header;
  const start = startMapping(header, given, answers);
  const empty: Layout = {
    ...table.form,
    header,
    ...(isExceptions && { isExceptions }),
    wholeIds: [],
    numbers: {},
    dates: {},
  };
  placesOf(empty, start.mapping);
  const today = known.today.getTime();
  const evidence = await collect(table, header, start.mapping, today);
  if (evidence.rows === 0) throw new DomainError('invalid', 'empty_file', 'the file has a header and no rows');
  const discount = decideDiscount(start, given, evidence, answers);
  const mapping = finishMapping({ ...start, mapping: discount.mapping }, given, evidence);
  const choice = new LayoutDecision(header, mapping, evidence, answers, {
    currency: known.currency,
    currencyDigits: known.currencyDigits,
    today,
  }).make();
  const layout: Layout = { ...empty, wholeIds: choice.wholeIds, numbers: choice.numbers, dates: choice.dates };
  const examples = header.map((name, place) => ({ header: name, examples: evidence.columns[place]?.examples ?? [] }));
  // What the bytes and the columns are comes first: the other questions hang on it.
  const columnQuestions = [...missingColumns(mapping, examples), ...twinQuestions(start, given, evidence, answers)];
  const questions =
    [table.questions, columnQuestions, [...discount.questions, ...choice.questions]].find(
      (stage) => stage.length > 0,
    ) ?? [];
  const columnsAnswered = Object.fromEntries(
    mappingFields.flatMap((field) =>
      placeOf(header, answers[`column:${field}`] ?? '') < 0
        ? []
        : [[`column:${field}`, answers[`column:${field}`] ?? '']],
    ),
  );
  const columnsAskable = Object.fromEntries(mappingFields.map((field) => [`column:${field}`, header]));
  return {
    layout,
    columns: header.map((name, place) => columnSeen(name, place, evidence, choice, today)),
    source: sourceName(start.source, header),
    mapping,
    questions,
    askable: { ...table.askable, ...discount.askable, ...choice.askable, ...columnsAskable },
    previewRows: questions.length > 0 ? [] : await preview(table, layout, mapping, known),
    decisions: { ...table.decisions, ...columnsAnswered, ...discount.decisions, ...choice.decisions },
    rows: evidence.rows,
  };
};

const openTable = async (
  file: SourceFile,
  answers: Readonly<Record<string, string>>,
  given: Partial<Mapping>,
): Promise<OpenedTable> => {
  const seen = await survey(file.open());
  const wanted = new Set(
    Object.values(given.columns ?? {})
      .filter((name) => name !== '')
      .map(headerKey),
  );
  return seen.kind === 'text' ? openCsv(file, seen, answers, wanted) : await openWorkbook(file, answers, wanted);
};

const collect = async (
  table: OpenedTable,
  header: readonly string[],
  mapping: Mapping,
  today: number,
): Promise<TableEvidence> => {
  const evidence = new TableEvidence(header, mapping, today);
  for await (const records of table.records().slices) {
    for (const record of records) if (record.row > table.form.headerRow) evidence.add(record);
  }
  return evidence;
};

const columnSeen = (
  header: string,
  place: number,
  evidence: TableEvidence,
  { numbers, dates }: LayoutChoice,
  today: number,
): ColumnSeen => {
  const column = evidence.columns[place];
  const cells = [...new Set([...(column?.unsure ?? []), ...(column?.examples ?? [])])];
  const [number, date] = [numbers[header], dates[header]];
  const readings = number ? decimalReadings(cells, number.decimal) : date ? dateReadings(cells, date, today) : [];
  return { header, examples: column?.examples ?? [], readings };
};

const preview = async (table: OpenedTable, layout: Layout, mapping: Mapping, known: Known): Promise<FileRow[]> => {
  const stream = new RowStream(table.records(), new RowReader(layout, mapping, known), layout);
  const rows: FileRow[] = [];
  for await (const slice of stream.slices) {
    rows.push(...slice.slice(0, previewRowsMax - rows.length));
    if (rows.length >= previewRowsMax) break;
  }
  return rows;
};
