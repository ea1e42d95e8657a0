import { clock, figure } from './figures.ts';

export interface Progress {
  readonly done: number;
  /** Undefined while it is not known. */
  readonly total: number | undefined;
}

interface Screen {
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(text: string): boolean;
}

const plainLineEveryMs = 2_000;
const drawEveryMs = 100;
const barWidth = 24;

/** A line that tells how far a job is: redrawn in place on a terminal, a new line now and then elsewhere. */
export class ProgressLine {
  private readonly startedAt: number;
  private drawnAt = 0;
  private firstDone: number | undefined;

  constructor(
    private readonly label: string,
    private readonly unit: string,
    private readonly screen: Screen = process.stderr,
    private readonly now: () => number = Date.now,
  ) {
    this.startedAt = now();
    this.drawnAt = this.startedAt;
  }

  show(progress: Progress): void {
    this.firstDone ??= progress.done;
    const pause = this.screen.isTTY ? drawEveryMs : plainLineEveryMs;
    if (this.now() - this.drawnAt < pause) return;
    this.drawnAt = this.now();
    this.draw(this.text(progress), false);
  }

  /** The last state, kept on the screen. */
  end(progress: Progress): void {
    this.firstDone ??= progress.done;
    this.draw(this.text(progress), true);
  }

  private draw(text: string, last: boolean): void {
    if (!this.screen.isTTY) this.screen.write(`${text}\n`);
    else this.screen.write(`\r\u001b[2K${text.slice(0, (this.screen.columns ?? 100) - 1)}${last ? '\n' : ''}`);
  }

  /** The rate is that of this sitting: what was done before it, by an earlier start, does not count. */
  private text({ done, total }: Progress): string {
    const seconds = (this.now() - this.startedAt) / 1000;
    const rate = seconds > 0 ? (done - (this.firstDone ?? 0)) / seconds : 0;
    const left = total !== undefined && rate > 0 && done < total ? `, ${clock((total - done) / rate)} left` : '';
    const of = total === undefined ? '' : ` of ${figure(total)}`;
    return `${this.label} ${this.bar(done, total)}${figure(done)}${of} ${this.unit}, ${figure(Math.round(rate))}/s${left}`;
  }

  private bar(done: number, total: number | undefined): string {
    if (!this.screen.isTTY || total === undefined || total === 0) return '';
    const filled = Math.min(barWidth, Math.floor((barWidth * done) / total));
    return `[${'█'.repeat(filled)}${'·'.repeat(barWidth - filled)}] ${Math.floor((100 * done) / total)}% `;
  }
}
