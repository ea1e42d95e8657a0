import { ApiProblem, type Basket } from '@vafa/client';
import type { TillStore } from '../store/till-store.ts';
import type { ClubLink } from './club-link.ts';
import type { DeskState, Watched } from './desk-state.ts';
import { basketOf } from './records.ts';
import { isOffline } from './send-sale.ts';

/** Of a session that a sale cannot go on with: it gets another one. */
const spent: ReadonlySet<string> = new Set([
  'session_not_open',
  'session_differs',
  'session_closed',
  'session_expired',
  'receipt_taken',
]);

interface JudgedDesk extends Watched<DeskState> {
  readonly lines: Basket['lines'];
  /** The same sale under another id and number. */
  readonly renew: () => void;
}

/** Asks the club what the sale at hand brings, again after each change; only the latest answer counts. */
export class Judging {
  private timer: ReturnType<typeof setTimeout> | undefined;
  private turn = 0;
  private asked: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly desk: JudgedDesk,
    private readonly store: TillStore,
    private readonly link: Pick<ClubLink, 'ask'>,
  ) {}

  /** Whatever is on its way does not count any more. */
  stop(): void {
    clearTimeout(this.timer);
    this.turn++;
  }

  /** All that was asked has its answer: what ends a session must not overtake what opens it. */
  async answered(): Promise<void> {
    await this.asked;
  }

  soon(afterMs: number): void {
    this.stop();
    this.desk.set({ isJudging: this.desk.lines.length > 0 });
    this.timer = setTimeout(() => void this.judge(), afterMs);
  }

  private async judge(): Promise<void> {
    const turn = ++this.turn;
    const { lines } = this.desk;
    if (lines.length === 0) return this.desk.set({ judged: undefined, refusal: undefined, isJudging: false });
    if (!this.desk.get().isOnline) return this.desk.set({ judged: undefined, isJudging: false });
    this.noteSent();
    const { sale, own } = this.desk.get();
    try {
      const body = basketOf(own, sale, lines);
      const path = { session_id: sale.id };
      const answer = this.link.ask((api) => api.call('putSession', { path, query: {}, body }));
      this.asked = Promise.allSettled([this.asked, answer]);
      const judged = await answer;
      if (turn === this.turn) this.desk.set({ judged, refusal: undefined, isJudging: false });
    } catch (refusal) {
      if (turn !== this.turn) return;
      this.desk.set({ isJudging: false, judged: undefined });
      if (refusal instanceof ApiProblem && spent.has(refusal.code)) return this.desk.renew();
      if (!isOffline(refusal)) this.desk.set({ refusal });
    }
  }

  /** On its way to the device while the basket is on its way to the club: neither waits for the other. */
  private noteSent(): void {
    const { sale } = this.desk.get();
    if (sale.isSent) return;
    const noted = { ...sale, isSent: true };
    this.desk.set({ sale: noted });
    void this.store.keepSale(noted);
  }
}
