import { Controller, Get, Inject, Query, StreamableFile } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { ExportFormat } from '@vafa/contracts/ledger';
import type { Club } from '@vafa/contracts/membership';
import type { z } from 'zod';
import { dayMs } from '@vafa/kernel';
import type { Services } from '../../grpc/services.ts';
import { begun } from '../begun.ts';
import { Operation } from '../operation.ts';
import { TheClub } from '../request-context.ts';
import { PageQuery, toPage } from '../scalars.ts';
import { SERVICES } from '../services-token.ts';
import { toInstant, toNumber } from '../values.ts';
import {
  BooksListQuery,
  BooksQuery,
  ExpiringPage,
  ExpiringQuery,
  ExportQuery,
  LedgerExceptionPage,
  LedgerRootPage,
  LedgerTransferPage,
  LiabilityAnswer,
  LiabilityQuery,
  MemberLiabilityPage,
  toExpiring,
  toLedgerException,
  toLedgerTransfer,
  toMemberLiability,
  toUnitBooks,
  toUnitLiability,
  TrialBalance,
} from './ledger-books-schemas.ts';

/** Questions that read a whole journal. */
const slowly = { deadlineMs: 300_000 };
const exporting = { deadlineMs: dayMs };

const question = (
  { id: clubId }: Club,
  { unit = '', as_of: asOf }: { readonly unit?: string | undefined; readonly as_of?: Date | undefined },
) => ({ clubId, unit, asOf });
const list = (club: Club, { unit, as_of, ...page }: BooksListQuery) => ({
  ...question(club, { unit, as_of }),
  page: toPage(page),
});
const fileOf = {
  csv: { type: 'text/csv; charset=utf-8', name: 'ledger.csv' },
  jsonl: { type: 'application/jsonl; charset=utf-8', name: 'ledger.jsonl' },
};

async function* texts(parts: AsyncIterable<{ readonly text: string }>): AsyncGenerator<string> {
  for await (const { text } of parts) yield text;
}

@ApiTags('Ledger')
@Controller('v1/ledger')
export class LedgerBooksController {
  constructor(@Inject(SERVICES) private readonly services: Services) {}

  @Get('trial-balance')
  @Operation({
    id: 'getTrialBalance',
    summary: 'Every book of each unit, at a moment',
    description: 'With what was due by then. Reads the journal: it may take a while.',
    access: 'administrator',
    answer: TrialBalance,
    asks: ['ledgerBooks.getTrialBalance'],
  })
  async trialBalance(
    @TheClub() club: Club,
    @Query({ schema: BooksQuery }) query: BooksQuery,
  ): Promise<z.infer<typeof TrialBalance>> {
    const { asOf, units } = await this.services.ledgerBooks.getTrialBalance(question(club, query), slowly);
    return { as_of: toInstant(asOf), units: units.map(toUnitBooks) };
  }

  @Get('exceptions')
  @Operation({
    id: 'listLedgerExceptions',
    summary: 'What finished sales did and accounts could not take',
    description: 'What stands in suspense until a person settles it.',
    access: 'administrator',
    answer: LedgerExceptionPage,
    asks: ['ledgerBooks.listExceptions'],
  })
  async exceptions(
    @TheClub() club: Club,
    @Query({ schema: BooksListQuery }) query: BooksListQuery,
  ): Promise<z.infer<typeof LedgerExceptionPage>> {
    const { exceptions, nextPageToken } = await this.services.ledgerBooks.listExceptions(list(club, query), slowly);
    return { items: exceptions.map(toLedgerException), next_page_token: nextPageToken };
  }

  @Get('transfers')
  @Operation({
    id: 'listLedgerTransfers',
    summary: 'What was sent and is neither there nor back',
    access: 'administrator',
    answer: LedgerTransferPage,
    asks: ['ledgerBooks.listOpenTransfers'],
  })
  async transfers(
    @TheClub() club: Club,
    @Query({ schema: BooksListQuery }) query: BooksListQuery,
  ): Promise<z.infer<typeof LedgerTransferPage>> {
    const { transfers, nextPageToken } = await this.services.ledgerBooks.listOpenTransfers(list(club, query), slowly);
    return { items: transfers.map(toLedgerTransfer), next_page_token: nextPageToken };
  }

