import { indexed } from '@vafa/mongo';
import type { Connection } from 'mongoose';
import { modelsOf, type Models } from './models.ts';
import { storeBuyers } from './store-buyers.ts';
import { storeCodeForms } from './store-code-forms.ts';
import { storeCountries } from './store-countries.ts';
import { storeCurrencyDigits } from './store-currency-digits.ts';

/** The models with their indexes, and with what clubs, branches and facts of before did not store. */
export const openModels = async (connection: Connection): Promise<Models> => {
  const models = await indexed(modelsOf(connection));
  await storeCountries(models.clubs);
  await storeCodeForms(models.branches);
  await storeCurrencyDigits(models.clubs);
  await storeBuyers(models.facts);
  return models;
};
