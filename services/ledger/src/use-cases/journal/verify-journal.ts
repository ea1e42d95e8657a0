import type { Commit } from '../../domain/journal/commit.ts';
import { Replay, reversedTogether, type Finding, type Shared } from '../../domain/journal/replay.ts';
import { CheckAccounts } from './check-accounts.ts';
import { CheckRoots } from './check-roots.ts';
import type { JournalReader } from '../ports/journal-reader.ts';
import type { RootStore } from '../ports/root-store.ts';
import { headLine } from './roots-of-days.ts';
import type { Seal } from '../ports/seal.ts';

export interface Verification {
  readonly accounts: number;
  readonly commits: number;
  readonly entries: number;
  /** The first thousand. */
  readonly findings: readonly Finding[];
  /**
   * SHA-256, hexadecimal, over the lines `account:version:hash` of all last commits, in order. Kept elsewhere, it shows
   * commits that were cut off.
   */
  readonly root: string;
}

const findingsMax = 1_000;

export class VerifyJournal {
  constructor(
    private readonly reader: JournalReader,
    private readonly seal: Seal,
    /** Daily roots to compare with, where they are kept. */
    private readonly roots?: RootStore,
  ) {}

  /**
   * Replays a club's journal, or all, and compares all that can be compared. One account is in memory at a time, and
   * the keys of those that were merged.
   */
  async execute(clubId: string | undefined): Promise<Verification> {
    const root = this.seal.running();
    const daily = this.roots && (await CheckRoots.open(this.roots, this.seal, clubId));
    const lasts = new CheckAccounts(this.reader, clubId);
    const findings: Finding[] = [];
    let [accounts, commits, entries] = [0, 0, 0];
    const sharing: Shared[] = [];
    let last: Commit | undefined;
    let replay: Replay | undefined;
    for await (const commit of this.reader.commits(clubId)) {
      if (!replay || commit.account !== last?.account) {
        if (last) {
          root.add(headLine(last));
          await lasts.take(last);
        }
        sharing.push(...sharedOf(replay));
        replay = new Replay(commit.account, (text) => this.seal.sign(text));
        accounts++;
      }
      daily?.take(commit);
      commits++;
      entries += commit.entries.length;
      findings.push(...replay.take(commit).slice(0, findingsMax - findings.length));
      last = commit;
    }
    if (last) {
      root.add(headLine(last));
      await lasts.take(last);
    }
    findings.push(...(await lasts.found()).slice(0, findingsMax - findings.length));
    findings.push(...reversedTogether([...sharing, ...sharedOf(replay)]).slice(0, findingsMax - findings.length));
    findings.push(...(daily?.found() ?? []).slice(0, findingsMax - findings.length));
    return { accounts, commits, entries, findings, root: root.hexadecimal() };
  }
}

const sharedOf = (replay: Replay | undefined): readonly Shared[] =>
  [replay?.shared()].filter((each) => each !== undefined);
