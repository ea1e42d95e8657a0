import { z } from 'zod';
import { names } from './amounts.ts';

export interface Goods {
  readonly skus?: readonly string[] | undefined;
  /** A good is in its category and in all above it. */
  readonly categories?: readonly string[] | undefined;
  readonly brands?: readonly string[] | undefined;
  readonly families?: readonly string[] | undefined;
  /** Custom attributes of the line, each with the values that count. */
  readonly attributes?: Readonly<Record<string, readonly string[]>> | undefined;
  readonly except?: Goods | undefined;
}

/** Which goods are meant: those that are in every list that is given, and not in `except`. Nothing given: all goods. */
export const goods: z.ZodType<Goods> = z.lazy(() =>
  z.strictObject({
    skus: names.optional(),
    categories: names.optional(),
    brands: names.optional(),
    families: names.optional(),
    attributes: z.record(z.string(), names).optional(),
    except: goods.optional(),
  }),
);
