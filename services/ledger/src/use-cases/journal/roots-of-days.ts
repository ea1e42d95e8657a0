import { parseAccount } from '../../domain/account/account-id.ts';
import type { Commit } from '../../domain/journal/commit.ts';
import { endOfDay } from '../../domain/time/utc-day.ts';
import type { ClubRoot, DailyRoot } from '../ports/root-store.ts';
import type { RunningDigest, Seal } from '../ports/seal.ts';

export type RootOfDay = Pick<DailyRoot, 'day' | 'root' | 'accounts' | 'clubs'>;

type Head = Pick<Commit, 'account' | 'version' | 'hash'>;

/** A head's line in a root. */
export const headLine = ({ account, version, hash }: Head): string => `${account}:${String(version)}:${hash}\n`;

interface Open {
  readonly clubId: string;
  readonly digest: RunningDigest;
  accounts: number;
}

class Day {
  private readonly whole: RunningDigest;
  private readonly clubs: ClubRoot[] = [];
  private club: Open | undefined;

  constructor(
    readonly day: string,
    private readonly seal: Seal,
  ) {
    this.whole = seal.running();
  }

  add(head: Head): void {
    const { clubId } = parseAccount(head.account);
    if (this.club?.clubId !== clubId) {
      this.closeClub();
      this.club = { clubId, digest: this.seal.running(), accounts: 0 };
    }
    this.whole.add(headLine(head));
    this.club.digest.add(headLine(head));
    this.club.accounts++;
  }

  root(): RootOfDay {
    this.closeClub();
    const accounts = this.clubs.reduce((sum, club) => sum + club.accounts, 0);
    return { day: this.day, root: this.whole.hexadecimal(), accounts, clubs: this.clubs };
  }

  private closeClub(): void {
    if (this.club)
      this.clubs.push({ clubId: this.club.clubId, accounts: this.club.accounts, root: this.club.digest.hexadecimal() });
    this.club = undefined;
  }
}

/** Makes the roots of several days in one pass over the journal. Takes commits by account and version. */
export class RootsOfDays {
  private readonly days: readonly Day[];
  private readonly ends: readonly number[];
  private last: Head | undefined;
  /** Days before this one have their head of the account at hand. */
  private passed = 0;

  constructor(seal: Seal, days: readonly string[]) {
    const sorted = [...days].sort();
    this.days = sorted.map((day) => new Day(day, seal));
    this.ends = sorted.map((day) => endOfDay(day).getTime());
  }

  take({ account, version, hash, at }: Head & Pick<Commit, 'at'>): void {
    if (this.last && this.last.account !== account) this.closeAccount();
    for (; this.passed < this.ends.length && at.getTime() >= (this.ends[this.passed] ?? 0); this.passed++)
      if (this.last) this.days[this.passed]?.add(this.last);
    this.last = { account, version, hash };
  }

  /** Oldest first. */
  roots(): readonly RootOfDay[] {
    this.closeAccount();
    return this.days.map((day) => day.root());
  }

  private closeAccount(): void {
    for (; this.passed < this.days.length; this.passed++) if (this.last) this.days[this.passed]?.add(this.last);
    this.last = undefined;
    this.passed = 0;
  }
}
