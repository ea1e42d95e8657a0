import type { Metadata } from '@grpc/grpc-js';
import {
  ExportFormat,
  LedgerBooksServiceService,
  type DailyRoot as DailyRootMessage,
  type ExportJournalRequest,
  type ExportJournalResponse,
  type GetTrialBalanceRequest,
  type GetTrialBalanceResponse,
  type LedgerBooksServiceController,
  type ListExceptionsRequest,
  type ListExceptionsResponse,
  type ListExpiringRequest,
  type ListExpiringResponse,
  type ListMemberLiabilitiesRequest,
  type ListMemberLiabilitiesResponse,
  type ListOpenTransfersRequest,
  type ListOpenTransfersResponse,
  type ListRootsRequest,
  type ListRootsResponse,
  type MeasureLiabilityRequest,
  type MeasureLiabilityResponse,
} from '@vafa/contracts/ledger';
import { paced, type AnsweredCall } from '@vafa/grpc';
import { decodePageToken, pageSize, toPage, type Page, type PagePosition } from '@vafa/mongo';
import { RpcController, type Answers } from '@vafa/process';
import { map, type Observable } from 'rxjs';
import { accountText } from '../../domain/account/account-id.ts';
import { LedgerError } from '../../domain/journal/ledger-error.ts';
import { costPerPoint, costPerThousand } from '../../domain/reports/cost.ts';
import type { AccountPage, AccountPlace } from '../../use-cases/reports/account-pages.ts';
import type { BooksQuestion } from '../../use-cases/reports/books-scope.ts';
import { ExportJournal } from '../../use-cases/reports/export-journal.ts';
import { ListExpiring, type ExpiringUnits } from '../../use-cases/time/list-expiring.ts';
import { ListOpenItems } from '../../use-cases/reports/list-open-items.ts';
import { ListRoots } from '../../use-cases/journal/list-roots.ts';
import { MeasureLiability } from '../../use-cases/reports/measure-liability.ts';
import type { DailyRoot } from '../../use-cases/ports/root-store.ts';
import { GetTrialBalance } from '../../use-cases/reports/trial-balance.ts';
import {
  toExceptionMessage,
  toExpiringMessage,
  toLiabilityMessage,
  toTransferMessage,
  toTrialBalanceMessage,
} from '../messages/to-books-messages.ts';
import { exportText } from '../text/export-text.ts';

const unitOf = (unit: string): { readonly unit?: string } => (unit === '' ? {} : { unit });

const toQuestion = ({
  clubId,
  unit,
  asOf,
}: {
  readonly clubId: string;
  readonly unit: string;
  readonly asOf?: Date | undefined;
}): BooksQuestion => ({ clubId, ...unitOf(unit), ...(asOf && { asOf }) });

const toPlace = (token: string | undefined, asOf: Date | undefined): AccountPlace | undefined => {
  const position = decodePageToken(token, ['at', 'after', 'skip']);
  if (!position) return undefined;
  const at = new Date(position.at);
  // The pages of a list are of one moment.
  if (!Number.isNaN(at.getTime()) && (!asOf || asOf.getTime() === at.getTime()))
    return { at, after: position.after, skip: Number(position.skip) };
  throw new LedgerError('invalid', 'invalid_page_token', 'the page token is not one of this list');
};

const toPosition = ({ at, after, skip }: AccountPlace): PagePosition => ({
  at: at.toISOString(),
  after,
  skip: String(skip),
});

const pageOf = <T, Message>({ items, places, next }: AccountPage<T>, toMessage: (item: T) => Message): Page<Message> =>
  toPage({
    found: items,
    more: next !== undefined && toPosition(next),
    toMessage,
    behind: (_item, index) => toPosition(places[index] as AccountPlace),
  });

@RpcController(LedgerBooksServiceService)
export class LedgerBooksController implements Answers<LedgerBooksServiceController> {
  constructor(
    private readonly trialBalance: GetTrialBalance,
    private readonly openItems: ListOpenItems,
    private readonly liability: MeasureLiability,
    private readonly journalExport: ExportJournal,
    private readonly roots: ListRoots,
    private readonly expiring: ListExpiring,
  ) {}

