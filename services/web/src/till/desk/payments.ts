import { ApiProblem } from '@vafa/client';
import type { PaidSale } from '../sale/paid-sale.ts';
import type { Sale } from '../sale/sale.ts';
import type { ClubLink } from './club-link.ts';
import type { DeskState, Watched } from './desk-state.ts';

interface Payment {
  readonly paid: PaidSale;
  /** The sale that is at hand since. */
  readonly next: Sale;
  /** Until then nothing of it is sent. */
  readonly isKept: Promise<void>;
  /** Makes it the sale at hand again. */
  readonly takeBack: (refusal: unknown) => void;
}

/** Brings what was paid to the club, one after the other, while the next sale is at hand. */
export class Payments {
  private last: Promise<void> = Promise.resolve();
  private open = 0;

  constructor(
    private readonly desk: Watched<DeskState>,
    private readonly link: Pick<ClubLink, 'send' | 'queue'>,
  ) {}

  bring(payment: Payment): Promise<void> {
    this.open++;
    this.desk.set({ isPaying: true });
    const work = async (): Promise<void> => {
      try {
        await this.bringOne(payment);
      } finally {
        this.open--;
        this.desk.set({ isPaying: this.open > 0 });
      }
    };
    this.last = this.last.then(work, work);
    return this.last;
  }

  private async bringOne({ paid, next, isKept, takeBack }: Payment): Promise<void> {
    try {
      await isKept;
    } catch (error) {
      return takeBack(error);
    }
    const sent = this.desk.get().isOnline ? await this.link.send(paid) : undefined;
    const { sale, waiting } = this.desk.get();
    // Once the next sale was begun, a person sees to it in the queue.
    if (sent?.outcome === 'declined' && sent.session === undefined && sale === next) {
      const { code, text } = sent.decline;
      return takeBack(new ApiProblem(409, code, text, sent.decline));
    }
    this.desk.set({ waiting: [...waiting, paid] });
    if (sent !== undefined) await this.link.queue.settle(paid, sent);
  }
}
