import { goodsKey } from '@vafa/contracts/goods';
import { contestedBy } from '../domain/return/application.ts';
import { goodsForms } from '../domain/return/goods-forms.ts';
import { reallocate, withAllocation } from '../domain/return/reallocate.ts';
import type { ReceiptClaim } from '../domain/receipt/receipt-claim.ts';
import type { ApplyReturns } from './apply-returns.ts';
import { tooMuchAtOnce } from './contention.ts';
import type { Receipts } from './receipts.ts';
import type { Sessions } from './sessions.ts';

const roundsMax = 200;

/** What of a member's returns may have to move: those of these goods (keys); undefined: all. */
export interface Touched {
  readonly memberId: string;
  readonly goods?: ReadonlySet<string>;
  /**
   * A sale of them was given or taken: claims get a new revision though they stay as they are, so that nobody stores
   * what was decided before that.
   */
  readonly goodsMoved?: boolean;
}

/** A claim with another allocation than it had. */
interface Changed {
  readonly was: ReceiptClaim;
  readonly claim: ReceiptClaim;
}

const raised = (claim: ReceiptClaim): ReceiptClaim => ({ ...claim, revision: claim.revision + 1 });

/**
 * Lets every return of a member stand where it belongs by what is known now. Where all its lines go is stored in its
 * claim first; then each sale takes its part under the return's id, one at a time, and gives up what it has no longer.
 * Whoever adds a sale or a return adds it first and comes here then, so that of two at once one sees the other.
 */
export class SettleReturns {
  constructor(
    private readonly receipts: Receipts,
    private readonly sessions: Pick<Sessions, 'salesWith'>,
    private readonly applying: ApplyReturns,
  ) {}

  /** Answers the members' claims as they then stand, by id. Raises `contention`, `unavailable`: repeat. */
  async execute(clubId: string, touched: readonly Touched[]): Promise<ReadonlyMap<string, ReceiptClaim>> {
    const answers = new Map<string, ReceiptClaim>();
    let waiting = touched;
    for (let round = 0; waiting.length > 0; round++) {
      if (round === roundsMax) throw tooMuchAtOnce('too many changes of the same returns at once');
      const claims = await this.receipts.returnsOf(
        clubId,
        waiting.map(({ memberId }) => memberId),
      );
      for (const claim of claims) answers.set(claim.id, claim);
      const byMember = Map.groupBy(claims, ({ memberId = '' }) => memberId);
      const changed = (
        await Promise.all(waiting.map((one) => this.decide(clubId, one, byMember.get(one.memberId) ?? [])))
      ).flat();
      const unfit = await this.store(clubId, changed, answers);
      waiting = waiting.filter(({ memberId }) => unfit.has(memberId));
    }
    return answers;
  }

  /** Settles the members of what is not settled; answers their claims as they then stand, by id. Raises as execute. */
  async settleOpen(clubId: string, claims: readonly ReceiptClaim[]): Promise<ReadonlyMap<string, ReceiptClaim>> {
    const open = claims.filter(({ settled }) => !settled);
    const old = open.filter(({ memberId }) => memberId === undefined);
    const members = new Set(open.flatMap(({ memberId = '' }) => (memberId === '' ? [] : [memberId])));
    const [finished, settled] = await Promise.all([
      old.length > 0 ? this.finish(clubId, old) : [],
      this.execute(
        clubId,
        [...members].map((memberId) => ({ memberId, goods: new Set<string>() })),
      ),
    ]);
    return new Map([...settled, ...finished.map((claim) => [claim.id, claim] as const)]);
  }

  /** Lets the sales of stored allocations take their parts; for claims whose lines were not kept. */
  private async finish(clubId: string, claims: readonly ReceiptClaim[]): Promise<readonly ReceiptClaim[]> {
    const { overtaken } = await this.applying.execute(clubId, claims);
    const finished = claims.map((claim) => (overtaken.has(claim) ? claim : { ...claim, settled: true }));
    await this.receipts.settle(finished.filter(({ settled }) => settled));
    return finished;
  }

  /** The claims whose allocation is another one now. */
  private async decide(
    clubId: string,
    { memberId, goods, goodsMoved = false }: Touched,
    claims: readonly ReceiptClaim[],
  ): Promise<Changed[]> {
    const asked = claims
      .filter(({ settled }) => goods === undefined || !settled)
      .flatMap(({ wanted }) => wanted.map(({ sku }) => goodsKey(sku)));
    const keys = new Set([...(goods ?? []), ...asked]);
    const together = claims.filter(({ wanted }) => wanted.some(({ sku }) => keys.has(goodsKey(sku))));
    if (together.length === 0) return [];
    const until = new Date(Math.max(...together.map(({ at }) => at?.getTime() ?? 0)));
    const skus = goodsForms(
      together.flatMap(({ wanted }) => wanted.flatMap(({ sku }) => (keys.has(goodsKey(sku)) ? [sku] : []))),
    );
    const sales = await this.sessions.salesWith(clubId, memberId, skus, until);
    const allocations = reallocate(memberId, together, sales, keys);
    return together.flatMap((claim) => {
      const allocation = allocations.get(claim.id);
      const next = allocation && (withAllocation(claim, allocation) ?? (goodsMoved ? raised(claim) : undefined));
      return next ? [{ was: claim, claim: next }] : [];
    });
  }

  /** Answers the members whose returns have to be decided again. */
  private async store(
    clubId: string,
    changed: readonly Changed[],
    answers: Map<string, ReceiptClaim>,
  ): Promise<ReadonlySet<string>> {
    const stored = await this.receipts.allocate(changed.map(({ claim }) => claim));
    const ours = changed.filter((_one, index) => stored[index]);
    const open = ours.filter(({ claim }) => !claim.settled);
    const claims = open.map(({ claim }) => claim);
    const contested = new Set(open.flatMap(({ was }) => contestedBy(was)));
    const { stuck, overtaken } = await this.applying.execute(clubId, claims, contested);
    const settled = claims
      .filter((claim) => !stuck.has(claim) && !overtaken.has(claim))
      .map((claim) => ({ ...claim, settled: true }));
    const late = await this.receipts.settle(settled);
    for (const claim of [...ours.map((one) => one.claim), ...settled]) answers.set(claim.id, claim);
    const lost = changed.filter((_one, index) => !stored[index]).map(({ claim }) => claim);
    const unfit = [...lost, ...stuck, ...overtaken, ...settled.filter(({ id }) => late.has(id))];
    return new Set(unfit.map(({ memberId = '' }) => memberId));
  }
}
