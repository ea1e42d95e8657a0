import { describe, expect, test } from '@jest/globals';
import { emptyAccount } from '../../domain/account/account-state.ts';
import { untouched, type Head } from '../../domain/journal/commit.ts';
import { AccountCache } from './account-cache.ts';

const head = (lots = 0): Head => ({
  ...untouched({ clubId: 'demo', memberId: 'm', unit: 'points' }),
  state: {
    ...emptyAccount,
    lots: Array.from({ length: lots }, (_, n) => ({ id: String(n), sharing: 'alone', amount: 1n })),
  },
});

describe('the cache of accounts', () => {
  test('drops what was not used for longest once it is full', () => {
    const cache = new AccountCache(3);
    for (const account of ['a', 'b', 'c']) cache.put(account, head());
    cache.get('a');
    cache.put('d', head());
    expect(['a', 'b', 'c', 'd'].filter((account) => cache.get(account))).toEqual(['a', 'c', 'd']);
  });

  test('counts lots, so that large accounts leave room for fewer', () => {
    const cache = new AccountCache(10);
    for (const account of ['a', 'b', 'c']) cache.put(account, head());
    cache.put('large', head(8));
    expect(['a', 'b', 'c', 'large'].filter((account) => cache.get(account))).toEqual(['c', 'large']);
    cache.put('large', head());
    cache.put('a', head(6));
    expect(['a', 'b', 'c', 'large'].filter((account) => cache.get(account))).toEqual(['a', 'c', 'large']);
  });
});
