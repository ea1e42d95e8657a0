import type { MemberSnapshots } from '../src/use-cases/snapshots/member-snapshots.ts';

/** Nothing is known of members but who they are. */
export const idsAlone: MemberSnapshots = {
  known: { conditions: new Set(['member']), heldOut: false },
  of: (_clubId, id) => Promise.resolve({ id }),
  ofAll: (_clubId, buyers) => Promise.resolve(buyers.map(({ memberId: id }) => ({ id }))),
};
