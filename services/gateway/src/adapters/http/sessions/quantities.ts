import type { FieldOverlay } from '../contract/overlay.ts';
import { quantity, quantityOut } from '../scalars.ts';
import { toQuantity } from '../values.ts';

/** Quantities are thousandths in the contract, and numbers with at most three places in REST. */
const form = { answer: quantityOut(), toRest: toQuantity };

export const quantityTold = { name: 'quantity', codec: form } as const;

/** In answers, and in what a client sends within these limits. */
export const quantityGiven = (body = quantity()): FieldOverlay => ({
  name: 'quantity',
  given: true,
  codec: { ...form, body },
});
