/** An accrual of a sale in the ledger, and points to take of it. */
interface Taking {
  readonly entryKey: string;
  readonly memberId: string;
  readonly ruleId: string;
  readonly points: bigint;
}

/** What a return orders of the ledger; `memberId` of a restoration is empty where it is the sale's. */
interface OrderedByReturn {
  readonly saleId: string;
  readonly returnId: string;
  readonly memberId: string;
  readonly accrualChanges: readonly { readonly ruleId: string; readonly takenBack: bigint; readonly takings: readonly Taking[] }[];
  readonly restorations: readonly { readonly memberId: string; readonly points: bigint }[];
}

/** Points of an entry that are turned back under a key. */
export interface TurnedBack {
  readonly key: string;
  readonly memberId: string;
  readonly entryKey: string;
  readonly points: bigint;
}

export const accrueKey = (saleId: string, ruleId: string, correctionId?: string): string => `e:accrue:${saleId}:${ruleId}${correctionId === undefined ? '' : `:${correctionId}`}`;

export const captureKey = (saleId: string): string => `e:capture:${saleId}:points`;

/** `cause`: the return or correction. */
export const restoreKey = (saleId: string, cause: string): string => `e:restore:${saleId}:${cause}`;

/** A key for each accrual that gives back: by sale, rule and cause, and beyond the first of a rule by its place among them. */
export const takingsByKey = (saleId: string, cause: string, takings: readonly Taking[]): TurnedBack[] => {
  const counts = new Map<string, number>();
  return takings
    .filter(({ points }) => points !== 0n)
    .map(({ ruleId, memberId, entryKey, points }) => {
      const place = (counts.get(ruleId) ?? 0) + 1;
      counts.set(ruleId, place);
      return { key: `e:reverse:${saleId}:${ruleId}:${cause}${place === 1 ? '' : `:${String(place)}`}`, memberId, entryKey, points };
    });
};

/**
 * What a return turns back in the ledger, by key. The ledger posts it, and checkout asks what became of it: both by this one
 * function, so that they mean the same entries. A change without takings is about the one accrual of the sale's close.
 */
export const turnedBackBy = ({ saleId, returnId, memberId, accrualChanges, restorations }: OrderedByReturn): { taken: TurnedBack[]; restored: TurnedBack[] } => ({
  taken: accrualChanges
    .filter(({ takenBack }) => takenBack !== 0n)
    .flatMap(({ ruleId, takenBack, takings }) =>
      takingsByKey(saleId, returnId, takings.length > 0 ? takings : [{ entryKey: accrueKey(saleId, ruleId), memberId, ruleId, points: takenBack }]),
    ),
  restored: restorations
    .filter(({ points }) => points !== 0n)
    .map((restoration) => ({
      key: restoreKey(saleId, returnId),
      memberId: restoration.memberId === '' ? memberId : restoration.memberId,
      entryKey: captureKey(saleId),
      points: restoration.points,
    })),
});
