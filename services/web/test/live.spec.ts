import { describe, expect, test } from '@jest/globals';
import { lastId, withEvent, withGap, type Happened, type Line } from '../src/console/live/live-list.ts';
import { eventReader } from '../src/console/live/read-events.ts';

const happened = (id: string): Happened => ({
  id,
  kind: 'enrolment',
  at: '2026-02-01T12:00:00.000Z',
  branch_id: null,
  member_id: null,
  reward_id: null,
  points: null,
  money: null,
});
const told = (...ids: string[]): readonly Line[] =>
  ids.reduce<readonly Line[]>((lines, id) => withEvent(lines, happened(id)), []);

describe('events of a stream', () => {
  test.each([1, 2, 3, 7, 100])('are read whole, however they are cut: after %i characters', (size) => {
    const text = 'retry: 3000\n\n: beat\n\nid: a\ndata: {"id":"a"}\n\nevent: gap\ndata: {}\n\nid: b\nda';
    const read = eventReader();
    const parts = Array.from({ length: Math.ceil(text.length / size) }, (_none, at) =>
      text.slice(at * size, (at + 1) * size),
    );
    expect(parts.flatMap(read)).toEqual([
      { name: 'message', data: '{"id":"a"}' },
      { name: 'gap', data: '{}' },
    ]);
  });
});

describe('the list of what happened', () => {
  test('has the newest first, each once, and so many', () => {
    const lines = told('a', 'b', 'a', 'c', 'd', 'e', 'f', 'g', 'h', 'i');
    expect(lines.map(({ id }) => id)).toEqual(['i', 'h', 'g', 'f', 'e', 'd', 'c', 'b']);
  });

  test('shows a gap once, where something was before', () => {
    expect(withGap([])).toEqual([]);
    const gap = withGap(told('a'));
    expect(gap.map(({ id }) => id)).toEqual(['gap-a', 'a']);
    expect(withGap(gap)).toBe(gap);
    expect(lastId(gap)).toBe('a');
    expect(lastId([])).toBeUndefined();
  });
});
