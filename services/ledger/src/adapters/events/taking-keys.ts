import type { AccrualTaking } from '@vafa/contracts/checkout-events';

/** A key for each accrual that gives back: by sale, rule and cause, and beyond the first of a rule by its place among them. */
export const takingKeys = (saleId: string, cause: string, takings: readonly AccrualTaking[]): { key: string; taking: AccrualTaking }[] => {
  const counts = new Map<string, number>();
  return takings
    .filter(({ points }) => points !== 0n)
    .map((taking) => {
      const place = (counts.get(taking.ruleId) ?? 0) + 1;
      counts.set(taking.ruleId, place);
      return { key: `e:reverse:${saleId}:${taking.ruleId}:${cause}${place === 1 ? '' : `:${String(place)}`}`, taking };
    });
};
