import { unreadTerms } from '@vafa/contracts';
import { BatchStatus, type BatchItem, type BatchOutcome } from '@vafa/contracts/checkout';
import type { Club } from '@vafa/contracts/membership';
import { judgeReceipt } from '@vafa/contracts/receipts';
import { isDomainError, type Clock } from '@vafa/kernel';
import type { Caller } from '../../domain/api-key.ts';
import type { RememberedClubs } from './remembered-clubs.ts';
import type { Services } from './services.ts';

/** A sale or return made elsewhere; its branch is named by code or id. */
export interface MadeElsewhere extends BatchItem {
  /** Of the member, who is enrolled when first seen. */
  readonly externalId?: string;
}

const lookUpsInFlight = 16;
/**
 * Lines of an item that are told one by one when all of them are refused; an item may have many more than a receipt.
 */
const linesToldMax = 50_000;
const refusedAs = (code: string): BatchOutcome => ({
  status: BatchStatus.BATCH_STATUS_EXCEPTION,
  saleId: '',
  exceptions: [{ row: 0n, code, quantityMilli: 0n, fits: [] }],
  differs: [],
  repeated: false,
  completed: false,
});

/**
 * Submits sales and returns made elsewhere; one that names an unknown branch or member is an exception and does not
 * hold up the others.
 */
export class SendBatch {
  constructor(
    private readonly services: Pick<Services, 'membership' | 'checkout'>,
    private readonly clubs: RememberedClubs,
    private readonly clock: Clock,
  ) {}

  /** An outcome for each, in the order asked. `source` names the submission: a repeat of it gets the first outcomes. */
  async execute(club: Club, caller: Caller, source: string, sales: readonly MadeElsewhere[]): Promise<BatchOutcome[]> {
    const prepared = await inSlices(sales, lookUpsInFlight, (sale, place) => this.prepare(club, caller, sale, place));
    const now = this.clock.now();
    const judged = prepared.map((item, place) =>
      typeof item === 'string' || !sales[place]?.externalId ? item : withoutRefused(item, club, now),
    );
    // Only who is named by a sale that may be submitted, and of which a line can be accepted, is enrolled.
    const enrolled = await this.enrol(
      club.id,
      sales.filter((_sale, place) => isToEnrol(judged[place])),
    );
    const items = judged.flatMap((item, place) =>
      typeof item === 'string' ? [] : [{ ...item, memberId: memberOf(sales[place], enrolled) }],
    );
    const batch = { ...unreadTerms, clubId: club.id, source, items };
    const { outcomes } = items.length === 0 ? { outcomes: [] } : await this.services.checkout.submitBatch(batch);
    const inTurn = outcomes.values();
    return prepared.map((item) =>
      typeof item === 'string' ? refusedAs(item) : (inTurn.next().value ?? refusedAs('internal')),
    );
  }

  private async enrol(clubId: string, sales: readonly MadeElsewhere[]): Promise<ReadonlyMap<string, string>> {
    const externalIds = [...new Set(sales.flatMap(({ externalId }) => (externalId ? [externalId] : [])))];
    if (externalIds.length === 0) return new Map();
    const { memberIds } = await this.services.membership.ensureMembers({ clubId, externalIds });
    return new Map(externalIds.map((externalId, place) => [externalId, memberIds[place] ?? '']));
  }

  /** The item, or the code of why it cannot be one. */
  private async prepare(
    { id: clubId }: Club,
    caller: Caller,
    { externalId: _externalId, memberId, ...sale }: MadeElsewhere,
    place: number,
  ): Promise<Prepared | string> {
    try {
      const { id: branchId } = await this.clubs.branchFor(caller, clubId, sale.branchId);
      if (memberId !== '') await this.services.membership.getMember({ clubId, memberId });
      return {
        ...sale,
        sessionId: sale.isReturn ? '' : sale.sessionId,
        branchId,
        row: BigInt(place),
        lines: sale.lines.map((line, index) => ({ ...line, row: BigInt(index + 1) })),
      };
    } catch (error) {
      if (isDomainError(error) && (error.kind === 'not_found' || error.kind === 'forbidden')) return error.code;
      throw error;
    }
  }
}

type Prepared = Omit<BatchItem, 'memberId'>;

const isToEnrol = (item: Prepared | string | undefined): boolean =>
  item !== undefined && typeof item !== 'string' && item.lines.length > 0;

/**
 * An item of which no line can be accepted by what it says is submitted as its exceptions: one moment decides, here and
 * in checkout.
 */
const withoutRefused = (item: Prepared, { currencyDigits }: Club, now: Date): Prepared => {
  const verdict = judgeReceipt(
    { at: item.at ?? new Date(Number.NaN), isReturn: item.isReturn, lines: item.lines },
    currencyDigits,
    now,
  );
  if (verdict.fault === undefined && verdict.sold.length + verdict.back.length > 0) return item;
  const told =
    verdict.fault === undefined
      ? verdict.refused.map(({ of, code }) => ({ of, code }))
      : item.lines.slice(0, linesToldMax).map((of) => ({ of, code: verdict.fault }));
  return {
    ...item,
    sessionId: '',
    lines: [],
    exceptions: told.map(({ of: { row }, code }) => ({ row, code, quantityMilli: 0n, fits: [] })),
  };
};

const memberOf = (sale: MadeElsewhere | undefined, enrolled: ReadonlyMap<string, string>): string =>
  (sale?.memberId || enrolled.get(sale?.externalId ?? '')) ?? '';

const inSlices = async <T, R>(
  items: readonly T[],
  size: number,
  work: (item: T, place: number) => Promise<R>,
): Promise<R[]> => {
  const results: R[] = [];
  for (let from = 0; from < items.length; from += size) {
    results.push(...(await Promise.all(items.slice(from, from + size).map((item, index) => work(item, from + index)))));
  }
  return results;
};
