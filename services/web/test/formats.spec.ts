import { describe, expect, test } from '@jest/globals';
import { endOfPhone, formatCard, formatPhone } from '../src/kit/formats/identities.ts';
import { initialsOf } from '../src/kit/formats/initials.ts';
import { formatCount, formatPoints, formatSignedPoints } from '../src/kit/formats/counts.ts';
import {
  formatDay,
  formatDays,
  formatFullDay,
  formatEnds,
  formatMonth,
  formatShortDay,
  formatTime,
  noonOf,
  withoutZone,
  type DaySettings,
} from '../src/kit/formats/dates.ts';
import { calendarShown } from '../src/kit/formats/language.ts';
import { formatLargeMoney, formatMoney, moneyText, type Money } from '../src/kit/formats/money.ts';
import {
  formatNumber,
  formatPercent,
  formatSigned,
  parseNumber,
  plainDigits,
  withDigits,
} from '../src/kit/formats/numbers.ts';
import { formatRelative } from '../src/kit/formats/relative.ts';
import { worthOfPoints } from '../src/kit/formats/worth.ts';

describe('digits', () => {
  test.each([
    ['0912 345 67 89', '۰۹۱۲ ۳۴۵ ۶۷ ۸۹'],
    ['8831-07', '۸۸۳۱-۰۷'],
    ['', ''],
  ])('%s is %s', (latin, persian) => {
    expect(withDigits(latin, 'fa')).toBe(persian);
    expect(withDigits(latin, 'en')).toBe(latin);
    expect(plainDigits(persian)).toBe(latin);
  });

  test('of Arabic keyboards are read too', () => {
    expect(plainDigits('٠١٢٣٤٥٦٧٨٩ x')).toBe('0123456789 x');
  });
});

describe('numbers', () => {
  test.each([
    [0, '۰', '0'],
    [7, '۷', '7'],
    [999, '۹۹۹', '999'],
    [1000, '۱٬۰۰۰', '1,000'],
    [4_330_250, '۴٬۳۳۰٬۲۵۰', '4,330,250'],
    [-128_000, '−۱۲۸٬۰۰۰', '−128,000'],
    [2.35, '۲٫۳۵', '2.35'],
    [-0.5, '−۰٫۵', '−0.5'],
    [9_007_199_254_740_993n, '۹٬۰۰۷٬۱۹۹٬۲۵۴٬۷۴۰٬۹۹۳', '9,007,199,254,740,993'],
    [{ digits: 1250n, scale: 3 }, '۱٫۲۵', '1.25'],
    [{ digits: -5n, scale: 2 }, '−۰٫۰۵', '−0.05'],
  ])('%s', (value, persian, english) => {
    expect(formatNumber(value, 'fa')).toBe(persian);
    expect(formatNumber(value, 'en')).toBe(english);
  });

  test.each([
    [480, '+۴۸۰', '+480'],
    [-84_750, '−۸۴٬۷۵۰', '−84,750'],
    [0, '۰', '0'],
    [1.8, '+۱٫۸', '+1.8'],
  ])('%s with its sign', (value, persian, english) => {
    expect([formatSigned(value, 'fa'), formatSigned(value, 'en')]).toEqual([persian, english]);
  });

  test('per cent', () => {
    expect([formatPercent(20, 'fa'), formatPercent(20, 'en'), formatPercent(1.5, 'fa')]).toEqual([
      '۲۰٪',
      '20%',
      '۱٫۵٪',
    ]);
  });

  test.each([
    [1e21, '1,000,000,000,000,000,000,000'],
    [1e-7, '0.0000001'],
    [-2.5e-7, '−0.00000025'],
  ])('%s is typed by nobody who means it, and breaks no page', (value, english) => {
    expect(formatNumber(value, 'en')).toBe(english);
  });

  test.each([NaN, Infinity])('%s is not shown', (value) => {
    expect(() => formatNumber(value, 'fa')).toThrow(RangeError);
  });

  test.each([
    ['۴٬۳۳۰٬۲۵۰', 4_330_250n, 0],
    ['4,330,250', 4_330_250n, 0],
    ['٤٣٣', 433n, 0],
    [' 12 ', 12n, 0],
    ['۲٫۳۵', 235n, 2],
    ['2.35', 235n, 2],
    ['−۵', -5n, 0],
    ['-5', -5n, 0],
    ['\u200f۱۲۳', 123n, 0],
    ['1 000', 1000n, 0],
  ])('«%s» is read', (typed, digits, scale) => {
    expect(parseNumber(typed)).toEqual({ digits, scale });
  });

  test.each(['', 'x', '1,2', '1,,000', '1.', '.5', '1.2.3', '12e3', '0x1', '1234567890123456'])(
    '“%s” is no number',
    (typed) => expect(parseNumber(typed)).toBeUndefined(),
  );
});

