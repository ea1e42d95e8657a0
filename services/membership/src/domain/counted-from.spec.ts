import { expect, test } from '@jest/globals';
import { countedFrom, requireCounters } from './counted-from.ts';

const at = new Date('2026-03-20T12:00:00Z');
const brand = { brandColour: '', logoText: '', displayUnit: 'currency' } as const;
const tehran = { timeZone: 'Asia/Tehran', brand: { ...brand, calendar: 'persian' } } as const;
const london = { timeZone: 'Europe/London', brand: { ...brand, calendar: 'gregorian' } } as const;

// Friday, 29 Esfand 1404.
test.each([
  ['ever', tehran, '1970-01-01T00:00:00Z'],
  ['this_day', tehran, '2026-03-19T20:30:00Z'],
  ['this_week', tehran, '2026-03-13T20:30:00Z'],
  ['this_week', london, '2026-03-16T00:00:00Z'],
  ['this_month', tehran, '2026-02-19T20:30:00Z'],
  ['this_year', tehran, '2025-03-20T20:30:00Z'],
  ['this_year', london, '2026-01-01T00:00:00Z'],
  ['last_30_days', london, '2026-02-18T00:00:00Z'],
])('%s', (name, club, from) => {
  expect(countedFrom(name, at, club)).toEqual(new Date(from));
});

test('what is no counter is refused, and so are too many', () => {
  const refused = (code: string): unknown => expect.objectContaining({ code });
  expect(() => requireCounters(['ever', 'groceries'])).toThrow(refused('unknown_counter') as Error);
  expect(() => countedFrom('groceries', at, london)).toThrow(refused('unknown_counter') as Error);
  const many = Array.from({ length: 21 }, (_none, days) => `last_${String(days + 1)}_days`);
  expect(() => requireCounters(many)).toThrow(refused('too_many') as Error);
});
