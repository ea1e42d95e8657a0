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
  expect((await look()).calendarOf('persian', 'stf_1')).toBe('persian');
  (await look()).chooseCalendar('stf_1', 'gregorian');
  (await look()).chooseLook({ theme: 'dark' });
  expect((await look()).calendarOf('persian', 'stf_1')).toBe('gregorian');
  (await look()).chooseCalendar('stf_1', undefined);
  const { calendarOf, readLook } = await look();
  expect(calendarOf('persian', 'stf_1')).toBe('persian');
  expect(readLook()).toEqual({ language: 'fa', theme: 'dark', contrast: 'usual' });
});

test('of a desk that many sit at, each has the calendar of their own', async () => {
  (await look()).chooseCalendar('stf_1', 'gregorian');
  const { calendarOf, calendarChosenBy } = await look();
  expect([calendarOf('persian', 'stf_2'), calendarChosenBy('stf_2')]).toEqual(['persian', undefined]);
  (await look()).chooseCalendar('stf_2', 'persian');
  expect([calendarOf('gregorian', 'stf_1'), calendarOf('gregorian', 'stf_2')]).toEqual(['gregorian', 'persian']);
  for (let at = 3; at < 100; at++) (await look()).chooseCalendar(`stf_${String(at)}`, 'persian');
  expect(localStorage.getItem('vafa.calendars')?.length).toBeLessThan(2_000);
});

test('what a browser keeps of before, or of somebody else’s hand, chooses nothing', async () => {
  localStorage.setItem('vafa.look', '{"theme":"dark","calendar":"gregorian"}');
  const { calendarOf, readLook } = await look();
  expect([calendarOf('persian', 'stf_1'), readLook().theme]).toEqual(['persian', 'dark']);
  for (const kept of ['no JSON', 'null', '{"stf_1":"gregorian"}', '[["stf_1","lunar"]]', '[7]']) {
    localStorage.setItem('vafa.calendars', kept);
    expect((await look()).calendarOf('persian', 'stf_1')).toBe('persian');
  }
});

test('an address says a calendar before anybody has chosen one', async () => {
  Object.assign(location, { search: '?calendar=gregorian' });
  expect((await look()).calendarOf('persian', 'stf_1')).toBe('gregorian');
});
