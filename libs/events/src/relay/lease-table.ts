import { sliceCount } from './slices.ts';

export interface Replica {
  /** Grows with each renewal. */
  readonly beat: number;
  /** host|process|start|replica */
  readonly process: string;
}

/** The replicas of a service and what each of them holds: one document, changed by whoever wants to. */
export interface LeaseTable {
  /** Raised when slices change hands. */
  readonly version: number;
  readonly replicas: Readonly<Record<string, Replica>>;
  /** Holder of each slice; one that is no replica any more holds nothing. */
  readonly slices: readonly (string | null)[];
}

/** Slices due to a replica; those of all replicas together are all slices. */
const dueTo = (me: string, live: readonly string[]): number => {
  const rest = sliceCount % live.length;
  return Math.floor(sliceCount / live.length) + (live.toSorted().indexOf(me) < rest ? 1 : 0);
};

/**
 * The holders after `me` gave up what is too much and took of what is free up to its due; undefined when it has what it
 * should.
 */
export const settle = (
  { replicas, slices }: LeaseTable,
  me: string,
  gone: ReadonlySet<string>,
): (string | null)[] | undefined => {
  const live = Object.keys(replicas).filter((replica) => !gone.has(replica));
  if (!live.includes(me)) return undefined;
  let have = slices.filter((holder) => holder === me).length;
  const due = dueTo(me, live);
  let isChanged = false;
  const after = slices.map((holder) => {
    if (holder === me && have > due) {
      have--;
      isChanged = true;
      return null;
    }
    if ((holder === null || !live.includes(holder)) && have < due) {
      have++;
      isChanged = true;
      return me;
    }
    return holder;
  });
  return isChanged ? after : undefined;
};

export const heldBy = ({ slices, replicas }: LeaseTable, me: string): ReadonlySet<number> =>
  new Set(me in replicas ? slices.flatMap((holder, slice) => (holder === me ? [slice] : [])) : []);
