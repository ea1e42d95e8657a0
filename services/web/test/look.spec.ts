import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import { fakeStorage } from './fake-storage.ts';

const names = ['localStorage', 'location', 'matchMedia'];

beforeEach(() => {
  const location = { href: 'http://club/console/account', search: '', reload: () => undefined };
  Object.assign(globalThis, { localStorage: fakeStorage(), location, matchMedia: () => ({ matches: false }) });
});
afterEach(() => {
  for (const name of names) Reflect.deleteProperty(globalThis, name);
});

/** As a page that was loaded anew knows it. */
const look = async () => {
  jest.resetModules();
  return import('../src/kit/look.ts');
};

test('a calendar is chosen for the console, and given back to the club and the language', async () => {
  expect((await look()).calendarOf('persian')).toBe('persian');
  (await look()).chooseLook({ calendar: 'gregorian' });
  (await look()).chooseLook({ theme: 'dark' });
  expect((await look()).calendarOf('persian')).toBe('gregorian');
  (await look()).chooseLook({ calendar: undefined });
  const { calendarOf, readLook } = await look();
  expect(calendarOf('persian')).toBe('persian');
  expect(readLook()).toEqual({ language: 'fa', theme: 'dark', contrast: 'usual' });
});
