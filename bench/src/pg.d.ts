/** What the bench uses of `pg`, which brings no types. */
declare module 'pg' {
  export interface PoolOptions {
    readonly connectionString: string;
    readonly max: number;
    readonly options?: string;
  }

  export interface Query {
    /** Prepared once per connection. */
    readonly name?: string;
    readonly text: string;
    readonly values?: readonly unknown[];
  }

  interface Pool {
    query(query: Query | string): Promise<{ readonly rows: readonly Record<string, unknown>[] }>;
    end(): Promise<void>;
  }

  const pg: { readonly Pool: new (options: PoolOptions) => Pool };
  export default pg;
}
