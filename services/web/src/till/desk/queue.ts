import type { Decline, PaidSale, Receipt } from '../sale/paid-sale.ts';
import type { TillStore } from '../store/till-store.ts';
import type { DeskState, Watched } from './desk-state.ts';
import type { RefusalReport } from '../store/kept-report.ts';
import { restMs } from './rest-ms.ts';
import type { SaleSender, Sent } from './send-sale.ts';

/** What was paid and is not decided: sent in its order, until the club has it or a person has seen to it. */
export class Queue {
  private isReplaying = false;
  private isClosed = false;
  private timer: ReturnType<typeof setTimeout> | undefined;
  /** In vain, one after the other. */
  private tries = 0;

  constructor(
    private readonly desk: Watched<DeskState>,
    private readonly store: TillStore,
    private readonly sender: () => SaleSender,
    private readonly note: (error: unknown, by: SaleSender) => void,
    private readonly tell: (paid: PaidSale, why: Decline, more: Partial<RefusalReport>) => void,
  ) {}

  close(): void {
    this.isClosed = true;
    clearTimeout(this.timer);
  }

  /** Sends again after a rest; what rests already is not put off. */
  private sendAfter(error: unknown): void {
    const ms = restMs(error, this.tries + 1);
    if (ms === undefined || this.timer !== undefined || this.isClosed) return;
    this.tries++;
    this.timer = setTimeout(() => {
      this.timer = undefined;
      void this.replay();
    }, ms);
  }

  /** Notes what became of a sale that was sent. */
  async settle(paid: PaidSale, sent: Sent): Promise<void> {
    const before = this.desk.get().receipts.find(({ id }) => id === paid.id);
    if (sent.outcome === 'waiting') return this.sendAfter(sent.error);
    this.tries = 0;
    // With what was settled of it while it was sent.
    const known = this.desk.get().waiting.find(({ id }) => id === paid.id) ?? paid;
    const earned = sent.session === undefined ? {} : { earned: Number(sent.session.points) };
    const receipt: Receipt | undefined = before && { ...before, ...earned, state: sent.outcome };
    const decided = sent.outcome === 'declined' ? { ...known, decline: sent.decline } : undefined;
    await this.store.settle(paid.id, decided, receipt);
    if (sent.outcome === 'declined') this.tell(known, sent.decline, {});
    else if (paid.refused !== undefined) this.tell(known, paid.refused, { taken: true });
    const { waiting, receipts, done } = this.desk.get();
    this.desk.set({
      waiting: waiting.flatMap((each) => (each.id !== paid.id ? [each] : decided === undefined ? [] : [decided])),
      receipts: receipts.map((each) => (receipt !== undefined && each.id === receipt.id ? receipt : each)),
      ...(receipt !== undefined && done?.id === receipt.id && { done: receipt }),
    });
  }

  /** Sends what waits, in the order in which it was paid. */
  async replay(): Promise<void> {
    if (this.isReplaying || this.isClosed) return;
    this.isReplaying = true;
    clearTimeout(this.timer);
    this.timer = undefined;
    try {
      const { waiting, sale } = this.desk.get();
      const open = waiting.filter(({ decline, id }) => decline === undefined && id !== sale.id);
      for (const paid of open.toSorted((a, b) => (a.paidAt < b.paidAt ? -1 : 1))) {
        const sender = this.sender();
        const sent = await sender.send(paid, false);
        if (sent.outcome === 'waiting') this.note(sent.error, sender);
        await this.settle(paid, sent);
        if (sent.outcome === 'waiting') return;
      }
    } finally {
      this.isReplaying = false;
    }
  }

  /** A person says that a declined sale shall be tried again. */
  async retry(id: string): Promise<void> {
    const waiting = this.desk.get().waiting.map((paid): PaidSale => {
      const { decline, ...open } = paid;
      return paid.id === id && decline !== undefined ? { ...open, refused: decline } : paid;
    });
    this.desk.set({ waiting });
    await this.replay();
  }

  /** A person has seen to a declined sale and says how: it is not sent any more. */
  async putAside(id: string, note: string): Promise<void> {
    const { waiting } = this.desk.get();
    const paid = waiting.find((each) => each.id === id);
    if (paid === undefined) return;
    this.desk.set({ waiting: waiting.filter((each) => each !== paid) });
    if (paid.decline !== undefined) this.tell(paid, paid.decline, { aside_note: note });
    await this.store.settle(id, undefined, undefined);
  }
}
