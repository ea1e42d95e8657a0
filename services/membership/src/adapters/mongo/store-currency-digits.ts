import { digitsUnstored } from '../../domain/club.ts';

interface ClubCollection {
  distinct(field: string, filter: object): Promise<unknown[]>;
  updateMany(filter: object, update: object): Promise<unknown>;
}

const without = { currencyDigits: { $exists: false } };

/**
 * Clubs of before their digits were stored get those of today's table, for good: a later table must not change their
 * sums. Safe to repeat and to run on several replicas: what is stored stays.
 */
export const storeCurrencyDigits = async ({ collection }: { readonly collection: ClubCollection }): Promise<void> => {
  for (const currency of await collection.distinct('currency', without)) {
    await collection.updateMany(
      { ...without, currency },
      { $set: { currencyDigits: digitsUnstored(String(currency)) } },
    );
  }
};
