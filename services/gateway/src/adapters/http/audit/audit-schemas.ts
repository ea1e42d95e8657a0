import { csvLine } from '@vafa/csv';
import { z } from 'zod';
import type { AuditEntry } from '../../../domain/audit-entry.ts';
import type { AuditFilter } from '../../../ports/audit-store.ts';
import type { AuditVerification } from '../../../use-cases/audit-log.ts';
import { inDigits, instant, instantOut, PageQuery, pageOf, reference } from '../scalars.ts';
import { toInstant } from '../values.ts';

const filterShape = {
  actor: reference().optional().describe('Id of the staff account or API key; `admin` is the administrator key.'),
  operation: reference().optional().describe('Its id, as OpenAPI names it.'),
  subject: reference().optional().describe('Id of a thing that it was about, or that was shown.'),
  outcome: z.enum(['done', 'refused']).optional(),
  from: instant().optional().describe('At or after it.'),
  to: instant().optional().describe('Before it.'),
  all_clubs: z
    .enum(['true', 'false'])
    .default('false')
    .describe('`true`: what belongs to no single club. Only for who belongs to all clubs.'),
};

export const AuditQuery = PageQuery.extend(filterShape);
export type AuditQuery = z.infer<typeof AuditQuery>;
export const AuditExportQuery = z.strictObject({ ...filterShape, format: z.enum(['csv', 'jsonl']).default('csv') });
export type AuditExportQuery = z.infer<typeof AuditExportQuery>;

const hashText = z.string().regex(/^[A-Za-z0-9_-]{43}$/, 'a hash has 43 characters');
export const AuditVerificationQuery = z
  .strictObject({
    all_clubs: filterShape.all_clubs,
    number: inDigits(z.int().min(1)).optional().describe('Of an entry that was kept elsewhere.'),
    hash: hashText.optional().describe('Its hash.'),
  })
  .refine(({ number, hash }) => (number === undefined) === (hash === undefined), 'number and hash belong together');
export type AuditVerificationQuery = z.infer<typeof AuditVerificationQuery>;

const AuditEntryAnswer = z
  .object({
    number: z.int().describe('From 1, without gaps.'),
    at: instantOut(),
    actor_kind: z.enum(['person', 'key', 'nobody']),
    actor: z.string(),
    operation: z.string(),
    status: z.int(),
    code: z.string().nullable().describe('Of the problem that it was answered with.'),
    subjects: z.array(z.string()),
    reason: z.string().nullable(),
    asked: z.string().nullable().describe('JSON; of what is personal the names of the fields alone.'),
    before: z.string().nullable().describe('JSON.'),
    after: z.string().nullable().describe('JSON.'),
    address: z.string(),
    trace_id: z.string(),
    hash: z.string().describe('Sealed with the one before.'),
  })
  .meta({ id: 'AuditEntry' });
type AuditEntryAnswer = z.infer<typeof AuditEntryAnswer>;
export const AuditPage = pageOf(AuditEntryAnswer, 'AuditPage');

export const AuditVerificationAnswer = z
  .object({
    entries: z.int(),
    is_whole: z.boolean().describe('Nothing is missing, and nothing was changed.'),
    broken_at: z.int().nullable().describe('The first number that is missing or was changed.'),
    of_other_keys: z.int().describe('Entries sealed under another key: only their numbers are judged.'),
    last_number: z.int().describe('Keep it and its hash elsewhere: they show later whether the end was cut off.'),
    last_hash: z.string(),
  })
  .meta({ id: 'AuditVerification' });

export const toAuditFilter = (
  clubId: string,
  { actor: actorId, operation, subject, outcome, from, to }: Omit<AuditQuery, 'page_size' | 'page_token' | 'all_clubs'>,
): AuditFilter => ({
  clubId,
  actorId,
  operation,
  subject,
  from,
  to,
  ...(outcome !== undefined && { isRefused: outcome === 'refused' }),
});

export const toAuditEntry = (entry: AuditEntry): AuditEntryAnswer => ({
  number: entry.number,
  at: toInstant(entry.at),
  actor_kind: entry.actor.kind,
  actor: entry.actor.id,
  operation: entry.operation,
  status: entry.status,
  code: entry.code ?? null,
  subjects: [...entry.subjects],
  reason: entry.reason ?? null,
  asked: entry.asked ?? null,
  before: entry.before ?? null,
  after: entry.after ?? null,
  address: entry.address,
  trace_id: entry.traceId,
  hash: entry.hash,
});

export const toAuditVerification = (found: AuditVerification): z.infer<typeof AuditVerificationAnswer> => ({
  entries: found.entries,
  is_whole: found.isWhole,
  broken_at: found.brokenAt ?? null,
  of_other_keys: found.ofOtherKeys,
  last_number: found.last.number,
  last_hash: found.last.hash,
});

const columns = Object.keys(AuditEntryAnswer.shape) as (keyof AuditEntryAnswer)[];

const cellOf = (value: AuditEntryAnswer[keyof AuditEntryAnswer]): string =>
  Array.isArray(value) ? value.join(' ') : String(value ?? '');

/** The lines of a file, the first of them names its columns. */
export async function* auditLines(
  entries: AsyncIterable<AuditEntry>,
  format: AuditExportQuery['format'],
): AsyncGenerator<string> {
  if (format === 'csv') yield csvLine(columns);
  for await (const entry of entries) {
    const told = toAuditEntry(entry);
    yield format === 'csv' ? csvLine(columns.map((column) => cellOf(told[column]))) : `${JSON.stringify(told)}\n`;
  }
}
