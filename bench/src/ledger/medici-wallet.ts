import { Book, mongoTransaction } from 'medici';
import mongoose from 'mongoose';
import type { CommandCount } from './command-count.ts';
import type { Work } from './work.ts';

type Database = mongoose.mongo.Db;

const bookName = 'club';
const wallet = 'Members:wallet';
const issuer = 'Club:issued';
const redeemed = 'Club:redeemed';
const earned = 10;
const spent = 5;
const entriesPerWrite = 2_500;
const dayInSeconds = 86_400;

/**
 * Medici, a ledger for mongoose, as fast as it can be configured. Accounts are matched whole (maxAccountPath). A
 * balance snapshot is current when a block begins, and an index finds what came after it. Indexes that this work does
 * not read are left out. expireBalanceSnapshotSec 0 leaves out a hint that would make it read what other accounts did
 * after the snapshot.
 */
export interface MediciWallet {
  readonly hasTransactions: boolean;
  redeem(amount: number): Promise<void>;
  /** Makes the balance snapshot current. */
  refresh(): Promise<void>;
  /** The sum of all entries, without a snapshot: where ids do not grow with time, a snapshot misses some. */
  sum(): Promise<number>;
  close(): Promise<void>;
}

/**
 * Its documents as its own commit writes them. The ids come from the server, as there: snapshots rely on their order.
 */
const seed = async (database: Database, entries: number): Promise<void> => {
  const at = new Date();
  const transactions = database.collection('medici_transactions');
  const line = (_journal: mongoose.Types.ObjectId, account: string, credit: number, debit: number) => ({
    _journal,
    account_path: account.split(':'),
    accounts: account,
    book: bookName,
    credit,
    debit,
    datetime: at,
    memo: 'sale',
    timestamp: at,
  });
  for (let from = 0; from < entries; from += entriesPerWrite) {
    const journals = Array.from(
      { length: Math.min(entriesPerWrite, entries - from) },
      () => new mongoose.Types.ObjectId(),
    );
    const lines = journals.flatMap((journal, n) =>
      (from + n) % 2 === 0
        ? [line(journal, issuer, 0, earned), line(journal, wallet, earned, 0)]
        : [line(journal, wallet, 0, spent), line(journal, redeemed, spent, 0)],
    );
    await transactions.insertMany(lines, { forceServerObjectId: true });
    const written = Map.groupBy(
      await transactions.find({ _journal: { $in: journals } }, { projection: { _journal: 1 } }).toArray(),
      (each) => String(each._journal),
    );
    await database.collection('medici_journals').insertMany(
      journals.map((_id) => ({
        _id,
        datetime: at,
        memo: 'sale',
        _transactions: written.get(String(_id))?.map((each) => each._id),
        book: bookName,
      })),
    );
  }
};

const createIndexes = async (database: Database): Promise<void> => {
  await database
    .collection('medici_transactions')
    .createIndexes([{ key: { _journal: 1 } }, { key: { book: 1, accounts: 1, _id: 1 } }]);
  await database.collection('medici_balances').createIndexes([{ key: { key: 1 } }]);
  await database.collection('medici_locks').createIndexes([{ key: { account: 1, book: 1 }, unique: true }]);
};

const transactionsOn = async (database: Database): Promise<boolean> => {
  const { setName, msg } = (await database.command({ hello: 1 })) as { setName?: string; msg?: string };
  return setName !== undefined || msg === 'isdbgrid';
};

/** Its models live on mongoose's default connection: one at a time. */
export const openMediciWallet = async (
  uri: string,
  database: string,
  entries: number,
  count?: CommandCount,
): Promise<MediciWallet> => {
  const { connection } = await mongoose.connect(uri, {
    dbName: database,
    writeConcern: { w: 'majority', journal: true },
    maxPoolSize: 32,
    autoIndex: false,
    autoCreate: false,
    monitorCommands: count !== undefined,
  });
  count?.watch(connection.getClient());
  const { db } = connection;
  if (!db) throw new Error('Medici has no database');
  await createIndexes(db);
  await seed(db, entries);
  const book = new Book(bookName, {
    precision: 0,
    maxAccountPath: 2,
    balanceSnapshotSec: dayInSeconds,
    expireBalanceSnapshotSec: 0,
  });
  const unabridged = new Book(bookName, { precision: 0, maxAccountPath: 2, balanceSnapshotSec: 0 });
  const hasTransactions = await transactionsOn(db);
  const balance = async (): Promise<number> => (await book.balance({ account: wallet })).balance;
  const spend = async (amount: number): Promise<void> => {
    if ((await balance()) < amount) throw new Error('Medici has too little');
    await book.entry('reward').debit(wallet, amount).credit(redeemed, amount).commit();
  };
  /** As its documentation recommends it: the wallet's lock comes last. */
  const spendInTransaction = (amount: number): Promise<void> =>
    mongoTransaction(async (session) => {
      await book.entry('reward').debit(wallet, amount).credit(redeemed, amount).commit({ session });
      if ((await book.balance({ account: wallet }, { session })).balance < 0) throw new Error('Medici has too little');
      await book.writelockAccounts([wallet], { session });
    });
  return {
    hasTransactions,
    redeem: hasTransactions ? spendInTransaction : spend,
    refresh: async () => {
      await db.collection('medici_balances').deleteMany({});
      await balance();
    },
    sum: async () => (await unabridged.balance({ account: wallet })).balance,
    close: () => connection.close(),
  };
};

/** The same redemptions by Medici: is there enough, then one journal with two transactions. */
export const redeemByMedici = (open: () => Promise<MediciWallet>, entries: number, inFlight: number): Work => ({
  name: `redeem by Medici, ${String(inFlight)} in flight, account of ${entries.toLocaleString('en')} entries`,
  inFlight,
  prepare: async (calls) => {
    const medici = await open();
    await medici.refresh();
    const before = await medici.sum();
    return {
      operate: () => medici.redeem(1),
      check: async () => {
        const after = await medici.sum();
        return after === before - calls ? [] : [`Medici has ${String(after)} instead of ${String(before - calls)}`];
      },
    };
  },
});
