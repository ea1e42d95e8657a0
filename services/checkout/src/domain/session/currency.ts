const currencyPattern = /^[A-Z]{3}$/;

/** No currency of ISO 4217 has more. */
const digitsMax = 4;

/**
 * Whether it can be a currency and the digits of its minor unit. Which digits is the club's to say: nothing here knows
 * better.
 */
export const isCurrency = (currency: string, digits: number): boolean =>
  currencyPattern.test(currency) && Number.isInteger(digits) && digits >= 0 && digits <= digitsMax;
