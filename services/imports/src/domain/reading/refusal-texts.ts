import type { Bilingual } from './inspection.ts';
import type { RefusalCode } from './sale-row.ts';

/**
 * Why a row was refused and what to do, for the person who reads the exceptions. {column} and {value} are the cell's.
 */
const texts: Readonly<Record<RefusalCode, Bilingual>> = {
  wrong_column_count: {
    en: 'The row has more or fewer cells than the header. Put texts that hold the delimiter into quotes.',
    fa: 'شمار خانه‌های سطر با سرستون‌ها برابر نیست. نوشته‌هایی را که جداکننده دارند در گیومه بگذارید.',
  },
  wrong_encoding: {
    en: '"{column}" holds bytes that are no text in the file\'s encoding: {value}. Export the file as UTF-8.',
    fa: 'ستون «{column}» نویسه‌هایی دارد که در کدگذاری پرونده خواندنی نیست: {value}. پرونده را با UTF-8 ذخیره کنید.',
  },
  hostile_text: {
    en: '"{column}" holds control characters or turns the direction of the text: type it again without them.',
    fa: 'ستون «{column}» نویسهٔ کنترلی یا برگردان جهت دارد: آن را بدون این نویسه‌ها دوباره بنویسید.',
  },
  text_too_long: {
    en: '"{column}" is too long: {value}…',
    fa: 'نوشتهٔ ستون «{column}» بیش از اندازه بلند است: {value}…',
  },
  empty_field: {
    en: '"{column}" is empty. Fill it in, or leave the row out.',
    fa: 'ستون «{column}» خالی است. آن را پر کنید یا سطر را بردارید.',
  },
  invalid_receipt: {
    en: '{value} in "{column}" stands for no receipt number.',
    fa: '{value} در ستون «{column}» شمارهٔ فاکتور نیست.',
  },
  invalid_quantity: {
    en: '{value} in "{column}" is no quantity: write it in digits.',
    fa: '{value} در ستون «{column}» مقدار نیست: آن را با رقم بنویسید.',
  },
  quantity_too_fine: {
    en: '{value} in "{column}" has more than three decimals; the club counts thousandths of a unit.',
    fa: '{value} در ستون «{column}» بیش از سه رقم اعشار دارد؛ باشگاه تا هزارم واحد می‌شمارد.',
  },
  invalid_price: {
    en: '{value} in "{column}" is no amount of money: write it in digits.',
    fa: '{value} در ستون «{column}» مبلغ نیست: آن را با رقم بنویسید.',
  },
  invalid_date: {
    en: '{value} in "{column}" is no day or time there is: write it like 2026-11-05 14:30.',
    fa: '{value} در ستون «{column}» روز یا ساعتی نیست که باشد: مانند ۱۴۰۵/۰۸/۱۴ ۱۴:۳۰ بنویسید.',
  },
  ambiguous_number: {
    en: '{value} in "{column}" is written with other signs than the rest of its column. Write it as the others are.',
    fa: '{value} در ستون «{column}» با نشانه‌هایی جز بقیهٔ ستون نوشته شده است. مانند بقیه بنویسید.',
  },
  damaged_by_spreadsheet: {
    en: '{value} in "{column}" is how a spreadsheet shows a long number; its last digits are lost. Export the column as text.',
    fa: '{value} در ستون «{column}» شکلی است که صفحه‌گسترده عدد بلند را نشان می‌دهد و رقم‌های آخرش از دست رفته‌اند. ستون را به صورت متن ذخیره کنید.',
  },
  formula_without_value: {
    en: '"{column}" is a formula whose value is not in the file. Open the workbook, let it calculate, and save it.',
    fa: 'ستون «{column}» فرمولی است که حاصلش در پرونده نیست. پرونده را باز کنید، بگذارید حساب شود و ذخیره کنید.',
  },
  other_currency: {
    en: '{value} in "{column}" is not in the club\'s currency.',
    fa: '{value} در ستون «{column}» به واحد پول باشگاه نیست.',
  },
};

/** The text of a refused row in both languages. */
export const refusalText = (code: RefusalCode, details: Readonly<Record<string, string>>): Bilingual => {
  const filled = (text: string): string => text.replace(/\{(\w+)\}/g, (_, name: string) => details[name] ?? '–');
  return { en: filled(texts[code].en), fa: filled(texts[code].fa) };
};
