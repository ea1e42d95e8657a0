/** Rows of a file of exceptions: the cells of the source, then row, code and reason. */
export interface ExceptionRows {
  readonly header: readonly string[];
  readonly rows: readonly {
    readonly cells: readonly string[];
    readonly row: number;
    readonly code: string;
    readonly reason: string;
  }[];
}

/** Where a record ends, outside of quotes; -1 while it does not. */
const endOfRecord = (text: string, from: number): number => {
  let isQuoted = false;
  for (let at = from; at < text.length; at++) {
    const sign = text[at];
    if (sign === '"') isQuoted = !isQuoted;
    else if (sign === '\n' && !isQuoted) return at;
  }
  return -1;
};

const cellsOf = (record: string, separator: string): string[] => {
  const cells: string[] = [];
  let cell = '';
  let isQuoted = false;
  for (let at = 0; at < record.length; at++) {
    const sign = record[at] ?? '';
    if (sign === '"' && isQuoted && record[at + 1] === '"') {
      cell += '"';
      at++;
    } else if (sign === '"') isQuoted = !isQuoted;
    else if (sign === separator && !isQuoted) {
      cells.push(cell);
      cell = '';
    } else cell += sign;
  }
  return [...cells, cell];
};

/** Reads the first rows of it. The separator is the one that stands between its own last columns. */
export const readExceptions = (text: string, most: number): ExceptionRows => {
  const whole = text.replace(/^\uFEFF/, '');
  const records: string[] = [];
  for (let from = 0; records.length <= most; ) {
    const end = endOfRecord(whole, from);
    if (end < 0) break;
    records.push(whole.slice(from, end).replace(/\r$/, ''));
    from = end + 1;
  }
  const [head = '', ...rows] = records;
  const separator = /row([,;\t|])code\1reason$/.exec(head)?.[1] ?? ',';
  return {
    header: cellsOf(head, separator).slice(0, -3),
    rows: rows.map((record) => {
      const cells = cellsOf(record, separator);
      const [row = '', code = '', reason = ''] = cells.slice(-3);
      return { cells: cells.slice(0, -3), row: Number(row), code, reason };
    }),
  };
};
