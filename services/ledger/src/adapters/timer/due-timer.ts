import { createLogger } from '@vafa/telemetry';
import type { NoteDueAccounts } from '../../use-cases/note-due-accounts.ts';
import type { RunDueWork } from '../../use-cases/run-due-work.ts';

const notesEveryMs = 2_000;
/** A process that is stopped every day, before its first hour is over, does its work too. */
const firstAfterMs = 60_000;

/** Writes notes behind the commits, and does the due work every so often. */
export class DueTimer {
  private readonly log = createLogger('ledger');
  private readonly timers: NodeJS.Timeout[] = [];
  private writing: Promise<void> = Promise.resolve();
  private working: Promise<void> | undefined;
  private stopped = false;

  constructor(
    private readonly notes: NoteDueAccounts,
    private readonly work: RunDueWork,
    private readonly everyMs: number,
  ) {}

  start(): void {
    const run = (): void => this.run();
    this.timers.push(setInterval(() => this.write(), notesEveryMs).unref(), setTimeout(run, Math.min(firstAfterMs, this.everyMs)).unref(), setInterval(run, this.everyMs).unref());
  }

  /** Waits for the round in hand, and writes what waits. */
  async stop(): Promise<void> {
    this.stopped = true;
    for (const timer of this.timers) clearTimeout(timer);
    await this.working;
    this.write();
    await this.writing;
  }

  private write(): void {
    this.writing = this.writing
      .then(() => this.notes.execute())
      .catch((error: unknown) => {
        this.log.warn({ err: error }, 'what will be due could not be noted; the next round tries again');
      });
  }

  private run(): void {
    this.working ??= this.execute().finally(() => {
      this.working = undefined;
    });
  }

  private async execute(): Promise<void> {
    try {
      const { days, touched } = await this.work.execute({ isWanted: () => !this.stopped });
      if (days.length > 0 || touched.accounts > 0) this.log.info({ days, ...touched }, 'due work is done');
    } catch (error) {
      this.log.warn({ err: error }, 'due work was broken off; the next round goes on');
    }
  }
}
