/** Deprecated terms of a sale, as they are sent: empty. Checkout knows them of the club, and reads none of these. */
export const unreadTerms = { currency: '', currencyDigits: 0, timeZone: '', pointValue: 0n } as const;
