import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { accountText, parseAccount } from '../src/domain/account/account-id.ts';
import { emptyAccount, type AccountState } from '../src/domain/account/account-state.ts';
import { stateAt } from '../src/domain/journal/compose.ts';
import { foldAll } from '../src/domain/journal/fold.ts';
import { AccountsAt } from '../src/use-cases/reports/accounts-at.ts';
import { SummariseLedger } from '../src/use-cases/reports/summarise-ledger.ts';
import type { DirectLedger } from './direct-ledger.ts';
import { history, Played, unitNames } from './played.ts';

const seed = Number(process.env.FC_SEED ?? 20_261_127);
const hourMs = 3_600_000;

/** Every account as of a moment, added up from its first commit on: version and state by account. */
const streamed = ({ memory }: DirectLedger, at: Date): Map<string, { version: number; state: AccountState }> => {
  const accounts = new Map<string, { version: number; state: AccountState }>();
  for (const account of memory.accountsOf('demo.')) {
    const commits = memory.commitsOf(account).filter((commit) => commit.at <= at);
    const state = foldAll(
      emptyAccount,
      commits.flatMap(({ entries }) => entries),
    );
    if (commits.length > 0) accounts.set(account, { version: commits.length, state: stateAt(state, at) });
  }
  return accounts;
};

const found = async (accounts: AccountsAt, at: Date) => {
  const heads = new Map<string, { version: number; state: AccountState }>();
  for await (const { account, version, state } of accounts.heads({ clubId: 'demo', at }))
    heads.set(accountText(account), { version, state });
  return heads;
};

const sum = (amounts: readonly bigint[]): bigint => amounts.reduce((total, amount) => total + amount, 0n);

/** What a summary says, from states that were added up. */
const figures = (states: ReadonlyMap<string, { state: AccountState }>, unit: string) => {
  const accounts = [...states]
    .filter(([account]) => account.endsWith(`.${unit}`))
    .map(([account, { state }]) => ({ memberId: parseAccount(account).memberId, ...state }));
  const of = (amount: (state: AccountState) => bigint): bigint => sum(accounts.map(amount));
  return {
    accrued: of(({ totals }) => totals.issued),
    burned: of(({ totals }) => totals.burned - totals.restored),
    takenBack: of(({ totals }) => totals.takenBack),
    expired: of(({ totals }) => totals.expired),
    opened: of(({ totals }) => -(totals.moved?.opening ?? 0n)),
    adjusted: of(({ totals }) => -(totals.moved?.adjustment ?? 0n)),
    inTransit: of(({ totals }) => totals.moved?.in_transit ?? 0n),
    suspense: of(({ totals }) => totals.moved?.suspense ?? 0n),
    outstanding: of(({ available, pending, held }) => available + pending + held),
    best: accounts
      .map(({ memberId, available, pending, held }) => ({ memberId, outstanding: available + pending + held }))
      .filter(({ outstanding }) => outstanding > 0n)
      .sort((a, b) =>
        a.outstanding === b.outstanding ? (a.memberId < b.memberId ? -1 : 1) : a.outstanding > b.outstanding ? -1 : 1,
      ),
  };
};

describe('figures over all accounts, found by the last commit of each', () => {
  test('are those of the whole journal, read from its first commit on: now, at past moments, with and without a memory', async () => {
    let commits = 0;
    const property = fc.asyncProperty(
      history,
      fc.array(fc.integer({ min: 0, max: 400 }), { maxLength: 3 }),
      async (steps, hoursBack) => {
        const played = new Played();
        const { ledger } = played;
        const warm = {
          accounts: new AccountsAt(ledger.reader),
          summary: new SummariseLedger(ledger.reader, ledger.store, ledger.clock),
        };
        const cuts = [0, Math.floor(steps.length / 3), Math.floor(steps.length / 2), steps.length];
        for (const [place, cut] of cuts.entries()) {
          await played.play(steps.slice(cuts[place - 1] ?? 0, cut));
          const now = ledger.clock.now();
          for (const at of [...hoursBack.map((hours) => new Date(now.getTime() - hours * hourMs)), now]) {
            const expected = streamed(ledger, at);
            expect(await found(warm.accounts, at)).toEqual(expected);
            expect(await found(new AccountsAt(ledger.reader), at)).toEqual(expected);
          }
          const summaries = [warm.summary, new SummariseLedger(ledger.reader, ledger.store, ledger.clock)];
          for (const unit of unitNames)
            for (const summary of summaries)
              expect(await summary.execute('demo', unit, 1_000)).toEqual(figures(streamed(ledger, now), unit));
        }
        commits += [...ledger.memory.accounts.keys()].reduce(
          (total, account) => total + ledger.memory.lastVersion(account),
          0,
        );
      },
    );
    await fc.assert(property, { seed, numRuns: 60 });
    // Long enough that accounts have checkpoints behind them.
    expect(commits).toBeGreaterThan(5_000);
  }, 600_000);
});
