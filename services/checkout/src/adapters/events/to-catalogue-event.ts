import { encodeEvent, topics } from '@vafa/contracts';
import { CheckoutEvent } from '@vafa/contracts/checkout-events';
import type { NewEvent } from '@vafa/mongo';
import type { Catalogue } from '../../domain/catalogue/category-tree.ts';
import type { Good } from '../../domain/catalogue/good.ts';

const told =
  (event: NonNullable<CheckoutEvent['event']>): NewEvent =>
  (place) =>
    encodeEvent(topics.checkout, CheckoutEvent, place, event);

/** What the topic tells of a good: all of it, or that it is no more. */
export const toGoodEvent = (good: Good, isRemoved: boolean): NewEvent =>
  told(
    isRemoved
      ? { $case: 'goodRemoved', value: { sku: good.sku } }
      : { $case: 'goodSaved', value: { good: { ...good } } },
  );

export const toCatalogueEvent = ({ categories, taxClasses, revision }: Catalogue): NewEvent =>
  told({
    $case: 'catalogueSet',
    value: { catalogue: { categories: [...categories], taxClasses: [...taxClasses], revision } },
  });
