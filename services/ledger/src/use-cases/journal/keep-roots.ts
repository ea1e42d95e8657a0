import type { Clock } from '@vafa/kernel';
import { canonical } from '../../domain/journal/canonical.ts';
import { dayBefore, dayOf, nextDay } from '../../domain/time/utc-day.ts';
import type { JournalReader } from '../ports/journal-reader.ts';
import type { DailyRoot, RootStore } from '../ports/root-store.ts';
import { RootsOfDays } from './roots-of-days.ts';
import type { Seal } from '../ports/seal.ts';

/**
 * A day has its root when it is over for so long that no writer's clock can add to it: clocks are set back by an hour.
 */
const settledAfterMs = 2 * 3_600_000;
const daysPerPass = 31;

/** What a root's own hash is over. */
export const canonicalRoot = ({ day, root, accounts, clubs, keptAt }: Omit<DailyRoot, 'hash'>): string =>
  canonical({ day, root, accounts, clubs: clubs.map((club) => ({ ...club })), keptAt });

export class KeepRoots {
  constructor(
    private readonly reader: JournalReader,
    private readonly roots: RootStore,
    private readonly seal: Seal,
    private readonly clock: Clock,
  ) {}

  /**
   * Keeps the root of yesterday, and of each day since the last one that was kept. Safe to repeat and to run in several
   * places. Answers the days that it added. Raises `unavailable`.
   */
  async execute(): Promise<readonly string[]> {
    const added: string[] = [];
    for (let days = await this.missing(); days.length > 0; days = await this.missing())
      added.push(...(await this.keep(days)));
    return added;
  }

  private async missing(): Promise<readonly string[]> {
    const last = dayBefore(dayOf(new Date(this.clock.now().getTime() - settledAfterMs)));
    const [newest] = await this.roots.list(undefined, 1);
    const days: string[] = [];
    for (let day = newest ? nextDay(newest.day) : last; day <= last && days.length < daysPerPass; day = nextDay(day))
      days.push(day);
    return days;
  }

  private async keep(days: readonly string[]): Promise<readonly string[]> {
    const pass = new RootsOfDays(this.seal, days);
    for await (const commit of this.reader.commits(undefined)) pass.take(commit);
    const added: string[] = [];
    for (const root of pass.roots()) {
      const kept = { ...root, keptAt: this.clock.now() };
      if (await this.roots.keep({ ...kept, hash: this.seal.sign(canonicalRoot(kept)) })) added.push(root.day);
    }
    return added;
  }
}
