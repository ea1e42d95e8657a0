import { Controller, Get, Inject, Query, StreamableFile } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { ExportFormat } from '@vafa/contracts/ledger';
import type { Club } from '@vafa/contracts/membership';
import { dayMs } from '@vafa/kernel';
import { z } from 'zod';
import type { Services } from '../../grpc/services.ts';
import { begun } from '../begun.ts';
import { Operation } from '../operation.ts';
import { TheClub } from '../request-context.ts';
import { instant } from '../scalars.ts';
import { SERVICES } from '../services-token.ts';
import { unitName } from './ledger-books.ts';

const exporting = { deadlineMs: dayMs };
const fileOf = {
  csv: {
    format: ExportFormat.EXPORT_FORMAT_CSV,
    type: 'text/csv; charset=utf-8',
    disposition: 'attachment; filename="ledger.csv"',
  },
  jsonl: {
    format: ExportFormat.EXPORT_FORMAT_JSONL,
    type: 'application/jsonl; charset=utf-8',
    disposition: 'attachment; filename="ledger.jsonl"',
  },
};

const ExportQuery = z.strictObject({
  unit: unitName().optional().describe('Default: all units of the club.'),
  from: instant().optional().describe('Entries recorded at or after it; default: from the first.'),
  to: instant().optional().describe('Entries recorded before it; default: now.'),
  format: z.enum(['csv', 'jsonl']).default('csv'),
});
type ExportQuery = z.infer<typeof ExportQuery>;

async function* texts(parts: AsyncIterable<{ readonly text: string }>): AsyncGenerator<string> {
  for await (const { text } of parts) yield text;
}

@ApiTags('Ledger')
@Controller('v1/ledger')
export class LedgerExportController {
  constructor(@Inject(SERVICES) private readonly services: Services) {}

  @Get('export')
  @Operation({
    id: 'exportLedger',
    summary: "The club's journal of a period",
    description:
      'Opening balances, every entry with its postings, closing balances: a line each. In CSV, texts that a spreadsheet would take for a formula have an apostrophe in front.',
    access: 'administrator',
    answersAs: 'text/csv',
    asks: ['ledgerBooks.exportJournal'],
  })
  async export(
    @TheClub() { id: clubId }: Club,
    @Query({ schema: ExportQuery }) { unit = '', from, to, format: name }: ExportQuery,
  ): Promise<StreamableFile> {
    const { format, type, disposition } = fileOf[name];
    const parts = this.services.ledgerBooks.exportJournal({ clubId, unit, from, to, format }, exporting);
    return new StreamableFile(await begun(texts(parts)), { type, disposition });
  }
}
