import type { Commit } from './commit.ts';
import { posted, targetsOf, type Entry } from './entry.ts';

const of = (entries: readonly Entry[], kind: Entry['kind']): readonly Entry[] =>
  entries.filter((entry) => entry.kind === kind);

const sum = (entries: readonly Entry[], amount: (entry: Entry) => bigint): bigint =>
  entries.reduce((total, entry) => total + amount(entry), 0n);

/** The order in which things were done, also where two accounts became one. */
const byTime = (a: Commit, b: Commit): number => a.at.getTime() - b.at.getTime() || a.version - b.version;

/** Where a stored entry stands. */
export interface Place {
  readonly commit: Commit;
  readonly index: number;
}

/** Entries of one account that decisions look back at: those asked for by key, and what was later done about them. */
export class History {
  private readonly entries = new Map<string, Entry>();
  private readonly places = new Map<string, Place>();
  private readonly followers = new Map<string, Entry[]>();

  /**
   * `asStored`: of those that are another account's, seen from this one, as they stand there: what is answered is
   * theirs.
   */
  static of(commits: readonly Commit[], asStored: readonly Commit[] = []): History {
    const history = new History();
    const distinct = new Map(commits.map((commit) => [commit.id, commit]));
    const stored = new Map(asStored.map((commit) => [commit.id, commit]));
    for (const commit of [...distinct.values()].sort(byTime)) {
      commit.entries.forEach((entry, index) => {
        history.add(entry);
        history.places.set(entry.key, { commit: stored.get(commit.id) ?? commit, index });
      });
    }
    return history;
  }

  copy(): History {
    const copy = new History();
    for (const entry of this.entries.values()) copy.add(entry);
    for (const [key, place] of this.places) copy.places.set(key, place);
    return copy;
  }

  add(entry: Entry): void {
    this.entries.set(entry.key, entry);
    for (const target of targetsOf(entry)) {
      const followers = this.followers.get(target);
      if (followers) followers.push(entry);
      else this.followers.set(target, [entry]);
    }
  }

  entry(key: string): Entry | undefined {
    return this.entries.get(key);
  }

  /** Where it is stored; undefined for an entry of the commit in the making. */
  place(key: string): Place | undefined {
    return this.places.get(key);
  }

  /** The lot that an accrual's units went into; undefined for other entries. */
  lotOf(key: string): string | undefined {
    const entry = this.entries.get(key);
    if (entry?.kind !== 'accrue') return undefined;
    const [activated] = of(this.followers.get(key) ?? [], 'activate');
    return activated?.lots.find((delta) => delta.place === 'active')?.lot ?? entry.lot;
  }

  /** Units reversed of an entry so far. */
  reversed(key: string): bigint {
    const about = (this.followers.get(key) ?? []).filter((entry) => entry.target === key);
    return sum([...of(about, 'reverse_accrual'), ...of(about, 'reverse_burn')], (entry) => entry.amount);
  }

  /**
   * Units of an entry's exception that a person settled at the club's cost or gain, less what was reversed of the entry
   * since.
   */
  settledByClub(key: string): bigint {
    const about = (this.followers.get(key) ?? []).filter((entry) => entry.target === key);
    const at = about.findIndex((entry) => entry.kind === 'settle' && posted(entry, 'available') === 0n);
    const settled = about[at];
    if (!settled) return 0n;
    const reversed = sum(about.slice(at), ({ kind, amount }) =>
      kind === 'reverse_accrual' || kind === 'reverse_burn' ? amount : 0n,
    );
    const left = (settled.amount < 0n ? -settled.amount : settled.amount) - reversed;
    return left > 0n ? left : 0n;
  }

  /** Units of a lot that expired, were not reinstated, and that no reversal has yet been spared. */
  expired(key: string): bigint {
    const about = this.followers.get(key) ?? [];
    return (
      sum([...of(about, 'expire'), ...of(about, 'reinstate')], (entry) => posted(entry, 'expiry')) -
      sum(of(about, 'reverse_accrual'), (entry) => entry.absorbed ?? 0n)
    );
  }

  /** The latest end that a lot was given since an entry. */
  extendedSince(key: string, lot: string): Date | undefined {
    const keys = [...this.entries.keys()];
    const since = of(this.followers.get(lot) ?? [], 'extend').filter(
      (entry) => keys.indexOf(entry.key) > keys.indexOf(key),
    );
    return since
      .flatMap(({ until }) => until ?? [])
      .reduce<Date | undefined>((latest, until) => (latest && latest > until ? latest : until), undefined);
  }

  /** How a hold ended. */
  ending(holdKey: string): 'captured' | 'voided' | undefined {
    const about = this.followers.get(holdKey) ?? [];
    if (of(about, 'capture').length > 0) return 'captured';
    return of(about, 'void').length > 0 ? 'voided' : undefined;
  }
}
