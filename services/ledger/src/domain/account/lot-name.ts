export const idlePrefix = 'idle:';
export const untilPrefix = 'until:';
/** Of this account, or of one that was merged into it. */
const idleLot = /(^|~)idle:\d+$/;

/** Whether a lot ends with its account's activity. */
export const isIdle = ({ lot, expiresAt }: { readonly lot: string; readonly expiresAt?: Date }): boolean =>
  expiresAt === undefined && idleLot.test(lot);

/** Of this account's own: it counts how often they did. */
export const isOwnIdle = (unit: Parameters<typeof isIdle>[0]): boolean =>
  isIdle(unit) && unit.lot.startsWith(idlePrefix);

/** Whether several accruals may be in a lot. */
export const isShared = ({ lot }: { readonly lot: string }): boolean =>
  lot.startsWith(idlePrefix) || lot.startsWith(untilPrefix);

/** How often its account's idle units had ended before. */
export const eraOf = (lot: string): number => Number(lot.slice(idlePrefix.length));
