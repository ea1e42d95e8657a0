import { describe, expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { differencesOf } from '../src/console/promotions/differences.ts';
import { nextSteps } from '../src/console/promotions/life.ts';
import type { Part } from '../src/console/promotions/lines.ts';
import { saidFields } from '../src/console/promotions/said-fields.ts';
import { conditionGroups, conditionKinds, groupKinds } from '../src/console/promotions/terms/conditions.ts';
import { effectGroups, effectKinds } from '../src/console/promotions/terms/effects.ts';
import { moved, pointerOf, withField } from '../src/console/promotions/terms/json.ts';
import { termsEn } from '../src/console/promotions/terms/words-en.ts';

const terms = join(import.meta.dirname, '../../campaigns/src/domain/promotions/terms');
const snake = (name: string): string => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/** Fields of each kind as the engine's own model has them, in the names of REST; a union of kinds has none here. */
const kindsIn = (file: string): Map<string, string[]> => {
  const text = readFileSync(join(terms, file), 'utf8');
  const found = text.matchAll(/strictObject\(\{\s*kind: z\.literal\('(\w+)'\)((?:[^{}]|\{[^{}]*\})*)\}\)/g);
  return new Map(
    [...found].map(([, kind = '', rest = '']) => {
      const flat = rest.replace(/z\.strictObject\(\{[^{}]*\}\)/g, '').replace(/\/\*[^]*?\*\//g, '');
      const fields = [...flat.matchAll(/(?:^|,)\s*(\w+)(?=\s*[:,}]|\s*$)/g)].map(([, name = '']) => snake(name));
      return [kind, fields.sort()] as const;
    }),
  );
};

describe.each([
  ['conditions', conditionKinds, conditionGroups],
  ['effects', effectKinds, effectGroups],
] as const)('the description of %s', (file, kinds, groups) => {
  const known = [...kindsIn(`${file}.ts`)].filter(([kind]) => !(groupKinds as readonly string[]).includes(kind));

  test('has every kind that the engine has, with every field', () => {
    expect(known.length).toBeGreaterThan(15);
    const described = kinds.map(({ kind, fields }) => [kind, fields.map(({ name }) => name).sort()] as const);
    expect(Object.fromEntries(described)).toEqual(Object.fromEntries(known));
  });

  test('has words and a place among the groups for each of them', () => {
    for (const { kind, group } of kinds) {
      expect(Object.keys(termsEn)).toEqual(expect.arrayContaining([`kind.${kind}`, `term.${kind}`, `group.${group}`]));
      expect(groups).toContain(group);
    }
  });

  test('begins with nothing that the description does not know', () => {
    for (const { fields, fresh } of kinds)
      expect(['kind', ...fields.map(({ name }) => name)]).toEqual(expect.arrayContaining(Object.keys(fresh)));
    expect(kinds.every(({ kind, fresh }) => fresh.kind === kind)).toBe(true);
  });
});

test('conditions that hold others are those of the engine', () => {
  const text = readFileSync(join(terms, 'conditions.ts'), 'utf8');
  for (const kind of groupKinds) expect(text).toContain(`'${kind}'`);
});

test('every field of the terms is said by one of the parts', () => {
  const text = readFileSync(join(terms, 'promotion.ts'), 'utf8');
  const model = text.split('export const promotion = z')[1]?.split('.refine(')[0] ?? '';
  const fields = [...model.matchAll(/^ {4}(\w+): /gm)].map(([, name = '']) => snake(name));
  expect(fields.length).toBeGreaterThan(12);
  expect([...saidFields, 'code', 'name'].sort()).toEqual(fields.sort());
});

describe('terms as JSON', () => {
  test('change in one place and keep all others', () => {
    expect(withField({ kind: 'total', at_least: 1, moon: 'full' }, 'at_least', undefined)).toEqual({
      kind: 'total',
      moon: 'full',
    });
    expect(moved(['a', 'b', 'c'], 2, -1)).toEqual(['a', 'c', 'b']);
    expect(moved(['a', 'b'], 1, 1)).toEqual(['a', 'b']);
    expect(pointerOf(['terms', 'conditions', 0, 'a/b~c'])).toBe('/terms/conditions/0/a~1b~0c');
  });
});

describe('steps', () => {
  test.each([
    [{ state: 'draft', draft: 'draft' }, ['submit', 'copy']],
    [{ state: 'submitted', draft: 'submitted' }, ['approve', 'copy']],
    [{ state: 'approved', draft: 'approved' }, ['publish', 'copy']],
    [{ state: 'running', draft: null }, ['pause', 'end', 'copy']],
    [{ state: 'running', draft: 'approved' }, ['publish', 'pause', 'end', 'copy']],
    [{ state: 'paused', draft: null }, ['resume', 'end', 'copy']],
    [{ state: 'ended', draft: 'draft' }, ['submit', 'copy']],
  ] as const)('of %j', (stands, expected) => {
    expect(nextSteps(stands)).toEqual(expected);
  });
});

describe('differences', () => {
  const part = (id: string, ...lines: string[]): Part => ({ id, title: id, lines: lines.map((text) => ({ text })) });

  test('are told part by part, and what both say is left out', () => {
    const before = [part('effects', 'a', 'b'), part('caps', 'c')];
    const after = [part('effects', 'b', 'd'), part('limits', 'e')];
    expect(differencesOf(before, after)).toEqual([
      { title: 'effects', was: ['a'], is: ['d'] },
      { title: 'caps', was: ['c'], is: [] },
      { title: 'limits', was: [], is: ['e'] },
    ]);
  });

  test('of order alone tell the whole order', () => {
    expect(differencesOf([part('effects', 'a', 'b')], [part('effects', 'b', 'a')])).toEqual([
      { title: 'effects', was: ['a', 'b'], is: ['b', 'a'] },
    ]);
  });
});
