/** The character after the separator: `{prefix}/…` < `{prefix}0` in byte order. */
const afterSlash = '0';
const afterDot = '/';

/** All commits of one account, up to a version's id when given. */
export const ofAccount = (account: string, upTo?: string): { account: string; _id: Record<string, string> } => ({
  account,
  _id: { $gt: `${account}/`, ...(upTo === undefined ? { $lt: `${account}${afterSlash}` } : { $lte: upTo }) },
});

/** All commits whose account starts with these parts. */
export const ofPrefix = (...parts: readonly string[]): { _id: Record<string, string> } => {
  const prefix = parts.join('.');
  return { _id: { $gt: `${prefix}.`, $lt: `${prefix}${afterDot}` } };
};

/** All commits of a club's accounts that come after one of them. */
export const afterAccount = (clubId: string, account: string): { _id: Record<string, string> } => {
  const { _id: all } = ofPrefix(clubId);
  return { _id: { ...all, $gte: `${account}${afterSlash}` } };
};

/** All accounts of a club, or of all clubs; from after one on when given. */
export const accountsOf = (clubId: string | undefined, after?: string): { account?: Record<string, string> } => {
  if (clubId === undefined) return after === undefined ? {} : { account: { $gt: after } };
  return { account: { $gt: after ?? `${clubId}.`, $lt: `${clubId}${afterDot}` } };
};
