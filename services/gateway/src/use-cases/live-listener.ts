import type { LiveEvent } from '../domain/live-event.ts';

/** Who looks on. */
export interface LiveLooker {
  /** Of the sign-in, or of the key. */
  readonly callerId: string;
  readonly clubId: string;
  /** Empty: all branches. */
  readonly branchIds: readonly string[];
}

export type LiveEnd = 'left' | 'slow' | 'stopping';

export type LiveItem =
  | { readonly kind: 'event'; readonly event: LiveEvent }
  /** Something may have happened that is not told. */
  | { readonly kind: 'gap' };

/** What one reader is still to be told; bounded. */
export class LiveListener {
  private waiting: LiveItem[] = [];
  private answer: (() => void) | undefined;
  private over: LiveEnd | undefined;
  private told: ((why: LiveEnd) => void) | undefined;

  constructor(
    readonly looker: LiveLooker,
    private readonly waitingMax: number,
    private readonly onLeft: () => void,
  ) {}

  /** Calls this once, when nothing more is told. */
  onClose(told: (why: LiveEnd) => void): void {
    this.told = told;
  }

  /** Why nothing more is told; undefined while there may be more. */
  get end(): LiveEnd | undefined {
    return this.over;
  }

  offer(item: LiveItem): void {
    if (this.over !== undefined) return;
    if (this.waiting.length >= this.waitingMax) {
      this.close('slow');
      return;
    }
    this.waiting.push(item);
    this.answer?.();
  }

  /** What waits, in order; empty when nothing came in this time, or nothing will come. */
  async next(withinMs: number): Promise<readonly LiveItem[]> {
    if (this.waiting.length === 0 && this.over === undefined) await this.called(withinMs);
    const { waiting } = this;
    this.waiting = [];
    return waiting;
  }

  close(why: LiveEnd): void {
    if (this.over !== undefined) return;
    this.over = why;
    this.waiting = [];
    this.onLeft();
    this.told?.(why);
    this.answer?.();
  }

  private called(withinMs: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, withinMs);
      this.answer = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}
