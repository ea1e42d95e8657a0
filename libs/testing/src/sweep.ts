const dayMs = 86_400_000;
const parts = 3;

const isWhole = process.env.VAFA_SWEEPS === 'whole';
const today = Math.floor(Date.now() / dayMs);

/** The same number for a name on every machine (FNV-1a). */
const numberOf = (name: string): number => {
  let number = 0x811c9dc5;
  for (const unit of name) number = Math.imul(number ^ (unit.codePointAt(0) ?? 0), 0x01000193);
  return number >>> 0;
};

/**
 * Whether a part of a slow sweep runs today. Each part runs on one day of three, so that three days see the whole;
 * VAFA_SWEEPS=whole runs all of it now.
 */
export const isOfToday = (part: string): boolean => isWhole || (numberOf(part) + today) % parts === 0;

/**
 * How many of so many random runs are made today: with VAFA_SWEEPS=whole all of them, else so that as many days make
 * them all, three unless said otherwise.
 */
export const runsOfToday = (whole: number, days = parts): number => (isWhole ? whole : Math.ceil(whole / days));

/** The seed of random runs: that of the day, so that other days play others; whoever fails tells it. */
export const seedOfToday = (named: string | undefined): number => Number(named ?? today);
