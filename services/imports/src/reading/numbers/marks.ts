/** Signs and words that stand beside amounts, with the currencies that they may mean. `$` and its like mean many. */
const currenciesOf: Readonly<Record<string, readonly string[]>> = {
  '£': ['GBP', 'EGP', 'LBP', 'SYP', 'GIP', 'FKP', 'SHP', 'SDG', 'SSP'],
  '€': ['EUR'],
  '¥': ['JPY', 'CNY'],
  円: ['JPY'],
  元: ['CNY'],
  '₹': ['INR'],
  rs: ['INR', 'PKR', 'LKR', 'NPR', 'MUR'],
  '₽': ['RUB'],
  руб: ['RUB'],
  '₺': ['TRY'],
  tl: ['TRY'],
  '₩': ['KRW'],
  '₪': ['ILS'],
  '₫': ['VND'],
  '฿': ['THB'],
  '₴': ['UAH'],
  zł: ['PLN'],
  kč: ['CZK'],
  ft: ['HUF'],
  lei: ['RON'],
  kr: ['SEK', 'NOK', 'DKK', 'ISK'],
  fr: ['CHF'],
  sfr: ['CHF'],
  euro: ['EUR'],
  eur: ['EUR'],
  r$: ['BRL'],
  us$: ['USD'],
  a$: ['AUD'],
  c$: ['CAD'],
  ca$: ['CAD'],
  nz$: ['NZD'],
  hk$: ['HKD'],
  ریال: ['IRR', 'OMR', 'QAR', 'SAR', 'YER'],
  ريال: ['IRR', 'OMR', 'QAR', 'SAR', 'YER'],
  rial: ['IRR', 'OMR'],
  rials: ['IRR', 'OMR'],
  'د.إ': ['AED'],
  درهم: ['AED', 'MAD'],
  دینار: ['IQD', 'KWD', 'BHD', 'JOD'],
  دينار: ['IQD', 'KWD', 'BHD', 'JOD'],
  افغانی: ['AFN'],
};

const toman = new Set(['تومان', 'تومن', 'toman', 'tomans', 'irt']);
/** Units that leave a quantity as it is. Grams beside kilograms would not. */
const units = new Set(['pcs', 'pc', 'ea', 'x', 'stk', 'st', 'stck', 'stück', 'kg', 'عدد', 'کیلو', 'کیلوگرم', 'كيلو']);

const keyOf = (mark: string): string => mark.toLowerCase().replace(/\.$/, '');

export const isToman = (mark: string): boolean => toman.has(keyOf(mark));

const isUnit = (mark: string): boolean => units.has(keyOf(mark));

const isCode = (mark: string): boolean => /^[A-Z]{3}$/.test(mark);

export const isKnownMark = (mark: string): boolean =>
  /\p{Sc}/u.test(mark) || isCode(mark) || keyOf(mark) in currenciesOf || isToman(mark) || isUnit(mark);

/** Whether a mark can stand beside an amount in this currency. A toman is ten rials of Iran. */
export const isMarkOf = (mark: string, currency: string): boolean => {
  if (mark === '' || isUnit(mark) || mark === currency) return true;
  if (isToman(mark)) return currency === 'IRR';
  const known = currenciesOf[keyOf(mark)];
  if (known) return known.includes(currency);
  // The dollar sign is used for dollars and for the pesos of many countries.
  return (
    mark === '$' &&
    (currency.endsWith('D') || ['MXN', 'ARS', 'CLP', 'COP', 'UYU', 'CUP', 'DOP', 'CVE'].includes(currency))
  );
};
