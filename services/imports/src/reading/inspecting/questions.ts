import { TextDecoder } from 'node:util';
import type { AnswerOption, Bilingual, Question } from '../../domain/reading/inspection.ts';
import type { DateForm } from '../../domain/reading/layout.ts';
import type { MappingField } from '../../domain/reading/mapping.ts';
import { readBody, type DecimalSign } from '../numbers/decimal-reading.ts';
import { numberText, withoutPercent } from '../numbers/number-text.ts';
import { dayUnder, nameOfForm } from '../dates/date-form.ts';
import { dateText } from '../dates/date-text.ts';
import { timesTen, exactDecimal } from '../rows/decimal-text.ts';

type Example = AnswerOption['examples'][number];

const shownMax = 3;
const unreadable = '–';

export const encodingQuestion = (encodings: readonly string[], snippets: readonly Buffer[]): Question => ({
  id: 'encoding',
  code: 'encoding',
  text: {
    en: 'In which encoding is the file? Choose the one whose texts can be read.',
    fa: 'کدگذاری متن پرونده کدام است؟ گزینه‌ای را برگزینید که نوشته‌هایش خواناست.',
  },
  options: encodings.map((value) => ({
    value,
    label: { en: value, fa: value },
    examples: snippets
      .slice(0, shownMax)
      .map((bytes) => ({ from: decoded('iso-8859-1', bytes), to: decoded(value, bytes) })),
  })),
});

const decoded = (encoding: string, bytes: Buffer): string =>
  new TextDecoder(encoding)
    .decode(bytes)
    .replace(/[\r\n\t]+/g, ' ')
    .trim();

export const sheetQuestion = (
  sheets: readonly { readonly name: string; readonly header: readonly string[] }[],
): Question => ({
  id: 'sheet',
  code: 'sheet',
  text: {
    en: 'Several sheets hold a table. Which one are the sales?',
    fa: 'چند برگه جدول دارند. فروش‌ها در کدام برگه است؟',
  },
  options: sheets.map(({ name, header }) => ({
    value: name,
    label: { en: name, fa: name },
    examples: [{ from: name, to: header.slice(0, 6).join(', ') }],
  })),
});

const signNames: Readonly<Record<DecimalSign, Bilingual>> = {
  '.': { en: 'The point begins the decimals', fa: 'نقطه ممیز است' },
  ',': { en: 'The comma begins the decimals', fa: 'ویرگول ممیز است' },
  '/': { en: 'The slash begins the decimals', fa: 'خط کج ممیز است' },
};

export const decimalReadings = (cells: readonly string[], decimal: DecimalSign): Example[] =>
  cells.slice(0, shownMax).map((from) => {
    const number = numberText(from);
    const body = number && readBody(number.body, decimal);
    const text = body === undefined ? undefined : exactDecimal(body);
    return { from, to: text === undefined ? unreadable : `${number?.isNegative ? '-' : ''}${text}` };
  });

export const decimalQuestion = (
  column: string,
  cells: readonly string[],
  options: readonly DecimalSign[],
): Question => ({
  id: `decimal:${column}`,
  code: 'decimal',
  column,
  text: { en: `How are the numbers of "${column}" to be read?`, fa: `عددهای ستون «${column}» چگونه خوانده شوند؟` },
  options: options.map((value) => ({ value, label: signNames[value], examples: decimalReadings(cells, value) })),
});

const orderNames: Readonly<Record<string, Bilingual>> = {
  dmy: { en: 'Day, month, year', fa: 'روز، ماه، سال میلادی' },
  mdy: { en: 'Month, day, year', fa: 'ماه، روز، سال میلادی' },
  ymd: { en: 'Year, month, day', fa: 'سال، ماه، روز میلادی' },
  'dmy-persian': { en: 'Day, month, Jalali year', fa: 'روز، ماه، سال شمسی' },
  'ymd-persian': { en: 'Jalali year, month, day', fa: 'سال، ماه، روز شمسی' },
};

export const dateReadings = (cells: readonly string[], form: DateForm, today: number): Example[] =>
  cells.slice(0, shownMax).map((from) => {
    const text = dateText(from);
    const day = text && dayUnder(text, form, today);
    return {
      from,
      to:
        day === undefined
          ? unreadable
          : new Date(day + (text?.time ?? 0))
              .toISOString()
              .slice(0, text?.time ? 16 : 10)
              .replace('T', ' '),
    };
  });

