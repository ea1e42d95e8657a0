import { RecordSplitter, type FileRecord } from '../records/record-splitter.ts';
import { headOf, type TableHead } from './table-head.ts';

const delimiters = [',', ';', '\t', '|'] as const;
export type Delimiter = (typeof delimiters)[number];

export interface CsvHead {
  readonly delimiter: Delimiter;
  readonly records: readonly FileRecord[];
  readonly head: TableHead | undefined;
}

/** What Excel writes and reads as a first line: sep=; */
const separatorLine = /^"?sep=([,;\t|])"?[\r\n]/i;

/** Finds the delimiter by what it makes of the beginning: a header that is understood, and records as wide as it. */
export const csvHead = (text: string, isWhole: boolean, wanted: ReadonlySet<string>): CsvHead => {
  const named = separatorLine.exec(text)?.[1];
  const tried = delimiters.map((delimiter) => {
    const splitter = new RecordSplitter(delimiter);
    const records = [...splitter.push(text), ...(isWhole ? splitter.end() : [])];
    const head = headOf(records, wanted);
    return {
      delimiter,
      records,
      head,
      score: (delimiter === named ? 1e6 : 0) + (head ? head.named * 1000 + likeness(records, head) : 0),
    };
  });
  const best = tried.reduce((a, b) => (b.score > a.score ? b : a));
  return { delimiter: best.delimiter, records: best.records, head: best.head };
};

/** Up to 100 for records that are all as wide as the header, and a little for its width. */
const likeness = (records: readonly FileRecord[], { row, header }: TableHead): number => {
  const below = records.filter((record) => record.row > row);
  const alike = below.filter(({ fields }) => fields.length === header.length).length;
  return (below.length === 0 ? 50 : (100 * alike) / below.length) + Math.min(header.length, 50);
};