  async getTrialBalance(request: GetTrialBalanceRequest): Promise<GetTrialBalanceResponse> {
    const { at, units } = await this.trialBalance.execute(toQuestion(request));
    return { asOf: at, units: units.map(toTrialBalanceMessage) };
  }

  async listExceptions({ page, ...request }: ListExceptionsRequest): Promise<ListExceptionsResponse> {
    const found = await this.openItems.exceptions(
      toQuestion(request),
      toPlace(page?.pageToken, request.asOf),
      pageSize(page),
    );
    const { items: exceptions, nextPageToken } = pageOf(found, toExceptionMessage);
    return { exceptions, nextPageToken };
  }

  async listOpenTransfers({ page, ...request }: ListOpenTransfersRequest): Promise<ListOpenTransfersResponse> {
    const found = await this.openItems.transfers(
      toQuestion(request),
      toPlace(page?.pageToken, request.asOf),
      pageSize(page),
    );
    const { items: transfers, nextPageToken } = pageOf(found, toTransferMessage);
    return { transfers, nextPageToken };
  }

  async measureLiability({
    costPerThousand: thousand,
    pointCost,
    ...request
  }: MeasureLiabilityRequest): Promise<MeasureLiabilityResponse> {
    const { at, units } = await this.liability.execute(
      toQuestion(request),
      pointCost === undefined ? costPerThousand(thousand) : costPerPoint(pointCost),
    );
    return {
      asOf: at,
      units: units.map(({ unit, accounts, cost, breakage, ...liability }) => ({
        unit,
        accounts: BigInt(accounts),
        liability: toLiabilityMessage(liability),
        cost: cost?.toString() ?? '',
        expiredMillionths: breakage,
      })),
    };
  }

  async listMemberLiabilities({
    page,
    ...request
  }: ListMemberLiabilitiesRequest): Promise<ListMemberLiabilitiesResponse> {
    const found = await this.liability.members(
      toQuestion(request),
      toPlace(page?.pageToken, request.asOf),
      pageSize(page),
    );
    const { items: members, nextPageToken } = pageOf(found, ({ memberId, unit, ...liability }) => ({
      memberId,
      unit,
      liability: toLiabilityMessage(liability),
    }));
    return { members, nextPageToken };
  }

  exportJournal(
    { clubId, unit, from, to, format }: ExportJournalRequest,
    _metadata?: Metadata,
    call?: AnsweredCall,
  ): Observable<ExportJournalResponse> {
    const lines = this.journalExport.execute({ clubId, ...unitOf(unit), ...(from && { from }), ...(to && { to }) });
    return paced(exportText(lines, format === ExportFormat.EXPORT_FORMAT_JSONL ? 'jsonl' : 'csv'), call).pipe(
      map((text) => ({ text })),
    );
  }

  async listRoots({ page }: ListRootsRequest): Promise<ListRootsResponse> {
    const { roots: found, before } = await this.roots.execute(
      decodePageToken(page?.pageToken, ['before'])?.before,
      pageSize(page),
    );
    const toMessage = ({ day, root, accounts, keptAt }: DailyRoot): DailyRootMessage => ({
      day,
      root,
      accounts: BigInt(accounts),
      keptAt,
    });
    const { items: roots, nextPageToken } = toPage({
      found,
      more: before !== undefined,
      toMessage,
      behind: ({ day }) => ({ before: day }),
    });
    return { roots, nextPageToken };
  }

  async listExpiring({ clubId, unit, before, page }: ListExpiringRequest): Promise<ListExpiringResponse> {
    const { members: found, after } = await this.expiring.execute(
      { clubId, ...unitOf(unit) },
      before,
      decodePageToken(page?.pageToken, ['after'])?.after,
      pageSize(page),
    );
    const behind = ({ memberId, unit: its }: ExpiringUnits): PagePosition => ({
      after: accountText({ clubId, memberId, unit: its }),
    });
    const { items: members, nextPageToken } = toPage({
      found,
      more: after !== undefined,
      toMessage: toExpiringMessage,
      behind,
    });
    return { members, nextPageToken };
  }
}
