import { expect, test } from '@jest/globals';
import { periodFrom } from '../src/domain/tiers.ts';

test.each<[string, string, string, number, string]>([
  ['in London, over the start of summer time', 'Europe/London', '2026-03-30T12:00:00Z', 2, '2026-03-28T00:00:00Z'],
  ['in London, over its end', 'Europe/London', '2026-10-26T12:00:00Z', 1, '2026-10-24T23:00:00Z'],
  ['in Tehran, at a midnight that clocks skipped', 'Asia/Tehran', '2022-03-23T12:00:00Z', 1, '2022-03-21T20:30:00Z'],
  [
    'in Sao Paulo, at a midnight that clocks skipped',
    'America/Sao_Paulo',
    '2018-11-05T12:00:00Z',
    1,
    '2018-11-04T03:00:00Z',
  ],
  ['where it is another day already', 'Pacific/Auckland', '2026-06-30T13:00:00Z', 365, '2025-06-30T12:00:00Z'],
])('the period of a tier begins with a day of the club: %s', (_name, zone, at, days, from) => {
  expect(periodFrom(new Date(at), days, zone)).toEqual(new Date(from));
});
