import { expect, test } from '@jest/globals';
import type { ReceivedSpan } from '@vafa/testing';
import { TraceTree } from './trace-tree.ts';

const span = (id: string, parentId: string, kind: ReceivedSpan['kind'], name: string, traceId = 't'): ReceivedSpan => ({
  traceId,
  id,
  parentId,
  name,
  kind,
  attributes: { 'vafa.topic': id },
  failed: false,
  links: [],
  resource: {},
});

const tree = new TraceTree(
  [
    span('a', 'till', 'server', 'close'),
    span('b', 'a', 'client', 'find'),
    span('c', 'a', 'client', 'save'),
    span('d', 'c', 'server', 'save'),
    span('e', 'c', 'server', 'save', 'other'),
  ],
  't',
);

test('a chain is found along its edges only, within its trace', () => {
  expect(
    tree
      .below('till', [
        { kind: 'server', name: 'close' },
        { kind: 'client', attributes: { 'vafa.topic': 'c' } },
        { kind: 'server' },
      ])
      .map(({ id }) => id),
  ).toEqual(['d']);
  expect(() =>
    tree.below('till', [
      { kind: 'server', name: 'close' },
      { kind: 'server', name: 'save' },
    ]),
  ).toThrow('only ["client find","client save"]');
  expect(() => tree.below('a', [{ kind: 'client', name: 'find' }, { kind: 'server' }])).toThrow('below b');
});
