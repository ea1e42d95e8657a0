import type { Readable } from 'node:stream';
import type { Metadata } from '@grpc/grpc-js';
import {
  LedgerServiceService,
  NegativePolicy,
  type Account,
  type AdjustBalanceRequest,
  type AdjustBalanceResponse,
  type OpenBalanceRequest,
  type OpenBalanceResponse,
  type Command as CommandMessage,
  type Entry as EntryMessage,
  type GetBalancesRequest,
  type GetBalancesResponse,
  type GetExpiringRequest,
  type GetExpiringResponse,
  type GetLedgerSummaryRequest,
  type GetLedgerSummaryResponse,
  type GetOutcomesRequest,
  type GetOutcomesResponse,
  type GetStatementRequest,
  type GetStatementResponse,
  type LedgerServiceController,
  type ListUnitsRequest,
  type ListUnitsResponse,
  type Outcome as OutcomeMessage,
  type PostRequest,
  type PostResponse,
  type PostStreamRequest,
  type PostStreamResponse,
  type PutUnitRequest,
  type PutUnitResponse,
  type SettleExceptionRequest,
  type SettleExceptionResponse,
  type VerifyRequest,
  type VerifyResponse,
} from '@vafa/contracts/ledger';
import { DomainError, type ErrorKind } from '@vafa/kernel';
import { concatMap, map, type Observable } from 'rxjs';
import { decodePageToken, pageSize, toPage, type PagePosition } from '@vafa/mongo';
import { RpcController, type Answers } from '@vafa/process';
import { costOf, costPerPoint } from '../../domain/reports/cost.ts';
import { malformedOutcome, type Outcome } from '../../domain/journal/outcome.ts';
import type { Command } from '../../domain/journal/command.ts';
import { LedgerError } from '../../domain/journal/ledger-error.ts';
import { GetBalances } from '../../use-cases/account/get-balances.ts';
import { GetExpiring } from '../../use-cases/account/get-expiring.ts';
import { GetOutcomes } from '../../use-cases/account/get-outcomes.ts';
import { GetStatement, type StatementPlace } from '../../use-cases/account/get-statement.ts';
import { ListUnits } from '../../use-cases/list-units.ts';
import { PostCommands } from '../../use-cases/journal/post-commands.ts';
import { PutUnit } from '../../use-cases/put-unit.ts';
import { SummariseLedger } from '../../use-cases/reports/summarise-ledger.ts';
import { VerifyJournal } from '../../use-cases/journal/verify-journal.ts';
import { toCommand } from '../messages/to-command.ts';
import { toEntryMessage } from '../messages/to-entry-message.ts';
import { toOutcomeMessage } from '../messages/to-outcome-message.ts';
import { toUnit, toUnitMessage } from '../messages/to-unit.ts';

/** Of one stream: the next batch is taken when one of these is answered. */
const batchesInFlightMax = 8;

const noAccount: Account = { clubId: '', memberId: '', unit: '' };
const notUnderstood = 'the command names no account or no verb that this ledger knows';

const toPlace = (token: string | undefined): StatementPlace | undefined => {
  const position = decodePageToken(token, ['version', 'index']);
  if (!position) return undefined;
  const place = { version: Number(position.version), index: Number(position.index) };
  if (Number.isSafeInteger(place.version) && Number.isSafeInteger(place.index)) return place;
  throw new DomainError('invalid', 'invalid_page_token', 'the page token is not one of a statement');
};

const toPosition = ({ version, index }: StatementPlace): PagePosition => ({
  version: String(version),
  index: String(index),
});

/** Kinds of refusals of a command, where an rpc is one command; all others are `refused`. */
const kinds: Readonly<Record<string, ErrorKind>> = {
  invalid: 'invalid',
  unknown_unit: 'not_found',
  key_reused: 'conflict',
};

const refused = ({ refusal = 'invalid', message = notUnderstood }: Partial<OutcomeMessage> = {}): DomainError =>
  new DomainError(kinds[refusal] ?? 'refused', refusal === 'invalid' ? 'invalid_account' : refusal, message);

@RpcController(LedgerServiceService)
export class LedgerController implements Answers<LedgerServiceController> {
  constructor(
    private readonly postCommands: PostCommands,
    private readonly balancesOf: GetBalances,
    private readonly statementOf: GetStatement,
    private readonly summariseLedger: SummariseLedger,
    private readonly verifyJournal: VerifyJournal,
    private readonly unitPut: PutUnit,
    private readonly unitsOf: ListUnits,
    private readonly knownOutcomes: GetOutcomes,
    private readonly expiringOf: GetExpiring,
  ) {}

  async post({ commands }: PostRequest): Promise<PostResponse> {
    return { outcomes: await this.outcomesOf(commands) };
  }

  postStream(
    requests: Observable<PostStreamRequest>,
    _metadata?: Metadata,
    call?: Readable,
  ): Observable<PostStreamResponse> {
    let inFlight = 0;
    const answer = (commands: readonly CommandMessage[]): Promise<PostStreamResponse> => {
      // The caller is not read from while enough of it is in flight.
      if (++inFlight === batchesInFlightMax) call?.pause();
      const answered = this.outcomesOf(commands).then((outcomes) => {
        if (inFlight-- === batchesInFlightMax) call?.resume();
        return { outcomes };
      });
      // Whoever waits for its turn is told then.
      answered.catch(() => undefined);
      return answered;
    };
    return requests.pipe(
      map(({ commands }) => answer(commands)),
      concatMap((answered) => answered),
    );
  }

