import { describe, expect, test } from '@jest/globals';
import { compileProjection, project } from '../src/query/projection.ts';
import { toDocument, toPlain } from './support/plain.ts';

type Plain = Record<string, unknown>;

function projected(specification: Plain, document: Plain): Plain {
  const projection = compileProjection(toDocument(specification));
  return JSON.parse(
    JSON.stringify(
      toPlain(projection === undefined ? toDocument(document) : project(toDocument(document), projection)),
    ),
  ) as Plain;
}

const document = { _id: 1, a: 1, b: { c: 1, d: 2 }, list: [{ c: 1, d: 2 }, 5, [{ c: 3 }], { d: 4 }] };

describe('projection', () => {
  test.each<[Plain, Plain]>([
    [{}, document],
    [{ a: 1 }, { _id: 1, a: 1 }],
    [{ a: 1, _id: 0 }, { a: 1 }],
    [{ _id: 1 }, { _id: 1 }],
    [{ _id: 0 }, { a: 1, b: { c: 1, d: 2 }, list: document.list }],
    [
      { b: 0, list: 0 },
      { _id: 1, a: 1 },
    ],
    [
      { a: 0, b: 0, _id: 1 },
      { _id: 1, list: document.list },
    ],
    [{ 'b.c': 1 }, { _id: 1, b: { c: 1 } }],
    [{ b: { c: 1 } }, { _id: 1, b: { c: 1 } }],
    [{ 'a.x': 1 }, { _id: 1 }],
    [{ 'list.c': 1, _id: 0 }, { list: [{ c: 1 }, [{ c: 3 }], {}] }],
    [{ 'list.c': 0, a: 0, b: 0, _id: 0 }, { list: [{ d: 2 }, 5, [{}], { d: 4 }] }],
  ])('%j', (specification, expected) => {
    expect(projected(specification, document)).toEqual(expected);
  });

  test('fields come in the order of the document', () => {
    expect(Object.keys(projected({ b: 1, a: 1, _id: 1 }, document))).toEqual(['_id', 'a', 'b']);
  });

  test.each<[string, Plain]>([
    ['Path collision', { a: 1, 'a.b': 1 }],
    ['Path collision', { 'a.b': 0, a: 0 }],
    ['include and exclude', { a: 1, b: 0 }],
    ['expression', { a: 'x' }],
    ['$slice', { a: { $slice: 1 } }],
  ])('%s: %j is refused', (why, specification) => {
    expect(() => compileProjection(toDocument(specification))).toThrow(why);
  });
});
