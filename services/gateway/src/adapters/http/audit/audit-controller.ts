import { Controller, Get, Query, StreamableFile } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Club } from '@vafa/contracts/membership';
import { Readable } from 'node:stream';
import { requireNoClub, type Caller } from '../../../domain/api-key.ts';
import { AuditLog } from '../../../use-cases/audit-log.ts';
import { ownPage } from '../../own-page.ts';
import { Operation } from '../operation.ts';
import { TheCaller, TheClub } from '../request-context.ts';
import { toPage } from '../scalars.ts';
import {
  auditLines,
  AuditExportQuery,
  AuditPage,
  AuditQuery,
  AuditVerificationAnswer,
  AuditVerificationQuery,
  toAuditEntry,
  toAuditFilter,
  toAuditVerification,
} from './audit-schemas.ts';

const fileOf = {
  csv: { type: 'text/csv; charset=utf-8', disposition: 'attachment; filename="audit.csv"' },
  jsonl: { type: 'application/jsonl; charset=utf-8', disposition: 'attachment; filename="audit.jsonl"' },
};

/** Whose chain is meant. Raises `administrator_only`. */
const chainOf = ({ id }: Club, caller: Caller, allClubs: 'true' | 'false'): string => {
  if (allClubs === 'false') return id;
  requireNoClub(caller);
  return '';
};

@ApiTags('Audit')
@Controller('v1/audit')
export class AuditController {
  constructor(private readonly audit: AuditLog) {}

  @Get()
  @Operation({
    id: 'listAudit',
    summary: 'Who did what, and who looked at what',
    description: 'The latest first.',
    access: 'administrator',
    answer: AuditPage,
    errors: ['invalid_page_token'],
  })
  async list(
    @Query({ schema: AuditQuery }) { page_size, page_token, all_clubs: allClubs, ...query }: AuditQuery,
    @TheClub() club: Club,
    @TheCaller() caller: Caller,
  ) {
    const filter = toAuditFilter(chainOf(club, caller, allClubs), query);
    const { items, nextPageToken } = await ownPage(toPage({ page_size, page_token }), {
      by: 'below',
      list: (below = String(Number.MAX_SAFE_INTEGER), limit) => this.audit.page(filter, Number(below), limit),
      toMessage: toAuditEntry,
      valueOf: ({ number }) => String(number),
    });
    return { items, next_page_token: nextPageToken };
  }

  @Get('export')
  @Operation({
    id: 'exportAudit',
    summary: 'The audit log as a file',
    description:
      'An entry a line, the oldest first. In CSV, texts that a spreadsheet would take for a formula have an apostrophe in front.',
    access: 'administrator',
    answersAs: 'text/csv',
  })
  export(
    @Query({ schema: AuditExportQuery }) { format, all_clubs: allClubs, ...query }: AuditExportQuery,
    @TheClub() club: Club,
    @TheCaller() caller: Caller,
  ): StreamableFile {
    const entries = this.audit.all(toAuditFilter(chainOf(club, caller, allClubs), query));
    return new StreamableFile(Readable.from(auditLines(entries, format)), fileOf[format]);
  }

  @Get('verification')
  @Operation({
    id: 'verifyAudit',
    summary: 'Whether the audit log is as it was written',
    description: 'Reads everything: it may take a while.',
    access: 'administrator',
    answer: AuditVerificationAnswer,
  })
  async verify(
    @Query({ schema: AuditVerificationQuery }) { all_clubs: allClubs, number, hash }: AuditVerificationQuery,
    @TheClub() club: Club,
    @TheCaller() caller: Caller,
  ) {
    const known = number === undefined || hash === undefined ? undefined : { number, hash };
    return toAuditVerification(await this.audit.verify(chainOf(club, caller, allClubs), known));
  }
}
