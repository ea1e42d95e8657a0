import { Metadata, Server, ServerCredentials, status, type sendUnaryData, type ServerUnaryCall } from '@grpc/grpc-js';
import {
  BatchStatus,
  CheckoutServiceService,
  type BatchItem,
  type BatchOutcome,
  type SubmitBatchRequest,
  type SubmitBatchResponse,
} from '@vafa/contracts/checkout';
import { LedgerServiceService } from '@vafa/contracts/ledger';
import {
  Calendar,
  DisplayUnit,
  MembershipServiceService,
  type Club,
  type GetMemberIdsRequest,
  type GetMemberIdsResponse,
  type ListBranchesResponse,
  type EnsureBranchesRequest,
  type EnsureBranchesResponse,
  type EnsureMembersRequest,
  type EnsureMembersResponse,
  type GetClubRequest,
  type GetClubResponse,
} from '@vafa/contracts/membership';
import { freeSocket } from '@vafa/testing';

const plain = { differs: [], repeated: false, completed: false };

export const club: Club = {
  id: 'clb_1',
  code: 'demo',
  name: 'Demo',
  currency: 'GBP',
  timeZone: 'Europe/London',
  currencyDigits: 2,
  country: 'GB',
  createdAt: new Date('2026-01-01T00:00:00Z'),
  changes: [],
  revision: 1,
  pointCost: 10_000n,
  pointValue: 10_000n,
  brandColour: '',
  logoText: '',
  displayUnit: DisplayUnit.DISPLAY_UNIT_CURRENCY,
  calendar: Calendar.CALENDAR_GREGORIAN,
};

const answered =
  <Q, A>(answer: (request: Q) => A) =>
  ({ request }: ServerUnaryCall<Q, A>, done: sendUnaryData<A>): void =>
    done(null, answer(request));

/** Membership, checkout and ledger behind real gRPC, as simple as an import needs them: a receipt is accepted once. */
export class FakeNeighbours {
  readonly url = freeSocket();
  readonly items: BatchItem[] = [];
  readonly sources = new Map<string, string>();
  readonly members = new Map<string, string>();
  private readonly server = new Server();

  async start(): Promise<void> {
    const relayed = answered(() => ({ status: { unrelayed: 0n } }));
    this.server.addService(MembershipServiceService, {
      getClub: ({ request }: ServerUnaryCall<GetClubRequest, GetClubResponse>, done: sendUnaryData<GetClubResponse>) =>
        request.idOrCode === club.id ? done(null, { club }) : done(this.noClub()),
      ensureBranches: answered<EnsureBranchesRequest, EnsureBranchesResponse>(({ clubId, branches }) => ({
        branches: branches.map(({ code, name }) => ({
          id: `brn_${code}`,
          clubId,
          code,
          name,
          closed: false,
          changes: [],
          revision: 1,
        })),
      })),
      listBranches: answered<unknown, ListBranchesResponse>(() => ({ branches: [], nextPageToken: '' })),
      getMemberIds: answered<GetMemberIdsRequest, GetMemberIdsResponse>(({ externalIds }) => ({
        memberIds: externalIds.map((id) => this.members.get(id) ?? ''),
      })),
      ensureMembers: answered<EnsureMembersRequest, EnsureMembersResponse>(({ externalIds }) => ({
        memberIds: externalIds.map((id) => this.member(id)),
      })),
    });
    this.server.addService(CheckoutServiceService, {
      submitBatch: answered<SubmitBatchRequest, SubmitBatchResponse>(({ source, items }) => ({
        outcomes: items.map((item) => this.accept(source, item)),
      })),
      getRelayStatus: relayed,
    });
    this.server.addService(LedgerServiceService, { getRelayStatus: relayed });
    await new Promise<void>((resolve, reject) => {
      this.server.bindAsync(this.url, ServerCredentials.createInsecure(), (error) =>
        error ? reject(error) : resolve(),
      );
    });
  }

  stop(): void {
    this.server.forceShutdown();
  }

  private member(externalId: string): string {
    this.members.set(externalId, `mem_${externalId}`);
    return `mem_${externalId}`;
  }

  private accept(source: string, item: BatchItem): BatchOutcome {
    const known = this.sources.get(item.receipt);
    // Rows of which none is accepted claim nothing.
    if (item.lines.length > 0) this.sources.set(item.receipt, known ?? source);
    if (known !== undefined && known !== source)
      return { ...plain, status: BatchStatus.BATCH_STATUS_DUPLICATE, exceptions: item.exceptions, saleId: 'sal' };
    if (known === undefined) this.items.push(item);
    const status = item.lines.length > 0 ? BatchStatus.BATCH_STATUS_ACCEPTED : BatchStatus.BATCH_STATUS_EXCEPTION;
    return { ...plain, status, exceptions: item.exceptions, saleId: 'sal' };
  }

  private noClub() {
    const metadata = new Metadata();
    metadata.set('vafa-code', 'club_not_found');
    return { code: status.NOT_FOUND, details: 'no such club', metadata };
  }
}
