import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { isLookUp, memberQuery } from '../src/console/members/member-query.ts';
import { seePersonal } from '../src/sign-in/see-personal.ts';

test('those who may list members are those whom the gateway lets', () => {
  const text = readFileSync(join(import.meta.dirname, '../../gateway/src/domain/roles.ts'), 'utf8');
  const [, named = ''] = /seePersonal[^[]*\[([^\]]*)\]/.exec(text) ?? [];
  expect([...named.matchAll(/'(\w+)'/g)].map(([, role]) => role)).toEqual(seePersonal);
});

test.each([
  ['', false],
  ['  ', false],
  ['سا', false],
  ['a-b', false],
  ['سارا', true],
  ['۰۹۱۲۳۴۵۶۷۸۹', true],
  ['6037', true],
  ['603', true],
])('who may not list members is asked about by %j: %s', (typed, isOne) => {
  expect(isLookUp(memberQuery(typed))).toBe(isOne);
});
