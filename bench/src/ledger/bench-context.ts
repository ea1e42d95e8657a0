import { calculateObjectSize } from 'bson';
import { openFloor, type Floor } from '../floor.ts';
import type { CommandCount } from './command-count.ts';
import { earn, points, postOne } from './commands.ts';
import type { BenchEngine } from './engines.ts';
import { freshClub } from './fresh-club.ts';
import { openMediciWallet, type MediciWallet } from './medici-wallet.ts';
import { openLedger, type OpenLedger } from './open-ledger.ts';
import { ServedLedger } from './served-ledger.ts';
import { openTransfers, type Transfers } from './transfers.ts';
import { Wallet } from './wallets.ts';

/** How large what blocks work on is. */
export interface Sizes {
  /** Accounts among which work is spread. */
  readonly members: number;
  /** Of the wallet that redeems against Medici. */
  readonly wallet: number;
  /** Of the accounts whose statements are read, the smallest first. */
  readonly statements: readonly number[];
  /** Of the accounts of --history, the smallest first. */
  readonly histories: readonly number[];
  /** Accounts of a club, for --history, the fewest first. */
  readonly clubs: readonly number[];
}

export const fullSizes: Sizes = {
  members: 1_024,
  wallet: 10_000,
  statements: [10_000, 100_000, 1_000_000],
  histories: [100, 10_000, 1_000_000],
  clubs: [1_000, 10_000, 100_000],
};

export const smallSizes: Sizes = {
  members: 32,
  wallet: 20,
  statements: [20, 40, 80],
  histories: [20, 40, 80],
  clubs: [5, 10, 20],
};

/** An account that many use at once: several entries in one commit. */
const entriesPerCommit = 10;

/** Everything that rows work on. What takes long to open is opened when a row first needs it. */
export interface BenchContext {
  readonly ledger: OpenLedger;
  readonly floor: Floor;
  readonly floorLikeJournal: Floor;
  readonly served: ServedLedger;
  readonly members: number;
  readonly wallet: Wallet;
  readonly statements: readonly Wallet[];
  readonly histories: readonly Wallet[];
  readonly clubs: readonly number[];
  medici(): Promise<MediciWallet>;
  transfers(): Promise<Transfers>;
  close(): Promise<void>;
}

/** Bytes of a commit with one accrual, as it is stored. */
const commitBytes = async ({ post, commits }: OpenLedger): Promise<number> => {
  const account = points(freshClub(), 'mem_size');
  await postOne(post, earn(account, 'first'));
  await postOne(post, earn(account, 'second'));
  const stored = await commits.findOne({
    account: `${account.clubId}.${account.memberId}.${account.unit}`,
    version: 2,
  });
  if (!stored) throw new Error('the commit is not there');
  return calculateObjectSize(stored);
};

/** Where PostgreSQL is, when it is at hand. */
export const postgresUrl = process.env.PG_URL;

/** Opened at the first call, and closed if it ever was. */
const once = <T extends { close(): Promise<void> }>(open: () => Promise<T>) => {
  let opened: Promise<T> | undefined;
  return {
    get: (): Promise<T> => (opened ??= open()),
    close: async (): Promise<void> => (await opened)?.close(),
  };
};

/** With `count`, what clients send is counted instead of timed. */
export const openContext = async (engine: BenchEngine, sizes: Sizes, count?: CommandCount): Promise<BenchContext> => {
  const ledger = await openLedger(engine.uri, engine.database('ledger'), count);
  const documentBytes = await commitBytes(ledger);
  const floor = await openFloor(engine.uri, engine.database('floor'), { documentBytes });
  const floorLikeJournal = await openFloor(engine.uri, engine.database('floor'), { documentBytes, likeJournal: true });
  const served = new ServedLedger(engine);
  const medici = once(() => openMediciWallet(engine.uri, engine.database('medici'), sizes.wallet, count));
  const transfers = once(() => openTransfers(postgresUrl ?? ''));
  const wallets = (all: readonly number[]): Wallet[] =>
    all.map((entries) => new Wallet(ledger, entries, entriesPerCommit));
  const opened = [served, medici, transfers, floor, floorLikeJournal, ledger];
  return {
    ledger,
    floor,
    floorLikeJournal,
    served,
    members: sizes.members,
    wallet: new Wallet(ledger, sizes.wallet, 1),
    statements: wallets(sizes.statements),
    histories: wallets(sizes.histories),
    clubs: sizes.clubs,
    medici: medici.get,
    transfers: transfers.get,
    close: async () => {
      for (const each of opened) await each.close();
    },
  };
};
