import { accountText, isAccountId, parseAccount, type AccountId } from '../../domain/account/account-id.ts';
import type { AccountState } from '../../domain/account/account-state.ts';
import { assertReadable, headOf, type Commit } from '../../domain/journal/commit.ts';
import { History } from '../../domain/journal/history.ts';
import { LedgerError } from '../../domain/journal/ledger-error.ts';
import { outcomeOf, type Outcome } from '../../domain/journal/outcome.ts';
import type { CommitStore } from '../ports/commit-store.ts';
import { kinOf } from './kin-of.ts';

const keysMax = 100;

/** What became of commands, for whoever did not post them. */
export class GetOutcomes {
  constructor(private readonly store: Pick<CommitStore, 'tails' | 'mentioning'>) {}

  /**
   * For each key, in order, the first outcome, wherever a command of this account was posted; undefined: none so far.
   * Costs a look at an index, and for keys that are not there a second one where accounts were merged. Raises
   * `invalid_account`, `too_many_keys`.
   */
  async execute(account: AccountId, keys: readonly string[]): Promise<readonly (Outcome | undefined)[]> {
    if (!isAccountId(account))
      throw new LedgerError('invalid', 'invalid_account', 'an account is a club, a member and a unit');
    if (keys.length > keysMax)
      throw new LedgerError('invalid', 'too_many_keys', `at most ${String(keysMax)} keys are looked up at once`, {
        max: String(keysMax),
      });
    const text = accountText(account);
    const here = await this.under(text, keys);
    const history = History.of(here);
    const missing = keys.filter((key) => !history.place(key));
    const elsewhere = missing.length === 0 ? [] : await this.underKin(text, missing);
    const all = elsewhere.length === 0 ? history : History.of([...here, ...elsewhere]);
    return keys.map((key) => {
      const place = all.place(key);
      return place && outcomeOf(place.commit, place.index, true);
    });
  }

  private async underKin(account: string, keys: readonly string[]): Promise<readonly Commit[]> {
    const ways = await this.mergedInto(account);
    const kin = await kinOf(this.store, account, ways);
    return (await Promise.all(kin.map((other) => this.under(other, keys)))).flat();
  }

  /** The accounts that answer for this one, one after the other, with the kin of each: a command goes the same way. */
  private async mergedInto(account: string): Promise<readonly string[]> {
    const near: string[] = [];
    const seen = new Set<string>();
    for (let next: string | undefined = account; next !== undefined && !seen.has(next); ) {
      seen.add(next);
      const tail: readonly Commit[] = (await this.store.tails([next])).get(next) ?? [];
      const { kin = [], merged }: AccountState = headOf(parseAccount(next), tail).state;
      near.push(...kin, ...(merged ? [merged.into] : []));
      next = merged?.into;
    }
    return near;
  }

  private async under(account: string, keys: readonly string[]): Promise<readonly Commit[]> {
    const commits = keys.length === 0 ? [] : await this.store.mentioning(account, keys, []);
    commits.forEach(assertReadable);
    return commits;
  }
}
