import { describe, expect, test } from '@jest/globals';
import { commitId } from '../../domain/journal/commit.ts';
import { EachAccount, type AsOf } from './each-account.ts';

/** Accounts of one club and their last versions; commit n of an account was made in the n-th millisecond. */
class Accounts {
  readonly versions = new Map<string, number>();
  /** How often they were listed. */
  listed = 0;
  asked: (readonly string[])[] = [];
  read: ReadonlyMap<string, number>[] = [];

  grow(account: string, commits = 1): void {
    this.versions.set(account, (this.versions.get(account) ?? 0) + commits);
  }

  async *accounts(_clubId: string | undefined, after = ''): AsyncIterable<string> {
    await Promise.resolve();
    this.listed++;
    yield* [...this.versions.keys()].sort().filter((account) => account > after);
  }

  accountCount(): Promise<number> {
    return Promise.resolve(this.versions.size);
  }

  present(ids: readonly string[], until?: Date): Promise<readonly string[]> {
    this.asked.push(ids);
    return Promise.resolve(
      ids.filter((id) => {
        const [account = '', version = ''] = id.split('/');
        return Number(version) <= Math.min(this.versions.get(account) ?? 0, until?.getTime() ?? Infinity);
      }),
    );
  }

  each(accountsMax = 1_000, isKept = true): EachAccount<string> {
    const read = (places: ReadonlyMap<string, number>): Promise<Iterable<AsOf<string>>> => {
      this.read.push(places);
      return Promise.resolve(
        [...places].map(([account, version]) => ({
          account,
          version,
          at: new Date(version),
          known: commitId(account, version),
        })),
      );
    };
    return new EachAccount(this, read, { accountsMax, isKept });
  }

  /** Questions and ids since the last time. */
  cost(): { questions: number; ids: number; read: number } {
    const cost = {
      questions: this.asked.length,
      ids: this.asked.flat().length,
      read: this.read.reduce((sum, { size }) => sum + size, 0),
    };
    [this.asked, this.read] = [[], []];
    return cost;
  }
}

const found = async (
  each: EachAccount<string>,
  scope: { unit?: string; at?: Date } = {},
  after?: string,
): Promise<readonly string[]> => {
  const all: string[] = [];
  for await (const { known } of each.asOf({ clubId: 'demo', ...scope }, after)) all.push(known);
  return all;
};

const some = (versions: Readonly<Record<string, number>>): Accounts => {
  const accounts = new Accounts();
  for (const [account, version] of Object.entries(versions)) accounts.grow(account, version);
  return accounts;
};

describe('a walk over accounts', () => {
  test('finds the last commit of each, whatever its version, and of one unit those', async () => {
    const accounts = some(
      Object.fromEntries(
        Array.from({ length: 130 }, (_, n) => [`demo.m${String(n + 1).padStart(3, '0')}.points`, n + 1]),
      ),
    );
    const lasts = [...accounts.versions].map(([account, version]) => commitId(account, version));
    accounts.grow('demo.m001.stars', 5);
    expect(await found(accounts.each(), { unit: 'points' })).toEqual(lasts);
    expect(await found(accounts.each(), { unit: 'stars' })).toEqual(['demo.m001.stars/000000000005']);
    expect(await found(accounts.each(), { unit: 'points' }, 'demo.m127.points')).toEqual(lasts.slice(127));
  });

  test('costs the logarithm of a history that is not known, and one question for what is known', async () => {
    const accounts = some({ 'demo.a.points': 1_000_000, 'demo.b.points': 3 });
    const each = accounts.each();
    expect(await found(each)).toEqual(['demo.a.points/000001000000', 'demo.b.points/000000000003']);
    expect(accounts.cost().ids).toBeLessThan(2 * 20 + 10);
    expect(await found(each)).toEqual(['demo.a.points/000001000000', 'demo.b.points/000000000003']);
    expect(accounts.cost()).toEqual({ questions: 1, ids: 2, read: 0 });
    expect(accounts.listed).toBe(1);
  });

  test('reads anew what is not to be kept, and knows how far accounts were', async () => {
    const accounts = some({ 'demo.a.points': 1_000, 'demo.b.points': 3 });
    const each = accounts.each(1_000, false);
    await found(each);
    accounts.cost();
    await found(each);
    expect(accounts.cost()).toEqual({ questions: 1, ids: 2, read: 2 });
  });

  test('fails where a commit is gone that was there', async () => {
    const accounts = some({ 'demo.a.points': 3 });
    const each = new EachAccount<string>(accounts, () => Promise.resolve([]), { accountsMax: 10, isKept: false });
    await expect(found(each)).rejects.toMatchObject({
      code: 'journal_broken',
      details: { account: 'demo.a.points', version: '3' },
    });
  });

  test('misses nothing that another process wrote: more commits of an account, and a new account', async () => {
    const accounts = some({ 'demo.a.points': 2, 'demo.c.points': 9 });
    const each = accounts.each();
    await found(each);
    accounts.grow('demo.a.points', 7);
    accounts.grow('demo.b.points');
    expect(await found(each)).toEqual([
      'demo.a.points/000000000009',
      'demo.b.points/000000000001',
      'demo.c.points/000000000009',
    ]);
  });

  test('of a past moment leaves out what came later, and does not forget what is known of now', async () => {
    const accounts = some({ 'demo.a.points': 50, 'demo.b.points': 3 });
    const each = accounts.each();
    await found(each);
    expect(await found(each, { at: new Date(17) })).toEqual([
      'demo.a.points/000000000017',
      'demo.b.points/000000000003',
    ]);
    expect(await found(each, { at: new Date(0) })).toEqual([]);
    accounts.cost();
    expect(await found(each)).toEqual(['demo.a.points/000000000050', 'demo.b.points/000000000003']);
    expect(accounts.cost()).toEqual({ questions: 1, ids: 2, read: 0 });
  });

  test('with more accounts than it remembers it still remembers some, and reads the others', async () => {
    const accounts = some(Object.fromEntries(Array.from({ length: 10 }, (_, n) => [`demo.m${String(n)}.points`, 4])));
    const each = accounts.each(6);
    await found(each);
    accounts.cost();
    expect(await found(each)).toHaveLength(10);
    expect(accounts.cost().read).toBe(4);
  });
});
