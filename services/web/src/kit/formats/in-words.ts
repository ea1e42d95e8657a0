import type { Language } from './language.ts';

const fa = {
  ones: [
    'صفر',
    'یک',
    'دو',
    'سه',
    'چهار',
    'پنج',
    'شش',
    'هفت',
    'هشت',
    'نه',
    'ده',
    'یازده',
    'دوازده',
    'سیزده',
    'چهارده',
    'پانزده',
    'شانزده',
    'هفده',
    'هجده',
    'نوزده',
  ],
  tens: ['', '', 'بیست', 'سی', 'چهل', 'پنجاه', 'شصت', 'هفتاد', 'هشتاد', 'نود'],
  hundreds: ['', 'صد', 'دویست', 'سیصد', 'چهارصد', 'پانصد', 'ششصد', 'هفتصد', 'هشتصد', 'نهصد'],
  scales: ['', 'هزار', 'میلیون', 'میلیارد', 'هزار میلیارد'],
} as const;

const en = {
  ones: [
    'zero',
    'one',
    'two',
    'three',
    'four',
    'five',
    'six',
    'seven',
    'eight',
    'nine',
    'ten',
    'eleven',
    'twelve',
    'thirteen',
    'fourteen',
    'fifteen',
    'sixteen',
    'seventeen',
    'eighteen',
    'nineteen',
  ],
  tens: ['', '', 'twenty', 'thirty', 'forty', 'fifty', 'sixty', 'seventy', 'eighty', 'ninety'],
  scales: ['', 'thousand', 'million', 'billion', 'trillion'],
} as const;

const faBelowThousand = (value: number): string => {
  const rest = value % 100;
  const small = rest < 20 ? [rest] : [Math.floor(rest / 10) * 10, rest % 10];
  const words = [
    fa.hundreds[Math.floor(value / 100)] ?? '',
    ...small.filter((each) => each > 0).map((each) => (each < 20 ? fa.ones[each] : fa.tens[each / 10]) ?? ''),
  ];
  return words.filter((word) => word !== '').join(' و ');
};

const enBelowThousand = (value: number): string => {
  const rest = value % 100;
  const tens = en.tens[Math.floor(rest / 10)] ?? '';
  const small = rest < 20 ? en.ones[rest] : tens + (rest % 10 === 0 ? '' : `-${en.ones[rest % 10] ?? ''}`);
  const hundreds = value < 100 ? '' : `${en.ones[Math.floor(value / 100)] ?? ''} hundred`;
  if (hundreds === '') return small ?? '';
  return rest === 0 ? hundreds : `${hundreds} and ${small ?? ''}`;
};

const thousandsOf = (value: bigint): number[] =>
  value === 0n ? [] : [Number(value % 1_000n), ...thousandsOf(value / 1_000n)];

/**
 * A whole number in words, «دو میلیون و چهارصد هزار», `two million four hundred thousand`: zeros that are one too many
 * are seen. From a thousand trillions on it is left to the digits.
 */
export const numberInWords = (value: bigint, language: Language): string => {
  const groups = thousandsOf(value);
  if (value < 0n || groups.length > fa.scales.length) return '';
  if (groups.length === 0) return (language === 'fa' ? fa : en).ones[0];
  const words = groups.map((group, at) => {
    if (group === 0) return '';
    if (language === 'en') return `${enBelowThousand(group)} ${en.scales[at] ?? ''}`.trim();
    // A thousand is not counted as one.
    return group === 1 && at === 1 ? (fa.scales[1] ?? '') : `${faBelowThousand(group)} ${fa.scales[at] ?? ''}`.trim();
  });
  return words
    .filter((word) => word !== '')
    .reverse()
    .join(language === 'fa' ? ' و ' : ' ');
};
