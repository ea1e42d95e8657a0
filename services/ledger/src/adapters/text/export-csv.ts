import { csvLine } from '@vafa/csv';
import { books } from '../../domain/reports/books.ts';
import { posted } from '../../domain/journal/entry.ts';
import { accountOf } from '../../domain/journal/commit.ts';
import type { BooksLine, EntryLine, ExportLine } from '../../use-cases/reports/export-journal.ts';
import type { ExportWriter } from './export-writer.ts';

const told = [
  'line',
  'club',
  'unit',
  'member',
  'version',
  'recorded_at',
  'effective_at',
  'key',
  'kind',
  'amount',
  'target',
  'other',
  'refusal',
  'cause',
  'reason',
  'reference',
  'rule',
  'rule_version',
  'base',
  'person',
  'role',
  'approver',
] as const;

type Told = Readonly<Partial<Record<(typeof told)[number], string | bigint | Date>>>;

const cell = (value: string | bigint | Date | undefined): string =>
  value instanceof Date ? value.toISOString() : String(value ?? '');

const row = (values: Told, amounts: readonly bigint[]): string =>
  csvLine([...told.map((name) => cell(values[name])), ...amounts.map(cell)], '\r\n');

const booksRow = ({ line, clubId, unit, at, books: balances }: BooksLine): string =>
  row(
    { line, club: clubId, unit, ...(at && { recorded_at: at }) },
    books.map((book) => balances[book]),
  );

const entryRow = ({ line, commit, entry }: EntryLine): string => {
  const { clubId, memberId, unit } = accountOf(commit);
  const { key, kind, amount, target = '', other = '', cause, reason, reference, effectiveAt, basis, by } = entry;
  const why = entry.refusal ?? entry.exception?.refusal ?? '';
  const values: Told = {
    line,
    club: clubId,
    unit,
    member: memberId,
    version: BigInt(commit.version),
    recorded_at: commit.at,
    effective_at: effectiveAt,
    key,
    kind,
    amount,
    target,
    other,
    refusal: why,
    cause,
    reason,
    reference,
  };
  const rule: Told = basis ? { rule: basis.ruleId, rule_version: BigInt(basis.ruleVersion), base: basis.base } : {};
  return row(
    { ...values, ...rule, ...by },
    books.map((book) => posted(entry, book)),
  );
};

/** RFC 4180; a column for each book. Amounts are whole units with their sign. */
export const csvText: ExportWriter = {
  head: `${[...told, ...books].join(',')}\r\n`,
  line: (line: ExportLine) => (line.line === 'entry' ? entryRow(line) : booksRow(line)),
};
