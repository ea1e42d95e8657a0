import type { Adjudication, Due } from './adjudication.ts';
import type { Reservation } from './reservation.ts';

interface Booked {
  /** Unique for ever. */
  readonly key: string;
  /** Whose: a member. */
  readonly account: string;
  readonly unit: string;
  readonly amount: bigint;
  /** When it counts. */
  readonly effectiveAt: Date;
  /** Empty: of a reservation. */
  readonly effectId: string;
}

/** A command to the ledger that a fact of a sale makes. */
export type Posting =
  | (Booked & { readonly verb: 'accrue' })
  | (Booked & { readonly verb: 'capture' | 'void'; readonly holdKey: string })
  | (Booked & { readonly verb: 'reverse'; readonly entryKey: string });

export type Reversal = Extract<Posting, { verb: 'reverse' }>;

/** What an effect of the sale has given an account, and what is left of it. */
export interface Given {
  /** Of the entry in the ledger. */
  readonly key: string;
  readonly account: string;
  readonly effectId: string;
  readonly unit: string;
  readonly amount: bigint;
}

const keyOf = (saleId: string, part: string, cause = ''): string =>
  `e:${saleId}:${part}${cause === '' ? '' : `:${cause}`}`;

export const captureKey = (saleId: string, reservationId: string): string => keyOf(saleId, reservationId);

/** A refused hold uses up its key for good: the next try needs another. */
export const holdKey = (saleId: string, reservationId: string, tries: number): string =>
  keyOf(saleId, reservationId, `hold${tries === 0 ? '' : `:${String(tries + 1)}`}`);

export const voidKey = ({ key }: Pick<Reservation, 'key'>): string => `${key}:void`;

const toGiven = (saleId: string, account: string, dues: readonly Due[], cause = ''): Given[] =>
  account === ''
    ? []
    : dues
        .filter(({ amount }) => amount > 0n)
        .map(({ effectId, unit, amount }) => ({
          key: keyOf(saleId, effectId, cause),
          account,
          effectId,
          unit,
          amount,
        }));

/** A sale, as far as it gives. */
interface Giving {
  readonly saleId: string;
  readonly memberId: string;
  readonly adjudication: Adjudication;
  readonly given?: readonly Given[] | undefined;
}

/** What the sale has given. One that was never corrected has given just its dues, by its close. */
export const givenBy = ({ saleId, memberId, adjudication, given }: Giving): readonly Given[] =>
  given ?? toGiven(saleId, memberId, adjudication.dues);

/** What a correction gives beyond what there was. */
export const givenByCorrection = (
  saleId: string,
  correctionId: string,
  account: string,
  dues: readonly Due[],
): Given[] => toGiven(saleId, account, dues, correctionId);

export interface Taken {
  readonly taken: readonly Given[];
  /** What is left, what is used up left out. */
  readonly left: readonly Given[];
}

/** Takes so much of what an effect gave, what came last first: each entry gives back no more than is left of it. */
export const takeFrom = (given: readonly Given[], { effectId, unit, amount }: Due): Taken => {
  const taken: Given[] = [];
  const left: Given[] = [];
  let due = amount;
  for (const one of given.toReversed()) {
    const part = one.effectId !== effectId || one.unit !== unit ? 0n : one.amount < due ? one.amount : due;
    due -= part;
    if (part > 0n) taken.push({ ...one, amount: part });
    if (one.amount > part) left.unshift({ ...one, amount: one.amount - part });
  }
  return { taken, left };
};

export const accruals = (given: readonly Given[], effectiveAt: Date): Posting[] =>
  given.map((one) => ({ ...one, verb: 'accrue', effectiveAt }));

/** Beyond the first of an effect a reversal has its place among them in its key: each turns back another entry. */
export const reversals = (saleId: string, cause: string, taken: readonly Given[], effectiveAt: Date): Reversal[] => {
  const counts = new Map<string, number>();
  return taken.map(({ key: entryKey, ...one }) => {
    const place = (counts.get(one.effectId) ?? 0) + 1;
    counts.set(one.effectId, place);
    return {
      ...one,
      verb: 'reverse',
      entryKey,
      key: keyOf(saleId, one.effectId, `${cause}:back${place === 1 ? '' : `:${String(place)}`}`),
      effectiveAt,
    };
  });
};

export const captures = (reservations: readonly Reservation[], effectiveAt: Date): Posting[] =>
  reservations.map((one) => ({
    verb: 'capture',
    key: one.captureKey,
    holdKey: one.key,
    account: one.account,
    unit: one.unit,
    amount: one.amount,
    effectId: '',
    effectiveAt,
  }));

export const voids = (reservations: readonly Reservation[], effectiveAt: Date): Posting[] =>
  reservations.map((one) => ({
    verb: 'void',
    key: voidKey(one),
    holdKey: one.key,
    account: one.account,
    unit: one.unit,
    amount: one.amount,
    effectId: '',
    effectiveAt,
  }));

/** Gives so much back to whoever paid with it. */
export const restorations = (
  saleId: string,
  cause: string,
  paid: Reservation | undefined,
  amount: bigint,
  effectiveAt: Date,
): Reversal[] => {
  if (paid === undefined || amount === 0n) return [];
  const { id, captureKey: entryKey, account, unit } = paid;
  return [
    { verb: 'reverse', key: keyOf(saleId, id, cause), entryKey, account, unit, amount, effectId: '', effectiveAt },
  ];
};
