import { LedgerError } from '../../domain/journal/ledger-error.ts';
import type { JournalReader } from '../ports/journal-reader.ts';
import { AccountLists } from './account-lists.ts';
import { LatelyUsed } from '../journal/lately-used.ts';
import { lastVersions } from '../journal/last-versions.ts';

/** What is known of an account as of one of its commits. */
export interface AsOf<T> {
  readonly account: string;
  readonly version: number;
  /** Moment of the commit. */
  readonly at: Date;
  readonly known: T;
}

export interface WalkScope {
  readonly clubId: string;
  /** Absent: all units. */
  readonly unit?: string;
  /** Absent: whatever is there, by any clock. */
  readonly at?: Date;
}

/** Reads what is known as of these commits, account → version. */
export type ReadAsOf<T> = (places: ReadonlyMap<string, number>) => Promise<Iterable<AsOf<T>>>;

export interface Memory {
  /** How many accounts are remembered, some hundred bytes each. */
  readonly accountsMax: number;
  /**
   * Whether what was read is remembered with the version. Else it is read each time, and a commit that was changed
   * behind the ledger is noticed.
   */
  readonly isKept: boolean;
}

const firstPart = 64;
const partMax = 1_000;

/** In parts that grow: whoever wants a page of a few does not read a thousand. */
async function* partsOf(accounts: AsyncIterable<string>): AsyncIterable<readonly string[]> {
  let [part, size]: [string[], number] = [[], firstPart];
  for await (const account of accounts) {
    part.push(account);
    if (part.length < size) continue;
    yield part;
    [part, size] = [[], Math.min(size * 4, partMax)];
  }
  if (part.length > 0) yield part;
}

/** What is remembered of an account. */
interface Seen<T> {
  readonly version: number;
  readonly at: Date;
  readonly kept?: AsOf<T>;
}

/**
 * Goes through the accounts of a club as of a moment. It costs accounts, not history: they are listed by their first
 * commits, and the last one of each is found by its id (last-versions.ts). A version that was found is remembered, and
 * is the last while the next one is not there; that is asked each time, so that nothing which another process wrote is
 * missed.
 */
export class EachAccount<T> {
  private readonly memory: LatelyUsed<Seen<T>>;
  private readonly lists: AccountLists;
  private readonly reader: Pick<JournalReader, 'present'>;

  constructor(
    reader: Pick<JournalReader, 'accounts' | 'accountCount' | 'present'>,
    private readonly read: ReadAsOf<T>,
    private readonly options: Memory,
  ) {
    this.reader = reader;
    this.memory = new LatelyUsed(() => 1, options.accountsMax);
    this.lists = new AccountLists(reader, options.accountsMax);
  }

  /**
   * In the journal's order; accounts without a commit by then are left out. `after`: only those that come later. Raises
   * `journal_broken`, `unavailable`, and what reading raises.
   */
  async *asOf({ clubId, unit, at }: WalkScope, after?: string): AsyncIterable<AsOf<T>> {
    // A club with more than is remembered would else push out each account just before it comes to it again.
    let room = this.options.accountsMax;
    for await (const listed of partsOf(this.lists.of(clubId, after))) {
      const asked = unit === undefined ? listed : listed.filter((account) => account.endsWith(`.${unit}`));
      for (const each of await this.part(asked, at)) {
        this.remember(each, room > 0);
        room--;
        yield each;
      }
    }
  }

  private async part(accounts: readonly string[], until: Date | undefined): Promise<readonly AsOf<T>[]> {
    const seen = new Map<string, Seen<T>>();
    for (const account of accounts) {
      const each = this.memory.get(account);
      if (each && (!until || each.at <= until)) seen.set(account, each);
    }
    const versions = await lastVersions(
      this.reader,
      accounts,
      new Map([...seen].map(([account, { version }]) => [account, version])),
      until,
    );
    const keptOf = (account: string, version: number): AsOf<T> | undefined => {
      const each = seen.get(account);
      return each?.version === version ? each.kept : undefined;
    };
    const missing = [...versions].filter(([account, version]) => version > 0 && !keptOf(account, version));
    const read = new Map(
      missing.length === 0 ? [] : [...(await this.read(new Map(missing)))].map((each) => [each.account, each]),
    );
    return [...versions].flatMap(([account, version]) =>
      version === 0 ? [] : [keptOf(account, version) ?? known(read.get(account), account, version)],
    );
  }

  /** Of two versions the later one: a past moment does not push out what is known of now. */
  private remember(each: AsOf<T>, hasRoom: boolean): void {
    const seen = this.memory.get(each.account);
    if (seen ? seen.version < each.version : hasRoom)
      this.memory.put(each.account, { version: each.version, at: each.at, ...(this.options.isKept && { kept: each }) });
  }
}

const known = <T>(found: AsOf<T> | undefined, account: string, version: number): AsOf<T> => {
  if (!found)
    throw new LedgerError('internal', 'journal_broken', 'a commit is gone', { account, version: String(version) });
  return found;
};
