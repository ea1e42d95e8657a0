/** Groups of what a till keeps on its device. */
const groups = ['kept', 'parked', 'waiting', 'receipts', 'goods'] as const;
export type Group = (typeof groups)[number];

const version = 1;

const answered = <T>(request: IDBRequest<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('the device refused it'));
  });

/** What was written stays, also when the machine stops a moment later. */
const done = (transaction: IDBTransaction): Promise<void> =>
  new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    transaction.onerror = () => reject(transaction.error ?? new Error('the device refused it'));
    transaction.onabort = () => reject(transaction.error ?? new Error('the device gave it up'));
  });

/** A few groups of values by their ids, in the browser's own database. */
export class Database {
  private constructor(private readonly base: IDBDatabase) {}

  static async open(name = 'vafa-till'): Promise<Database> {
    const request = indexedDB.open(name, version);
    request.onupgradeneeded = () => groups.forEach((group) => request.result.createObjectStore(group));
    const base = await answered(request);
    // A later page wants another form: it shall not wait for this one.
    base.onversionchange = () => base.close();
    return new Database(base);
  }

  get<T>(group: Group, id: string): Promise<T | undefined> {
    return answered(this.base.transaction(group).objectStore(group).get(id) as IDBRequest<T | undefined>);
  }

  /** In the order of their ids. */
  all<T>(group: Group): Promise<readonly T[]> {
    return answered(this.base.transaction(group).objectStore(group).getAll() as IDBRequest<T[]>);
  }

  put(group: Group, id: string, value: unknown): Promise<void> {
    return this.write([group], (transaction) => transaction.objectStore(group).put(value, id));
  }

  delete(group: Group, id: string): Promise<void> {
    return this.write([group], (transaction) => transaction.objectStore(group).delete(id));
  }

  /** Several changes of which all are done or none. */
  write(within: readonly Group[], change: (transaction: IDBTransaction) => unknown): Promise<void> {
    const transaction = this.base.transaction([...within], 'readwrite', { durability: 'strict' });
    change(transaction);
    return done(transaction);
  }
}
