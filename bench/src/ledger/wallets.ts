import type { AccountId } from '@vafa/ledger/src/domain/account/account-id';
import { burn, endow, points, postOne } from './commands.ts';
import { freshClub } from './fresh-club.ts';
import { writeHistory, type WrittenHistory } from './history-account.ts';
import type { OpenLedger } from './open-ledger.ts';
import type { Block, Work } from './work.ts';

/** An account with a history, written when it is first needed; what blocks add to it is kept in mind. */
export class Wallet {
  readonly entries: number;
  readonly ledger: OpenLedger;
  private readonly perCommit: number;
  private written: Promise<WrittenHistory> | undefined;
  private added = 0;
  private changed = 0n;
  private operation = 0;

  constructor(ledger: OpenLedger, entries: number, perCommit: number) {
    this.ledger = ledger;
    this.entries = entries;
    this.perCommit = perCommit;
  }

  async account(): Promise<AccountId> {
    return (await this.history()).account;
  }

  /** A name that no operation had before. */
  nextKey(): string {
    return `w${String(this.operation++)}`;
  }

  expect(change: bigint): void {
    this.added++;
    this.changed += change;
  }

  /** Balance and number of entries as they must be; with `verify` the whole chain is replayed too. */
  async differences(verify: boolean): Promise<readonly string[]> {
    const { account, available, entries } = await this.history();
    const [balance] = await this.ledger.balances.execute(account.clubId, account.memberId);
    const wrong =
      balance?.available === available + this.changed
        ? []
        : [`the wallet has ${String(balance?.available)} instead of ${String(available + this.changed)}`];
    if (!verify) return wrong;
    const found = await this.ledger.verify.execute(account.clubId);
    if (found.entries !== entries + this.added)
      wrong.push(`${String(found.entries)} entries instead of ${String(entries + this.added)}`);
    return [...wrong, ...found.findings.map(({ code, version }) => `${code} at ${String(version)}`)];
  }

  private history(): Promise<WrittenHistory> {
    this.written ??= writeHistory(this.ledger, points(freshClub(), 'mem_wallet'), this.entries, this.perCommit);
    return this.written;
  }
}

/** Beyond this a replay after every block would take longer than the block. */
const replayedMax = 20_000;

const inWallet = (
  wallet: Wallet,
  name: string,
  inFlight: number,
  operate: (account: AccountId) => Promise<unknown>,
): Work => ({
  name: `${name}, account of ${wallet.entries.toLocaleString('en')} entries`,
  inFlight,
  prepare: async (): Promise<Block> => {
    const account = await wallet.account();
    return { operate: () => operate(account), check: () => wallet.differences(wallet.entries <= replayedMax) };
  },
});

export const redeemInWallet = (ledger: OpenLedger, wallet: Wallet, inFlight: number): Work =>
  inWallet(wallet, `redeem, ${String(inFlight)} in flight`, inFlight, (account) => {
    wallet.expect(-1n);
    return postOne(ledger.post, burn(account, wallet.nextKey(), 1n));
  });

export const accrueInWallet = (ledger: OpenLedger, wallet: Wallet, inFlight: number): Work =>
  inWallet(wallet, `accrue, ${String(inFlight)} in flight`, inFlight, (account) => {
    wallet.expect(1n);
    return postOne(ledger.post, endow(account, wallet.nextKey(), 1n));
  });

/** Each call by a writer that has to load the account first, as after a restart. */
export const loadAndAccrue = (ledger: OpenLedger, wallet: Wallet): Work =>
  inWallet(wallet, 'accrue after a restart', 1, (account) => {
    wallet.expect(1n);
    return postOne(ledger.coldWriter(), endow(account, wallet.nextKey(), 1n));
  });

export const balanceOfWallet = (ledger: OpenLedger, wallet: Wallet): Work =>
  inWallet(wallet, 'balance', 1, async ({ clubId, memberId }) => {
    const balances = await ledger.balances.execute(clubId, memberId);
    if (balances.length !== 1) throw new Error(`${String(balances.length)} balances instead of one`);
  });

const pageSize = 50;
const depth = 100;

/** One page of the statement, so many pages below the newest entry. */
export const statementOfWallet = (ledger: OpenLedger, wallet: Wallet): Work => ({
  name: `statement page at depth ${String(depth)}, account of ${wallet.entries.toLocaleString('en')} entries`,
  inFlight: 1,
  prepare: async () => {
    const account = await wallet.account();
    let page = await ledger.statement.execute(account, undefined, pageSize);
    for (let turned = 1; turned < depth && page.next; turned++)
      page = await ledger.statement.execute(account, page.next, pageSize);
    const { next } = page;
    return {
      operate: async () => {
        const { entries } = await ledger.statement.execute(account, next, pageSize);
        if (entries.length !== Math.min(pageSize, wallet.entries))
          throw new Error(`a page of ${String(entries.length)} entries`);
      },
    };
  },
});