const rials = (amount: bigint | string): Money => ({ amount, currency: 'IRR', digits: 2 });
const pounds = (amount: number): Money => ({ amount, currency: 'GBP', digits: 2 });

describe('money', () => {
  test.each([
    [rials(4_330_250_000n), '۴٬۳۳۰٬۲۵۰ تومان', '4,330,250 toman', '43,302,500 rial'],
    [rials('100'), '۰٫۱ تومان', '0.1 toman', '1 rial'],
    [rials(0n), '۰ تومان', '0 toman', '0 rial'],
    [rials(-128_000_000n), '−۱۲۸٬۰۰۰ تومان', '−128,000 toman', '−1,280,000 rial'],
    [rials(9_007_199_254_740_993_000n), '۹٬۰۰۷٬۱۹۹٬۲۵۴٬۷۴۰٬۹۹۳ تومان', '9,007,199,254,740,993 toman', undefined],
    [pounds(1250), '۱۲٫۵۰ GBP\u200f', '12.50 GBP', '12.50 GBP'],
    [pounds(5), '۰٫۰۵ GBP\u200f', '0.05 GBP', '0.05 GBP'],
    [{ amount: 1200, currency: 'JPY', digits: 0 }, '۱٬۲۰۰ JPY\u200f', '1,200 JPY', '1,200 JPY'],
    [{ amount: 1234, currency: 'KWD', digits: 3 }, '۱٫۲۳۴ KWD\u200f', '1.234 KWD', '1.234 KWD'],
  ])('%j', (money, persian, english, currency) => {
    expect(moneyText(money, 'toman', 'fa')).toBe(persian);
    expect(moneyText(money, 'toman', 'en')).toBe(english);
    if (currency !== undefined) expect(moneyText(money, 'currency', 'en')).toBe(currency);
  });

  test('a rial of the card terminal is named in Persian', () => {
    expect(formatMoney(rials(4_330_250_000n), 'currency', 'fa')).toEqual({ number: '۴۳٬۳۰۲٬۵۰۰', unit: 'ریال' });
  });

  test.each([
    [rials(24_600_000_000_000n), '۲۴٫۶ میلیارد تومان', '24.6 bn toman'],
    [rials(1_380_000_000_000n), '۱٫۴ میلیارد تومان', '1.4 bn toman'],
    [rials(999_960_000_000n), '۱ میلیارد تومان', '1 bn toman'],
    [rials(258_000_000_000n), '۲۵۸ میلیون تومان', '258 m toman'],
    [rials(999_949_000n), '۹۹۹٬۹۴۹ تومان', '999,949 toman'],
    [rials(-24_650_000_000_000n), '−۲۴٫۷ میلیارد تومان', '−24.7 bn toman'],
    [pounds(123_456_789), '۱٫۲ میلیون GBP\u200f', '1.2 m GBP'],
  ])('%j in few digits', (money, persian, english) => {
    const text = (language: 'fa' | 'en') => Object.values(formatLargeMoney(money, 'toman', language)).join(' ');
    expect([text('fa'), text('en')]).toEqual([persian, english]);
  });
});

describe('points and other counts', () => {
  test.each([
    [0, '۰ امتیاز', '0 points'],
    [1, '۱ امتیاز', '1 point'],
    [2, '۲ امتیاز', '2 points'],
    [1840n, '۱٬۸۴۰ امتیاز', '1,840 points'],
  ])('%s points', (points, persian, english) => {
    expect([formatPoints(points, 'fa'), formatPoints(points, 'en')]).toEqual([persian, english]);
  });

  test.each([
    [480, ['+۴۸۰', 'امتیاز'], ['+480', 'points']],
    [-1n, ['−۱', 'امتیاز'], ['−1', 'point']],
  ])('%s points given or taken', (points, persian, english) => {
    expect([formatSignedPoints(points, 'fa'), formatSignedPoints(points, 'en')]).toEqual([persian, english]);
  });

  test('a noun follows its number', () => {
    const noun = { one: 'till', other: 'tills' };
    expect([0, 1, 2, 21].map((count) => formatCount(count, noun, 'en'))).toEqual([
      '0 tills',
      '1 till',
      '2 tills',
      '21 tills',
    ]);
  });
});

