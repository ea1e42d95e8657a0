import { DomainError } from '@vafa/kernel';
import type { Link } from './link.ts';
import type { MemoryJournal } from './memory-journal.ts';
import type { Tally } from './tally.ts';
import { eventOf, type CommitEvent } from './topic.ts';

/** What a consumer keeps of an account. */
export interface Projected {
  readonly epoch: number;
  readonly sequence: number;
  readonly available: bigint;
  readonly pending: bigint;
  readonly held: bigint;
  readonly entries: number;
  /** Sum of all changes of the available balance: what is applied twice or not at all shows in it. */
  readonly moved: bigint;
  /** Offset of the last event applied. It must decide nothing. */
  readonly offset: number;
}

export const nothingProjected: Projected = {
  epoch: 0,
  sequence: 0,
  available: 0n,
  pending: 0n,
  held: 0n,
  entries: 0,
  moved: 0n,
  offset: -1,
};

export const applied = (
  known: Projected,
  { epoch, sequence, available, pending, held, amounts }: CommitEvent,
  offset: number,
): Projected => ({
  epoch,
  sequence,
  available,
  pending,
  held,
  entries: known.entries + amounts.length,
  moved: amounts.reduce((sum, amount) => sum + amount, known.moved),
  offset,
});

export interface Delivered {
  readonly event: CommitEvent;
  readonly offset: number;
}

/** The projection after a delivered event. `fetch` asks the producer for the events of some sequences. */
export type Follow = (
  known: Projected,
  delivered: Delivered,
  fetch: (from: number, to: number) => Promise<readonly CommitEvent[]>,
) => Promise<Projected>;

/** Advances by exactly one: what is known is skipped, what is missing is fetched first. */
export const follow: Follow = async (known, { event, offset }, fetch) => {
  if (event.sequence <= known.sequence) return known;
  const missing = event.sequence === known.sequence + 1 ? [] : await fetch(known.sequence + 1, event.sequence - 1);
  return applied(
    missing.reduce((projected, each) => applied(projected, each, offset), known),
    event,
    offset,
  );
};

/** A read model of another service: one document per account, saved only if nobody saved it meanwhile. */
export class Projection {
  readonly documents = new Map<string, Projected>();

  constructor(
    private readonly journal: MemoryJournal,
    private readonly tally: Tally,
  ) {}

  /**
   * Handles events over a process's link. Raises `unavailable`, and `projection_saved` when another process was faster:
   * then none of the offsets counts.
   */
  async handle(delivered: readonly Delivered[], link: Link, rule: Follow): Promise<void> {
    const accounts = [...new Set(delivered.map(({ event }) => event.account))];
    const before = await link.read(
      'load projections',
      () => new Map(accounts.map((account) => [account, this.documents.get(account) ?? nothingProjected])),
    );
    const after = new Map(before);
    for (const each of delivered) {
      const { account } = each.event;
      const fetch = (from: number, to: number): Promise<readonly CommitEvent[]> => {
        this.tally.fault('gap_met');
        return link.read('fetch a gap', () => this.journal.commitsOf(account, from, to).map(eventOf));
      };
      after.set(account, await rule(after.get(account) ?? nothingProjected, each, fetch));
    }
    const saves = accounts
      .map((account) => ({
        account,
        known: before.get(account) ?? nothingProjected,
        next: after.get(account) ?? nothingProjected,
      }))
      .filter(({ known, next }) => next !== known);
    const saved = await link.write(
      'save projections',
      saves.map(({ account, known, next }) => () => {
        if ((this.documents.get(account) ?? nothingProjected) === known) this.documents.set(account, next);
      }),
      () => saves.every(({ account, next }) => this.documents.get(account) === next),
    );
    if (!saved) throw new DomainError('conflict', 'projection_saved', 'another process saved a projection first');
  }
}
