import pg from 'pg';
import { transfersSchema } from './transfers-schema.ts';
import type { Work } from './work.ts';

const connections = 32;
const issuers = 32;
const members = 1_024;
const amount = 120;

export interface Transfers {
  /** From one of so many issuers to one of the members. */
  transfer(call: number, amongIssuers: number): Promise<unknown>;
  /** What is wrong when so many transfers were made; empty when nothing is. */
  differences(made: number): Promise<readonly string[]>;
  made(): Promise<number>;
  close(): Promise<void>;
}

/** Opens a schema vafa_bench of its own, empty; it goes when it is closed. */
export const openTransfers = async (url: string): Promise<Transfers> => {
  const pool = new pg.Pool({
    connectionString: url,
    max: connections,
    options: '-c search_path=vafa_bench -c synchronous_commit=on',
  });
  await pool.query(transfersSchema);
  await pool.query(
    `INSERT INTO accounts (id, may_owe) SELECT n, n <= ${String(issuers)} FROM generate_series(1, ${String(issuers + members)}) n`,
  );
  let keys = 0;
  const number = async (text: string): Promise<number> =>
    Number((await pool.query(`SELECT ${text} AS value`)).rows[0]?.value);
  const made = (): Promise<number> => number('(SELECT count(*) FROM transfers)');
  return {
    transfer: (call, amongIssuers) => {
      const key = `c:bench:${String(keys++)}`;
      return pool.query({
        name: 'transfer',
        text: 'SELECT transfer($1, $2, $3, $4, $5)',
        values: [key, 1 + (call % amongIssuers), 1 + issuers + (call % members), amount, `sal_${key}`],
      });
    },
    made,
    differences: async (expected) => {
      const transfers = await made();
      const outstanding = await number(`(SELECT coalesce(sum(balance), 0) FROM accounts WHERE NOT may_owe)`);
      const adrift = await number(
        '(SELECT count(*) FROM accounts a WHERE balance <> (SELECT coalesce(sum(amount), 0) FROM entries e WHERE e.account = a.id))',
      );
      return [
        ...(transfers === expected ? [] : [`${String(transfers)} transfers instead of ${String(expected)}`]),
        ...(outstanding === expected * amount
          ? []
          : [`${String(outstanding)} outstanding instead of ${String(expected * amount)}`]),
        ...(adrift === 0 ? [] : [`${String(adrift)} accounts are not the sum of their entries`]),
      ];
    },
    close: async () => {
      await pool.query('DROP SCHEMA vafa_bench CASCADE');
      await pool.end();
    },
  };
};

/** The accruals of the ledger as transfers on PostgreSQL. Its CPU is not in the figure: only the client's is. */
export const transferWork = (open: () => Promise<Transfers>, inFlight: number, amongIssuers = issuers): Work => ({
  name: `transfer on PostgreSQL, ${String(inFlight)} in flight, ${String(amongIssuers)} ${amongIssuers === 1 ? 'issuer' : 'issuers'}`,
  inFlight,
  prepare: async (calls) => {
    const transfers = await open();
    const before = await transfers.made();
    return {
      operate: (call) => transfers.transfer(call, amongIssuers),
      check: () => transfers.differences(before + calls),
    };
  },
});
