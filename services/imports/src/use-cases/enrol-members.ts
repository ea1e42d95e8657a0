import type { TaskClub } from '../domain/import-task.ts';
import type { Receipt } from '../domain/receipt.ts';
import type { ImportTarget } from './import-ports.ts';
import { untilAvailable } from './until-available.ts';

/** Receipts are looked ahead so far: one call enrols the members of many batches. */
const namesPerCall = 1_000;
const rowsAheadMax = 20_000;

/** Enrols whom receipts with rows to submit name, before they are submitted. */
export class EnrolMembers {
  /** Ids by external id, of everybody seen so far. */
  readonly ids = new Map<string, string>();

  constructor(
    private readonly target: Pick<ImportTarget, 'ensureMembers'>,
    private readonly club: Pick<TaskClub, 'clubId'>,
    private readonly signal: AbortSignal,
  ) {}

  /** The same receipts in the same order; the member of each one that comes is enrolled. */
  async *ahead(receipts: Iterable<Receipt> | AsyncIterable<Receipt>): AsyncGenerator<Receipt> {
    let waiting: Receipt[] = [];
    let rows = 0;
    const names = new Set<string>();
    for await (const receipt of receipts) {
      if (receipt.rows.length > 0 && receipt.member !== '' && !this.ids.has(receipt.member)) names.add(receipt.member);
      // Nobody is to be enrolled: it need not wait.
      if (names.size === 0) {
        yield receipt;
        continue;
      }
      waiting.push(receipt);
      rows += receipt.rows.length;
      if (names.size < namesPerCall && rows < rowsAheadMax) continue;
      await this.enrol(names);
      yield* waiting;
      [waiting, rows] = [[], 0];
    }
    await this.enrol(names);
    yield* waiting;
  }

  private async enrol(names: Set<string>): Promise<void> {
    if (names.size === 0) return;
    const found = await untilAvailable(() => this.target.ensureMembers(this.club.clubId, [...names]), this.signal);
    for (const name of names) this.ids.set(name, found.get(name) ?? '');
    names.clear();
  }
}