const tehran = 'Asia/Tehran';
const fa: DaySettings = { language: 'fa', calendar: 'persian', zone: tehran };
const en: DaySettings = { language: 'en', calendar: 'gregorian', zone: tehran };
const at = (text: string): Date => new Date(text);

describe('days', () => {
  test.each([
    ['2026-11-26T12:00:00Z', 'پنجشنبه ۵ آذر ۱۴۰۵', 'Thursday 26 November 2026'],
    ['2026-11-26T20:29:00Z', 'پنجشنبه ۵ آذر ۱۴۰۵', 'Thursday 26 November 2026'],
    ['2026-11-26T20:30:00Z', 'جمعه ۶ آذر ۱۴۰۵', 'Friday 27 November 2026'],
    ['2025-03-20T12:00:00Z', 'پنجشنبه ۳۰ اسفند ۱۴۰۳', 'Thursday 20 March 2025'],
    ['2025-03-21T12:00:00Z', 'جمعه ۱ فروردین ۱۴۰۴', 'Friday 21 March 2025'],
    ['2026-03-20T12:00:00Z', 'جمعه ۲۹ اسفند ۱۴۰۴', 'Friday 20 March 2026'],
    ['2026-11-24T12:00:00Z', 'سه‌شنبه ۳ آذر ۱۴۰۵', 'Tuesday 24 November 2026'],
  ])('%s in full', (instant, persian, english) => {
    expect([formatFullDay(at(instant), fa), formatFullDay(at(instant), en)]).toEqual([persian, english]);
  });

  test('either language in either calendar', () => {
    const day = at('2026-11-26T12:00:00Z');
    expect(formatDay(day, { ...fa, calendar: 'gregorian' })).toBe('۲۶ نوامبر ۲۰۲۶');
    expect(formatDay(day, { ...en, calendar: 'persian' })).toBe('5 Azar 1405');
    expect([formatMonth(day, fa), formatMonth(day, en)]).toEqual(['آذر ۱۴۰۵', 'November 2026']);
    expect([formatShortDay(day, fa), formatShortDay(day, en)]).toEqual(['۵ آذر', '26 Nov']);
    expect(formatShortDay(at('2026-09-02T12:00:00Z'), en)).toBe('2 Sep');
  });

  test('a reader of English sees Gregorian days, also of a Jalali club, and whoever chose a calendar that one', () => {
    expect([calendarShown('en', 'persian'), calendarShown('fa', 'persian')]).toEqual(['gregorian', 'persian']);
    expect([calendarShown('en', 'gregorian'), calendarShown('fa', 'gregorian')]).toEqual(['gregorian', 'gregorian']);
    expect([calendarShown('en', 'persian', 'persian'), calendarShown('fa', 'persian', 'gregorian')]).toEqual([
      'persian',
      'gregorian',
    ]);
    const months = Array.from({ length: 12 }, (_, month) =>
      formatMonth(at(`2026-${String(month + 1).padStart(2, '0')}-25T12:00:00Z`), { ...en, calendar: 'persian' }),
    );
    expect(months.filter((month) => !/^[A-Z][a-z]+ 140[45]$/.test(month))).toEqual([]);
  });

  test.each(['Pacific/Kiritimati', 'Pacific/Pago_Pago', 'Asia/Tehran'])('a birthday is the same in %s', (zone) => {
    expect(formatDay(noonOf('1990-03-21'), withoutZone({ ...en, zone }))).toBe('21 March 1990');
  });

  test.each([
    ['2026-11-01', '2026-11-30', '۱۰ آبان تا ۹ آذر ۱۴۰۵', '1 November to 30 November 2026'],
    ['2027-11-01', '2027-11-30', '۱۰ آبان تا ۹ آذر ۱۴۰۶', '1 November to 30 November 2027'],
    ['2027-03-01', '2027-03-31', '۱۰ اسفند ۱۴۰۵ تا ۱۱ فروردین ۱۴۰۶', '1 March to 31 March 2027'],
  ])('of the ends %s and %s the year is told', (from, to, persian, english) => {
    const ends = [noonOf(from), noonOf(to)] as const;
    expect([formatEnds(...ends, fa).join(' تا '), formatEnds(...ends, en).join(' to ')]).toEqual([persian, english]);
  });

  test.each([
    ['2026-12-19T12:00:00Z', '2026-12-21T12:00:00Z', 'شنبه ۲۸ تا دوشنبه ۳۰ آذر', 'Sat 19 to Mon 21 Dec'],
    ['2026-10-28T12:00:00Z', '2026-11-26T12:00:00Z', 'چهارشنبه ۶ آبان تا پنجشنبه ۵ آذر', 'Wed 28 Oct to Thu 26 Nov'],
  ])('from %s to %s', (from, to, persian, english) => {
    expect([formatDays(at(from), at(to), fa), formatDays(at(from), at(to), en)]).toEqual([persian, english]);
  });

  test('a time is that of the zone', () => {
    expect([formatTime(at('2026-11-26T15:12:00Z'), fa), formatTime(at('2026-11-26T20:31:00Z'), en)]).toEqual([
      '۱۸:۴۲',
      '00:01',
    ]);
  });
});

