import type { OpenException } from './account-state.ts';
import type { EndedPart, Entry } from '../journal/entry.ts';

/** What an entry put into suspense: all of it, a part, or nothing. Positive: the club owes it to the member. */
export const suspendedBy = ({ kind, amount, exception }: Entry): bigint => {
  if (!exception) return 0n;
  return kind === 'suspend' ? amount : (exception.amount ?? 0n);
};

/**
 * What a return could not take within the balance. What comes back to the account pays it, as the units were never the
 * member's to keep.
 */
const isClaim = ({ kind, exception }: Entry): boolean =>
  kind === 'reverse_accrual' && exception?.refusal === 'balance_too_low';

const lessened = (open: readonly OpenException[], { key, amount }: EndedPart): readonly OpenException[] =>
  open.flatMap((each) => {
    if (each.key !== key) return [each];
    return each.amount === amount ? [] : [{ ...each, amount: each.amount - amount }];
  });

/** Open exceptions after an entry that ends parts of some, and may leave one of its own. */
export const exceptionsWith = (open: readonly OpenException[], entry: Entry): readonly OpenException[] => {
  const left = (entry.ended ?? []).reduce(lessened, open);
  const { key, exception } = entry;
  const amount = suspendedBy(entry);
  if (!exception || (amount === 0n && entry.kind !== 'suspend')) return left;
  return [...left, { key, book: exception.book, amount, ...(isClaim(entry) && { claim: true as const }) }];
};