  @Get('liability')
  @Operation({
    id: 'measureLiability',
    summary: 'What the club owes, what that costs, and what has expired',
    access: 'administrator',
    answer: LiabilityAnswer,
    asks: ['ledgerBooks.measureLiability'],
  })
  async liability(
    @TheClub() club: Club,
    @Query({ schema: LiabilityQuery }) { cost_per_thousand: cost, ...query }: LiabilityQuery,
  ): Promise<z.infer<typeof LiabilityAnswer>> {
    const { asOf, units } = await this.services.ledgerBooks.measureLiability(
      {
        ...question(club, query),
        costPerThousand: BigInt(cost ?? 0),
        pointCost: cost === undefined ? club.pointCost : undefined,
      },
      slowly,
    );
    return { as_of: toInstant(asOf), units: units.map((each) => toUnitLiability(each, club)) };
  }

  @Get('liability/members')
  @Operation({
    id: 'listMemberLiabilities',
    summary: 'What the club owes each member',
    description: 'All pages are of one moment.',
    access: 'administrator',
    answer: MemberLiabilityPage,
    asks: ['ledgerBooks.listMemberLiabilities'],
  })
  async members(
    @TheClub() club: Club,
    @Query({ schema: BooksListQuery }) query: BooksListQuery,
  ): Promise<z.infer<typeof MemberLiabilityPage>> {
    const { members, nextPageToken } = await this.services.ledgerBooks.listMemberLiabilities(list(club, query), slowly);
    return { items: members.map(toMemberLiability), next_page_token: nextPageToken };
  }

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
    @Query({ schema: ExportQuery }) { unit = '', from, to, format }: ExportQuery,
  ): Promise<StreamableFile> {
    const parts = this.services.ledgerBooks.exportJournal(
      {
        clubId,
        unit,
        from,
        to,
        format: format === 'csv' ? ExportFormat.EXPORT_FORMAT_CSV : ExportFormat.EXPORT_FORMAT_JSONL,
      },
      exporting,
    );
    const { type, name } = fileOf[format];
    return new StreamableFile(await begun(texts(parts)), { type, disposition: `attachment; filename="${name}"` });
  }

  @Get('roots')
  @Operation({
    id: 'listLedgerRoots',
    summary: 'The daily roots, newest first',
    description: 'Of all clubs. Kept elsewhere, they show commits that were cut off.',
    access: 'administrator',
    club: false,
    answer: LedgerRootPage,
    asks: ['ledgerBooks.listRoots'],
  })
  async roots(@Query({ schema: PageQuery }) query: PageQuery): Promise<z.infer<typeof LedgerRootPage>> {
    const { roots, nextPageToken } = await this.services.ledgerBooks.listRoots({ page: toPage(query) });
    return {
      items: roots.map(({ day, root, accounts, keptAt }) => ({
        day,
        root,
        accounts: toNumber(accounts),
        kept_at: toInstant(keptAt),
      })),
      next_page_token: nextPageToken,
    };
  }

  @Get('expiring')
  @Operation({
    id: 'listExpiringUnits',
    summary: 'Members with units that end before a moment',
    description: 'Unless they are used before. What is held does not end.',
    access: 'administrator',
    answer: ExpiringPage,
    asks: ['ledgerBooks.listExpiring'],
  })
  async expiring(
    @TheClub() { id: clubId }: Club,
    @Query({ schema: ExpiringQuery }) { unit = '', before, ...page }: ExpiringQuery,
  ): Promise<z.infer<typeof ExpiringPage>> {
    const { members, nextPageToken } = await this.services.ledgerBooks.listExpiring(
      { clubId, unit, before, page: toPage(page) },
      slowly,
    );
    return { items: members.map(toExpiring), next_page_token: nextPageToken };
  }
}
