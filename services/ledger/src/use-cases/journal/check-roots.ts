import type { Commit } from '../../domain/journal/commit.ts';
import type { Finding, FindingCode } from '../../domain/journal/replay.ts';
import { isLastOfMonth, nextDay } from '../../domain/time/utc-day.ts';
import { canonicalRoot } from './keep-roots.ts';
import type { DailyRoot, RootStore } from '../ports/root-store.ts';
import { RootsOfDays, type RootOfDay } from './roots-of-days.ts';
import type { Seal } from '../ports/seal.ts';

/**
 * The newest days, and the last of each month before: what was cut off since a root was kept shows in it, and in all
 * later ones kept until then.
 */
const daysCompared = 31;

const finding = (account: string, code: FindingCode, detail: string): Finding => ({
  account,
  version: 0,
  code,
  detail,
});

/** Compares the roots that were kept with what the journal says of those days. */
export class CheckRoots {
  private readonly findings: Finding[] = [];
  private kept: DailyRoot[] = [];
  private pass: RootsOfDays;

  private constructor(
    private readonly seal: Seal,
    private readonly clubId: string | undefined,
  ) {
    this.pass = new RootsOfDays(seal, []);
  }

  /** Raises `unavailable`. */
  static async open(roots: RootStore, seal: Seal, clubId: string | undefined): Promise<CheckRoots> {
    const check = new CheckRoots(seal, clubId);
    let before: DailyRoot | undefined;
    for await (const root of roots.all()) {
      check.read(root, before);
      before = root;
    }
    check.pass = new RootsOfDays(
      seal,
      check.kept.map(({ day }) => day),
    );
    return check;
  }

  take(commit: Commit): void {
    this.pass.take(commit);
  }

  found(): readonly Finding[] {
    const now = this.pass.roots();
    this.kept.forEach((kept, index) => {
      const then = now[index];
      if (then) this.compare(kept, then);
    });
    return this.findings;
  }

  private read(root: DailyRoot, before: DailyRoot | undefined): void {
    if (this.seal.sign(canonicalRoot(root)) !== root.hash)
      this.findings.push(
        finding('', 'root_forged', `the root of ${root.day} was changed, or another master key made it`),
      );
    if (before && nextDay(before.day) !== root.day)
      this.findings.push(finding('', 'root_missing', `between ${before.day} and ${root.day}`));
    this.kept.push(root);
    const [oldest] = this.kept.slice(0, -daysCompared).slice(-1);
    if (oldest && !isLastOfMonth(oldest.day)) this.kept = this.kept.filter((each) => each !== oldest);
  }

  /** A club by itself, or every club: those that are whole are not named. */
  private compare(kept: DailyRoot, then: RootOfDay): void {
    if (this.clubId === undefined && kept.root === then.root) return;
    const clubs =
      this.clubId === undefined
        ? [...new Set([...kept.clubs, ...then.clubs].map((club) => club.clubId))]
        : [this.clubId];
    const rootIn = ({ clubs: all }: Pick<RootOfDay, 'clubs'>, clubId: string): string =>
      all.find((club) => club.clubId === clubId)?.root ?? '';
    for (const clubId of clubs) {
      if (rootIn(kept, clubId) === rootIn(then, clubId)) continue;
      this.findings.push(
        finding(
          clubId,
          'root_differs',
          `commits of ${kept.day} or before were cut off, added or changed after ${kept.keptAt.toISOString()}`,
        ),
      );
    }
  }
}
