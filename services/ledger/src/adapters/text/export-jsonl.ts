import { accountOf } from '../../domain/journal/commit.ts';
import type { BooksLine, EntryLine, ExportLine } from '../../use-cases/reports/export-journal.ts';
import type { ExportWriter } from './export-writer.ts';

const booksObject = ({ line, clubId, unit, at, books }: BooksLine): object => ({
  line,
  club: clubId,
  unit,
  ...(at && { recorded_at: at }),
  books,
});

const entryObject = ({ line, commit, entry }: EntryLine): object => {
  const { clubId, memberId, unit } = accountOf(commit);
  const { key, kind, amount, target, other, cause, reason, reference, effectiveAt, basis, by, lots, postings } = entry;
  return {
    line,
    club: clubId,
    unit,
    member: memberId,
    version: commit.version,
    recorded_at: commit.at,
    effective_at: effectiveAt,
    key,
    kind,
    amount,
    target,
    other,
    refusal: entry.refusal ?? entry.exception?.refusal,
    cause,
    reason,
    reference,
    basis: basis && {
      rule: basis.ruleId,
      rule_version: basis.ruleVersion,
      base: basis.base,
      points: basis.points,
      per_amount: basis.perAmount,
    },
    by,
    books: Object.fromEntries(postings.map((posting) => [posting.book, posting.amount])),
    lots: lots.map(({ lot, place, amount: units, activeAt, expiresAt }) => ({
      lot,
      place,
      amount: units,
      active_at: activeAt,
      expires_at: expiresAt,
    })),
  };
};

/** Whole numbers of any size are text: many readers of JSON would round them. */
const replacer = (_name: string, value: unknown): unknown => (typeof value === 'bigint' ? String(value) : value);

/** JSON lines: an object a line. Amounts are text. */
export const jsonText: ExportWriter = {
  head: '',
  line: (line: ExportLine) =>
    `${JSON.stringify(line.line === 'entry' ? entryObject(line) : booksObject(line), replacer)}\n`,
};
