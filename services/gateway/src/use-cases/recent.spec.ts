import { expect, test } from '@jest/globals';
import { Recent } from './recent.ts';

const now = new Date('2026-03-21T08:00:00Z');
const after = (ms: number): Date => new Date(now.getTime() + ms);

test('holds for a second, and not longer than it lasts', () => {
  const recent = new Recent<string>();
  recent.look(now).keep('a', 'Sara');
  recent.look(now).keep('b', 'Dara', after(300));
  expect([recent.get('a', after(999)), recent.get('b', after(299))]).toEqual(['Sara', 'Dara']);
  expect([recent.get('a', after(1_000)), recent.get('b', after(300))]).toEqual([undefined, undefined]);
});

test('what ends is forgotten, also what was being read when it ended', () => {
  const recent = new Recent<string>();
  recent.look(now).keep('a', 'Sara');
  recent.look(now).keep('b', 'Dara');
  const look = recent.look(now);
  recent.forget((value) => value === 'Sara');
  look.keep('a', 'Sara');
  expect([recent.get('a', now), recent.get('b', now)]).toEqual([undefined, 'Dara']);
  recent.forget((_, id) => id === 'b');
  expect(recent.get('b', now)).toBeUndefined();
});