  async settleException({ key, account, ...settle }: SettleExceptionRequest): Promise<SettleExceptionResponse> {
    return { entry: await this.decided({ key, account, reason: 'settlement' }, { $case: 'settle', value: settle }) };
  }

  async adjustBalance(request: AdjustBalanceRequest): Promise<AdjustBalanceResponse> {
    const { key, account, occasion: reason, amount, by } = request;
    const value = { amount, by, policy: NegativePolicy.NEGATIVE_POLICY_WITHIN_BALANCE, expiresAt: undefined };
    return { entry: await this.decided({ key, account, reason }, { $case: 'adjust', value }) };
  }

  async openBalance({ lots, by, reason: _kept, ...about }: OpenBalanceRequest): Promise<OpenBalanceResponse> {
    // Without a person it would be whoever is trusted, and no limit would hold.
    const responsible = by ?? { person: '', role: '', approver: '' };
    const verb = { $case: 'open' as const, value: { lots, by: responsible } };
    return { entry: await this.decided({ ...about, reason: 'opening' }, verb) };
  }

  /** One command that a person decided on. Raises its refusal. */
  private async decided(
    about: Pick<CommandMessage, 'key' | 'account' | 'reason'> & { readonly reference?: string },
    verb: CommandMessage['verb'],
  ): Promise<EntryMessage> {
    const command = {
      reference: '',
      ...about,
      cause: about.key,
      effectiveAt: undefined,
      finished: false,
      terms: undefined,
      verb,
    };
    const [outcome] = await this.outcomesOf([command]);
    if (outcome?.entry === undefined || outcome.refusal !== '') throw refused(outcome);
    return outcome.entry;
  }

  async getOutcomes({ account, keys }: GetOutcomesRequest): Promise<GetOutcomesResponse> {
    const found = await this.knownOutcomes.execute(account ?? noAccount, keys);
    return {
      outcomes: keys.map((key, index) => ({
        key,
        known: found[index] !== undefined,
        outcome: found[index] && toOutcomeMessage(found[index]),
      })),
    };
  }

  async putUnit({ unit }: PutUnitRequest): Promise<PutUnitResponse> {
    if (!unit) throw new LedgerError('invalid', 'invalid_unit', 'there is no unit in the request');
    return { unit: toUnitMessage(await this.unitPut.execute(toUnit(unit), Number(unit.version))) };
  }

  async listUnits({ clubId }: ListUnitsRequest): Promise<ListUnitsResponse> {
    return { units: (await this.unitsOf.execute(clubId)).map(toUnitMessage) };
  }

  private async outcomesOf(commands: readonly CommandMessage[]): Promise<OutcomeMessage[]> {
    const asked = commands.map(toCommand);
    const understood = asked.filter((command): command is Command => command !== undefined);
    const answers = (await this.postCommands.execute(understood)).values();
    const outcomes = asked.map(
      (command, index): Outcome =>
        command ? (answers.next().value as Outcome) : malformedOutcome(commands[index]?.key ?? '', notUnderstood),
    );
    return outcomes.map(toOutcomeMessage);
  }

  async getBalances({ clubId, memberId, asOf }: GetBalancesRequest): Promise<GetBalancesResponse> {
    const balances = await this.balancesOf.execute(clubId, memberId, asOf);
    return {
      balances: balances.map(({ unit, decimals, available, pending, held, totals }) => ({
        unit,
        decimals,
        available,
        pending,
        held,
        lifetimeEarned: totals.issued - totals.takenBack,
      })),
    };
  }

  async getExpiring({ clubId, memberId }: GetExpiringRequest): Promise<GetExpiringResponse> {
    return { ends: [...(await this.expiringOf.execute(clubId, memberId))] };
  }

  async getStatement({ account, page, asOf }: GetStatementRequest): Promise<GetStatementResponse> {
    const {
      entries: found,
      places,
      next,
    } = await this.statementOf.execute(account ?? noAccount, toPlace(page?.pageToken), pageSize(page), asOf);
    const { items: entries, nextPageToken } = toPage({
      found,
      more: next !== undefined,
      toMessage: toEntryMessage,
      behind: (_entry, index) => toPosition(places[index] as StatementPlace),
    });
    return { entries, nextPageToken };
  }

  async getLedgerSummary({
    clubId,
    unit,
    best,
    pointCost,
  }: GetLedgerSummaryRequest): Promise<GetLedgerSummaryResponse> {
    const cost = costPerPoint(pointCost);
    const { best: ranked, ...sums } = await this.summariseLedger.execute(clubId, unit, best);
    return {
      ...sums,
      cost: costOf(sums.outstanding, unit, cost)?.toString() ?? '',
      best: ranked.map((member) => ({ ...member })),
    };
  }

  async verify({ clubId }: VerifyRequest): Promise<VerifyResponse> {
    const { accounts, commits, entries, findings, root } = await this.verifyJournal.execute(
      clubId === '' ? undefined : clubId,
    );
    return {
      accounts: BigInt(accounts),
      commits: BigInt(commits),
      entries: BigInt(entries),
      findings: findings.map((finding) => ({ ...finding, version: BigInt(finding.version) })),
      root,
    };
  }
}
