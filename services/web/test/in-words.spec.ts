import { expect, test } from '@jest/globals';
import { numberInWords } from '../src/kit/formats/in-words.ts';

test.each([
  [0n, 'صفر', 'zero'],
  [7n, 'هفت', 'seven'],
  [15n, 'پانزده', 'fifteen'],
  [40n, 'چهل', 'forty'],
  [101n, 'صد و یک', 'one hundred and one'],
  [999n, 'نهصد و نود و نه', 'nine hundred and ninety-nine'],
  [1_000n, 'هزار', 'one thousand'],
  [21_000n, 'بیست و یک هزار', 'twenty-one thousand'],
  [2_450_000n, 'دو میلیون و چهارصد و پنجاه هزار', 'two million four hundred and fifty thousand'],
  [1_000_000_000n, 'یک میلیارد', 'one billion'],
  [10n ** 15n, '', ''],
  [-1n, '', ''],
])('%s in words', (value, fa, en) => {
  expect([numberInWords(value, 'fa'), numberInWords(value, 'en')]).toEqual([fa, en]);
});
