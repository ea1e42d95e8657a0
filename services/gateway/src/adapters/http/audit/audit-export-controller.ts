import { Controller, Get, Query, StreamableFile } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Club } from '@vafa/contracts/membership';
import { Readable } from 'node:stream';
import type { Caller } from '../../../domain/api-key.ts';
import { AuditLog } from '../../../use-cases/audit-log.ts';
import { toAuditFilter } from '../../grpc/own-audit.ts';
import { Operation } from '../operation.ts';
import { TheCaller, TheClub } from '../request-context.ts';
import { auditLines, AuditExportQuery, chainOf, toListAudit } from './audit-forms.ts';

const fileOf = {
  csv: { type: 'text/csv; charset=utf-8', disposition: 'attachment; filename="audit.csv"' },
  jsonl: { type: 'application/jsonl; charset=utf-8', disposition: 'attachment; filename="audit.jsonl"' },
};

@ApiTags('Audit')
@Controller('v1/audit')
export class AuditExportController {
  constructor(private readonly audit: AuditLog) {}

  @Get('export')
  @Operation({
    id: 'exportAudit',
    summary: 'The audit log as a file',
    description:
      'An entry a line, the oldest first. In CSV, texts that a spreadsheet would take for a formula have an apostrophe in front.',
    access: 'administrator',
    stepUp: true,
    answersAs: 'text/csv',
  })
  export(
    @Query({ schema: AuditExportQuery }) { format, ...query }: AuditExportQuery,
    @TheClub() { id: clubId }: Club,
    @TheCaller() caller: Caller,
  ): StreamableFile {
    const entries = this.audit.all(toAuditFilter(chainOf({ ...toListAudit(query), clubId }, caller)));
    return new StreamableFile(Readable.from(auditLines(entries, format)), fileOf[format]);
  }
}
