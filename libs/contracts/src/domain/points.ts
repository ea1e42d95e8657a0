/** Most that one entry of the ledger gives or takes, of points or any other unit: 10^12. */
export const pointsPerEntryMax = 1_000_000_000_000n;
