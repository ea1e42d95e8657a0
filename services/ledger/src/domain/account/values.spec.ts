import { describe, expect, test } from '@jest/globals';
import { account, day } from '../../../test/account-story.ts';
import { accrue, burn, extend } from '../../../test/commands.ts';
import { canonical } from '../journal/canonical.ts';
import { drawsOf, isSending, posted, postings, targetsOf, type Entry, type EntryKind } from '../journal/entry.ts';

const [accrued] = account()
  .when(accrue(5n, { key: 'e:a' }))
  .commits.flatMap(({ entries }) => entries) as [Entry];

describe('canonical text of', () => {
  test.each<[unknown, string]>([
    [new Date(5), '@5'],
    [-5n, '#-5'],
    ['a"b', '"a\\"b"'],
    ['', '""'],
    [true, 'true'],
    [7, '7'],
    [undefined, 'undefined'],
    [[1n, [new Date(0)], {}], '[#1,[@0],{}]'],
    [{ b: 1, a: { d: undefined, c: 'x' } }, '{a:{c:"x"},b:1}'],
  ])('%p', (value, text) => {
    expect(canonical(value)).toBe(text);
  });
});

describe('an entry', () => {
  test('took what left its lots, and not what came into them', () => {
    const story = account().when(accrue(5n, { key: 'e:a', expiresAt: day(9) }), extend('e:a', day(12)));
    expect(drawsOf(story.commits[1]?.entries[0] as Entry)).toEqual([{ lot: 'e:a', amount: 5n, expiresAt: day(9) }]);
    expect(drawsOf(accrued)).toEqual([]);
    expect(drawsOf({ ...accrued, taken: [{ lot: 'x', amount: 1n }] } as Entry)).toEqual([{ lot: 'x', amount: 1n }]);
  });
  test('is about its target, and a reversed accrual about the lot that it shared, too', () => {
    expect(targetsOf(accrued)).toEqual([]);
    expect(targetsOf({ ...accrued, kind: 'reinstate', target: 'e:t', lot: 'never' } as Entry)).toEqual(['e:t']);
    expect(targetsOf({ ...accrued, kind: 'reverse_accrual', target: 'e:t', lot: 'until:x' } as Entry)).toEqual([
      'e:t',
      'until:x',
    ]);
    expect(targetsOf({ ...accrued, kind: 'reverse_accrual', target: 'e:t', lot: 'e:t' } as Entry)).toEqual(['e:t']);
  });
  test('sends units when it is a gift, a merge or its undoing', () => {
    const kinds: EntryKind[] = ['send', 'merge', 'unmerge', 'receive', 'arrive', 'return', 'burn'];
    expect(kinds.filter((kind) => isSending({ ...accrued, kind } as Entry))).toEqual(['send', 'merge', 'unmerge']);
  });
  test('moves nothing in books that it does not name', () => {
    expect(postings({ available: 0n, held: -1n, redemption: 1n })).toEqual([
      { book: 'held', amount: -1n },
      { book: 'redemption', amount: 1n },
    ]);
    const [burned] = account().holding(5n).when(burn(2n)).commits[1]?.entries ?? [];
    expect(burned && (['available', 'redemption', 'held'] as const).map((book) => posted(burned, book))).toEqual([
      -2n,
      2n,
      0n,
    ]);
  });
});
