import { describe, expect, test } from '@jest/globals';
import { countryOf, isCountry } from './country.ts';

describe('countries', () => {
  test.each([
    ['Asia/Tehran', 'IR'],
    ['Iran', 'IR'],
    ['Asia/Manila', 'PH'],
    ['Africa/Lagos', 'NG'],
    ['Europe/Berlin', 'DE'],
    ['Asia/Kolkata', 'IN'],
    ['Asia/Calcutta', 'IN'],
    ['US/Eastern', 'US'],
    ['Europe/Kyiv', 'UA'],
    ['UTC', ''],
    ['Etc/GMT-3', ''],
    ['EST', ''],
    ['MST', ''],
    ['EST5EDT', 'US'],
    ['Atlantic/Canary', 'ES'],
    ['Europe/Belgrade', 'RS'],
  ])('the people of %s live in %p', (zone, country) => {
    expect(countryOf(zone)).toBe(country);
  });

  test.each(['IR', 'GB', 'DE', 'RS', 'QA', 'ES', 'TM', 'FR'])('%s is one', (each) => {
    expect(isCountry(each)).toBe(true);
  });

  test.each([
    '',
    'ir',
    'UK',
    'DD',
    'SU',
    'EU',
    'ZZ',
    'QM',
    'QZ',
    'XA',
    'XK',
    'XZ',
    'AA',
    'AC',
    'TA',
    'JJ',
    'IRN',
    'I',
    '۱۲',
  ])('%p is none', (each) => {
    expect(isCountry(each)).toBe(false);
  });
});
