import type { AccountState } from '../account/account-state.ts';
import type { Entry } from '../journal/entry.ts';

/** What ties an account to others. */
type Ties = Pick<AccountState, 'merged' | 'origins' | 'kin' | 'pool' | 'contributed'>;

const union = (some: readonly string[] = [], others: readonly string[] = []): readonly string[] => [
  ...new Set([...some, ...others]),
];

const withoutMerged = ({ merged: _merged, ...ties }: Ties): Ties => ties;

const withoutPool = ({ pool: _pool, ...ties }: Ties): Ties => ties;

const withoutOrigin = ({ origins = [], ...ties }: Ties, account: string): Ties => {
  const left = origins.filter((origin) => origin.account !== account);
  return { ...ties, ...(left.length > 0 && { origins: left }) };
};

const tiesOf = ({ merged, origins, kin, pool, contributed }: AccountState): Ties => ({
  ...(merged && { merged }),
  ...(origins && { origins }),
  ...(kin && { kin }),
  ...(pool && { pool }),
  ...(contributed !== undefined && { contributed }),
});

const afterReceiving = (ties: Ties, { origin, other = '', until, kin, effectiveAt }: Entry): Ties => {
  if (origin === undefined) return ties;
  const known = { ...ties, kin: union(ties.kin, kin) };
  return origin === 'unmerged'
    ? withoutMerged(known)
    : { ...known, origins: [...(known.origins ?? []), { account: other, until: until ?? effectiveAt }] };
};

/** What an entry leaves of the ties between accounts: merges, their undoing or failing, and pools. */
export const tiesAfter = (state: AccountState, entry: Entry): Ties => {
  const { key, kind, other = '', share } = entry;
  const ties = tiesOf(state);
  switch (kind) {
    case 'merge':
      return { ...ties, merged: { into: other, key }, kin: union(ties.kin, [other]) };
    case 'return':
      return ties.merged !== undefined && ties.merged.key === entry.target ? withoutMerged(ties) : ties;
    case 'receive':
      return afterReceiving(ties, entry);
    case 'unmerge':
      return withoutOrigin(ties, other);
    case 'join':
      return { ...ties, pool: { account: other, share: share ?? 0 } };
    case 'leave':
      return withoutPool(ties);
    case 'send':
      return share === undefined ? ties : { ...ties, contributed: (ties.contributed ?? 0) + 1 };
    default:
      return ties;
  }
};