export const dateQuestion = (
  column: string,
  cells: readonly string[],
  options: readonly DateForm[],
  today: number,
): Question => ({
  id: `date:${column}`,
  code: 'date_order',
  column,
  text: { en: `Which days does "${column}" mean?`, fa: `تاریخ‌های ستون «${column}» کدام روزها هستند؟` },
  options: options.map((form) => ({
    value: nameOfForm(form),
    label: orderNames[nameOfForm(form)] ?? { en: form.order, fa: form.order },
    examples: dateReadings(cells, form, today),
  })),
});

export const tomanQuestion = (column: string, cells: readonly string[], decimal: DecimalSign): Question => {
  const readings = decimalReadings(cells, decimal);
  return {
    id: `toman:${column}`,
    code: 'toman',
    column,
    text: {
      en: `"${column}" speaks of toman, and the club counts in rial. Are its amounts to be taken times ten?`,
      fa: `ستون «${column}» به تومان است و باشگاه به ریال حساب می‌کند. مبلغ‌ها ده برابر شوند؟`,
    },
    options: [
      {
        value: 'toman',
        label: { en: 'Toman: times ten', fa: 'تومان است: ده برابر شود' },
        examples: readings.map(({ from, to }) => ({ from, to: to === unreadable ? to : timesTen(to) })),
      },
      { value: 'rial', label: { en: 'Already rial', fa: 'همین حالا ریال است' }, examples: readings },
    ],
  };
};

export type DiscountMeaning = 'line' | 'percent' | 'included';

const discountNames: Readonly<Record<DiscountMeaning, Bilingual>> = {
  line: { en: 'An amount that is to be taken off the line', fa: 'مبلغی که از ردیف کم شود' },
  percent: { en: 'A percentage that is to be taken off the line', fa: 'درصدی که از ردیف کم شود' },
  included: { en: 'Nothing is to be taken off: the amounts are after it', fa: 'چیزی کم نشود: مبلغ‌ها پس از تخفیف‌اند' },
};

export const discountQuestion = (
  id: string,
  column: string,
  cells: readonly string[],
  meanings: readonly DiscountMeaning[],
): Question => ({
  id,
  code: 'discount',
  column,
  text: { en: `What do the discounts of "${column}" do?`, fa: `تخفیف‌های ستون «${column}» چه می‌کنند؟` },
  options: meanings.map((value) => ({
    value,
    label: discountNames[value],
    examples: cells.slice(0, shownMax).map((from) => ({
      from,
      to: value === 'included' ? '0' : `− ${withoutPercent(from)}${value === 'percent' ? ' %' : ''}`,
    })),
  })),
});

const fieldNames: Readonly<Record<MappingField, Bilingual>> = {
  receipt: { en: 'the receipt number', fa: 'شماره فاکتور' },
  sku: { en: 'the number of the goods', fa: 'کد کالا' },
  description: { en: 'the name of the goods', fa: 'نام کالا' },
  quantity: { en: 'the quantity', fa: 'مقدار' },
  unitPrice: { en: 'the price of one piece', fa: 'قیمت واحد' },
  lineTotal: { en: 'the total of a line', fa: 'مبلغ ردیف' },
  receiptTotal: { en: 'the total of the receipt', fa: 'مبلغ فاکتور' },
  date: { en: 'the day of the sale', fa: 'تاریخ فروش' },
  time: { en: 'the time of the sale', fa: 'ساعت فروش' },
  member: { en: 'the number of the member', fa: 'شماره عضو' },
  branch: { en: 'the branch', fa: 'شعبه' },
  till: { en: 'the till', fa: 'صندوق' },
  currency: { en: 'the currency', fa: 'واحد پول' },
  kind: { en: 'what kind of receipt it is', fa: 'نوع فاکتور' },
  lineDiscount: { en: 'the discount of a line', fa: 'تخفیف ردیف' },
  discountPercent: { en: 'the discount in percent', fa: 'درصد تخفیف' },
  receiptNet: { en: 'what all goods came to', fa: 'جمع پس از تخفیف' },
  receiptDiscount: { en: 'the discount of the whole receipt', fa: 'تخفیف فاکتور' },
  refunded: { en: 'what was given back', fa: 'مبلغ پس‌داده' },
  cancelled: { en: 'when it was cancelled', fa: 'زمان لغو' },
};

export const columnQuestion = (
  field: MappingField,
  columns: readonly { readonly header: string; readonly examples: readonly string[] }[],
): Question => {
  const name = fieldNames[field];
  return {
    id: `column:${field}`,
    code: 'column',
    text: { en: `Which column holds ${name.en}?`, fa: `${name.fa} در کدام ستون است؟` },
    options: columns.map(({ header, examples }) => ({
      value: header,
      label: { en: header, fa: header },
      examples: examples.slice(0, shownMax).map((from) => ({ from, to: from })),
    })),
  };
};
