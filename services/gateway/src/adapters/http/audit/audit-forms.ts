import type {
  AuditEntry as AuditMessage,
  ListAuditRequest,
  VerifyAuditRequest,
  VerifyAuditResponse,
} from '@vafa/contracts/gateway';
import { csvLine } from '@vafa/csv';
import { z } from 'zod';
import { requireNoClub, type Caller } from '../../../domain/api-key.ts';
import type { AuditEntry } from '../../../domain/audit-entry.ts';
import { toAuditMessage } from '../../grpc/own-audit.ts';
import { answerOf } from '../contract/answers.ts';
import { sentOf } from '../contract/bodies.ts';
import { fieldsOf } from '../contract/fields.ts';
import { overlay } from '../contract/overlay.ts';
import { reference } from '../scalars.ts';

const hashText = z.string().regex(/^[A-Za-z0-9_-]{43}$/, 'a hash has 43 characters');

export const auditEntry = overlay<AuditMessage>(
  'vafa.gateway.v1.AuditEntry',
  {
    code: { orNull: true },
    reason: { orNull: true },
    asked: { orNull: true },
    before: { orNull: true },
    after: { orNull: true },
  },
  { id: 'AuditEntry', pageId: 'AuditPage' },
);

export const auditQuery = overlay<ListAuditRequest>('vafa.gateway.v1.ListAuditRequest', {
  actor: { given: reference() },
  operation: { given: reference() },
  subject: { given: reference() },
  allClubs: { given: true, otherwise: false },
});

export const verificationQuery = overlay<VerifyAuditRequest>(
  'vafa.gateway.v1.VerifyAuditRequest',
  { allClubs: { given: true, otherwise: false }, number: { given: z.int().min(1) }, hash: { given: hashText } },
  {
    judged: [({ number, hash }) => (number === undefined) === (hash === undefined), 'number and hash belong together'],
  },
);

export const auditVerification = overlay<VerifyAuditResponse>(
  'vafa.gateway.v1.VerifyAuditResponse',
  {
    brokenAt: {
      codec: { answer: z.int().nullable(), toRest: (number: bigint) => (number === 0n ? null : Number(number)) },
      says: 'The first number that is missing or was changed.',
    },
  },
  { id: 'AuditVerification' },
);

/** Whose chain is meant: that of all clubs has no club. Raises `administrator_only`. */
export const chainOf = <R extends { clubId: string; allClubs: boolean }>(request: R, caller: Caller): R => {
  if (!request.allClubs) return request;
  requireNoClub(caller);
  return { ...request, clubId: '' };
};

const exported = sentOf({
  fields: fieldsOf(auditQuery).filter(({ property }) => !['clubId', 'page'].includes(property)),
  inQuery: true,
});
const format = z.enum(['csv', 'jsonl']).default('csv');
export const AuditExportQuery = exported.schema.extend({ format });
export type AuditExportQuery = z.infer<typeof AuditExportQuery> & { readonly format: z.infer<typeof format> };

/** What is asked of the log, in terms of the contract. */
export const toListAudit = (query: Omit<AuditExportQuery, 'format'>): Omit<ListAuditRequest, 'clubId' | 'page'> =>
  exported.toMessage(query as never) as unknown as ListAuditRequest;

const { schema, toRest } = answerOf(auditEntry);
const columns = Object.keys((schema as z.ZodObject).shape);

const cellOf = (value: unknown): string => (Array.isArray(value) ? value.join(' ') : String(value ?? ''));

/** The lines of a file, the first of them names its columns. */
export async function* auditLines(
  entries: AsyncIterable<AuditEntry>,
  format: AuditExportQuery['format'],
): AsyncGenerator<string> {
  if (format === 'csv') yield csvLine(columns);
  for await (const entry of entries) {
    // Nothing in it depends on who asks.
    const told = toRest(toAuditMessage(entry) as never, undefined as never) as Readonly<Record<string, unknown>>;
    yield format === 'csv' ? csvLine(columns.map((column) => cellOf(told[column]))) : `${JSON.stringify(told)}\n`;
  }
}
