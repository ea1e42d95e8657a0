import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { askedBy, catalogueOf, outcomeOf } from './documented.ts';

const page = readFileSync(join(import.meta.dirname, '../../../../docs/promotions.md'), 'utf8');
const catalogue = catalogueOf(page);

/** Promotions and a sale that are written as the examples of docs/promotions.md are. */
export const written = (...given: readonly string[]): ReturnType<typeof askedBy> =>
  askedBy({ title: '', given, gives: [] }, catalogue);

/** What the engine makes of them, in the same words. */
export const told = (...given: readonly string[]): string[] => outcomeOf(written(...given));

/** A promotion as such an example writes it. */
export const promotionText = (code: string, terms: object): string => `promotion ${code} ${JSON.stringify(terms)}`;
