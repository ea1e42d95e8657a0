/**
 * The current list of ISO 4217 as its maintenance agency published it on 1 January 2026 (list one, SIX Financial
 * Information, www.six-group.com): every alphabetic code by the digits of its minor unit. Funds codes are among them.
 * To renew it: read `Ccy` and `CcyMnrUnts` of the new list-one.xml. Whoever stored digits keeps them.
 */
const codesByDigits: readonly (readonly [digits: number, codes: string])[] = [
  [
    0,
    `
    BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF
    `,
  ],
  [
    2,
    `
    AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BMD BND BOB BOV BRL BSD BTN BWP BYN BZD CAD CDF CHE CHF
    CHW CNY COP COU CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL
    HTG HUF IDR ILS INR IRR JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU
    MUR MVR MWK MXN MXV MYR MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR
    SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TOP TRY TTD TWD TZS UAH USD USN UYU UZS VED
    VES WST XAD XCD XCG YER ZAR ZMW ZWG
    `,
  ],
  [
    3,
    `
    BHD IQD JOD KWD LYD OMR TND
    `,
  ],
  [
    4,
    `
    CLF UYW
    `,
  ],
];

/**
 * Metals, bond market units, baskets and the codes for tests and for none: the list says N.A., nothing can be counted
 * in them.
 */
const codesWithoutMinorUnit = `
    XAG XAU XBA XBB XBC XBD XDR XPD XPT XSU XTS XUA XXX
`;

const split = (codes: string): string[] => codes.trim().split(/\s+/);

const digitsByCode: ReadonlyMap<string, number> = new Map(
  codesByDigits.flatMap(([digits, codes]) => split(codes).map((code): [string, number] => [code, digits])),
);

const withoutMinorUnit: ReadonlySet<string> = new Set(split(codesWithoutMinorUnit));

/**
 * Digits of a currency's minor unit; undefined for a code that the list does not hold, or holds without a minor unit.
 * Only for something new: what was counted once keeps the digits stored with it.
 */
export const minorUnitDigits = (currency: string): number | undefined => digitsByCode.get(currency);

/** Whether the list holds the code and says that it has no minor unit (gold, special drawing rights). */
export const hasNoMinorUnit = (code: string): boolean => withoutMinorUnit.has(code);

/** Every code that has a minor unit, sorted. */
export const currencyCodes = (): string[] => [...digitsByCode.keys()].sort();