describe('how long ago', () => {
  const now = at('2026-11-26T12:00:00Z');
  test.each([
    ['2026-11-26T11:59:31Z', 'همین حالا', 'just now'],
    ['2026-11-26T11:59:00Z', '۱ دقیقه پیش', '1 minute ago'],
    ['2026-11-26T11:13:00Z', '۴۷ دقیقه پیش', '47 minutes ago'],
    ['2026-11-26T10:01:00Z', '۱ ساعت پیش', '1 hour ago'],
    ['2026-11-23T12:00:00Z', '۳ روز پیش', '3 days ago'],
    ['2026-11-19T12:00:01Z', '۶ روز پیش', '6 days ago'],
    ['2026-11-19T12:00:00Z', '۲۸ آبان ۱۴۰۵', '19 November 2026'],
    ['2026-11-26T14:30:00Z', '۲ ساعت دیگر', 'in 2 hours'],
    ['2026-12-05T12:00:00Z', '۱۴ آذر ۱۴۰۵', '5 December 2026'],
  ])('%s', (instant, persian, english) => {
    expect([formatRelative(at(instant), now, fa), formatRelative(at(instant), now, en)]).toEqual([persian, english]);
  });
});

describe('phones, cards and initials', () => {
  test.each([
    ['+989123456789', '0912 345 6789', '۰۹۱۲ ۳۴۵ ۶۷۸۹'],
    ['+982188776655', '021 8877 6655', '۰۲۱ ۸۸۷۷ ۶۶۵۵'],
    ['+442071838750', '+442071838750', '+۴۴۲۰۷۱۸۳۸۷۵۰'],
    ['••••6789', '••••6789', '••••۶۷۸۹'],
  ])('the phone %s', (phone, english, persian) => {
    expect(formatPhone(phone, 'en')).toBe(english);
    expect(formatPhone(phone, 'fa')).toBe(persian);
  });

  test.each([
    ['604111000120', '6041 1100 0120'],
    ['60411', '6041 1'],
    ['AB-1', 'AB-1'],
  ])('the card %s', (card, english) => expect(formatCard(card, 'en')).toBe(english));
  test('the end of a number', () => expect(endOfPhone('+989123456789', 'fa')).toBe('•••• ۶۷۸۹'));

  test.each([
    ['Sara Kaviani', 'SK'],
    ['سارا کاویانی', 'س\u200cک'],
    ['\u202eOmid', 'O'],
    ['<b> x', 'BX'],
    ['', ''],
  ])('the initials of %j', (name, initials) => expect(initialsOf(name)).toBe(initials));
});

describe('what points pay', () => {
  test.each([
    ['1440', 2_000_000_000, 288_000_000n],
    [7_220, 2_000_000_000, 1_444_000_000n],
    [1_000, 10_000, 1_000n],
    [3, 5_000, 1n],
    [7, 0, 0n],
  ])('%s of them at %s ten-thousandths are %s minor units', (points, value, worth) => {
    expect(worthOfPoints(points, value)).toBe(worth);
  });
});
