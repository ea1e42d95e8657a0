import type { MemberSnapshot } from '../promotions/sale/sale.ts';

const chosen = <T>(given: readonly T[] | undefined, known: readonly T[] | undefined) =>
  given && given.length > 0 ? given : known;

/** A member as known, with what was given of it in place of that. */
export const memberTried = (known: MemberSnapshot, given: Partial<MemberSnapshot>): MemberSnapshot => {
  const segments = chosen(given.segments, known.segments);
  const consents = chosen(given.consents, known.consents);
  return {
    ...known,
    ...given,
    id: known.id,
    occasions: { ...known.occasions, ...given.occasions },
    ...(segments && { segments }),
    ...(consents && { consents }),
  };
};
