import { countryOf } from '../../domain/country.ts';

interface ClubCollection {
  distinct(field: string, filter: object): Promise<unknown[]>;
  updateMany(filter: object, update: object): Promise<unknown>;
}

const without = { country: { $exists: false } };

/**
 * Clubs of before their country was stored get that of their zone, for good. Safe to repeat and to run on several
 * replicas.
 */
export const storeCountries = async ({ collection }: { readonly collection: ClubCollection }): Promise<void> => {
  for (const timeZone of await collection.distinct('timeZone', without)) {
    await collection.updateMany({ ...without, timeZone }, { $set: { country: countryOf(String(timeZone)) } });
  }
};
