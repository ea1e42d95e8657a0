import { identifier, milliOf, plainLinePattern, plainLinesPattern, quantityMilliMax } from '@vafa/kernel';
import { z } from 'zod';

const notPlain = 'the text holds characters that are not allowed';

/** Text as it is kept: without the spaces around it, so that its length is judged without them. */
const written = (): z.ZodString => z.string().trim();

/** One line of text. */
export const text = (max: number): z.ZodString => written().min(1).max(max).regex(plainLinePattern, notPlain);

/** Marks that nobody sees may still be there: whoever owns the field takes them off, then judges it as plain text. */
const typedText = /^[^\p{Cc}\p{Cs}]*$/u;

/** An identifier, a number or an address as it was typed or pasted: its owner takes off the marks that nobody sees. */
export const typed = (max: number): z.ZodString => written().min(1).max(max).regex(typedText, notPlain);

/** An identifier in its one form (libs/kernel); marks that nobody sees are taken off before it is judged. */
export const identifierText = (max: number): z.ZodString =>
  z.string().overwrite(identifier).min(1).max(max).regex(plainLinePattern, notPlain);

/** Text of several lines. */
export const prose = (max: number): z.ZodString => written().min(1).max(max).regex(plainLinesPattern, notPlain);

/** An id or a code that is looked up, as it stands; what is unknown is answered as not found. */
export const reference = (): z.ZodString => z.string().min(1).max(120).regex(plainLinePattern, notPlain);

/** Whole number from 0. */
export const count = () => z.int().min(0);

export const points = () => z.int().min(1).max(1_000_000_000_000);

/** The most that the contract's small numbers hold. */
export const int32Max = 2_147_483_647;

/** A version that a client saw, from 1. */
export const seenVersion = () => z.int().min(1).max(int32Max);

/** What a client sends of a thing that others may have changed: it is not saved over what nobody has read. */
export const seenRevision = {
  given: seenVersion(),
  otherwise: 0,
  says: 'The revision that was seen; another one is refused with 412. Default is any.',
} as const;

const instantMin = Date.parse('0001-01-01T00:00:00Z');
const instantMax = Date.parse('9999-12-31T23:59:59.999Z');

/** A moment that the contract can hold: an offset may lead out of the years that four digits write. */
export const instant = () =>
  z.iso
    .datetime({ offset: true })
    .refine((value) => {
      const time = Date.parse(value);
      return time >= instantMin && time <= instantMax;
    }, 'the moment is within the years 1 to 9999, in UTC')
    .transform((value) => new Date(value));

export const instantOut = () => z.iso.datetime();

/** An amount or a sum in an answer. */
export const WholeNumber = z.union([z.int(), z.string().regex(/^-?\d{16,}$/)]).meta({
  id: 'WholeNumber',
  description: 'A number within ±(2^53 − 1), decimal text of digits beyond, so that no reader rounds it.',
  example: 1299,
});

/** A whole number from 0 that may be large: a number, or text of digits. */
export const wholeUpTo = (max: bigint) =>
  z
    .union([z.int(), z.string().regex(/^\d{1,19}$/)], {
      error: ({ input }) => (input === undefined ? 'received undefined' : 'a whole number, or text of its digits'),
    })
    .transform((value, context): bigint => {
      const whole = BigInt(value);
      if (whole >= 0n && whole <= max) return whole;
      context.addIssue({
        code: 'custom',
        message: `from 0 to ${max.toString()}`,
        params: { code: whole < 0n ? 'too_small' : 'too_big' },
      });
      return z.NEVER;
    });

export const MoneySchema = z
  .object({
    amount: WholeNumber.describe('Minor units.'),
    currency: z.string(),
    digits: z.int().describe("Digits of the currency's minor unit, as the club counts: 1299 with 2 digits is 12.99."),
  })
  .meta({ id: 'Money', example: { amount: 1299, currency: 'GBP', digits: 2 } });

/** Price in the major unit, as decimal text: never a float. */
export const price = () =>
  z
    .string()
    .regex(/^\d{1,13}(\.\d{1,6})?$/, 'a price is decimal text such as "2.55"')
    .meta({ example: '2.55' });

/** As price; what is below zero is for whoever keeps the sale to judge, line by line. */
export const signedPrice = () =>
  z
    .string()
    .regex(/^-?\d{1,13}(\.\d{1,6})?$/, 'a price is decimal text such as "2.55"')
    .meta({ example: '2.55' });

/** Why a quantity is none; undefined when it is one. */
const wrongQuantity = (
  milli: bigint | undefined,
  text: string,
  signed: boolean,
): { code: 'too_small' | 'too_big' | 'custom'; message: string } | undefined => {
  if (milli === undefined) {
    const message = /^\d+\.\d+$/.test(text)
      ? 'a quantity has at most three decimal places'
      : 'a quantity is a decimal number such as 2 or "0.350"';
    return { code: 'custom', message };
  }
  const units = signed && milli < 0n ? -milli : milli;
  if (units <= 0n && !signed) return { code: 'too_small', message: 'a quantity is greater than 0' };
  return units > quantityMilliMax ? { code: 'too_big', message: 'a quantity is at most 1000000000' } : undefined;
};

/** A quantity of goods, made into thousandths of a unit. `signed`: negative for what goes back. */
const quantityOf = (signed: boolean, description: string) =>
  z
    .union([z.number(), z.string()], {
      error: ({ input }) => (input === undefined ? 'received undefined' : 'a quantity is a number or decimal text'),
    })
    .transform((value, context): bigint => {
      const text = String(value);
      const milli = milliOf(text);
      const wrong = wrongQuantity(milli, text, signed);
      if (wrong === undefined) return milli ?? 0n;
      context.addIssue({ code: 'custom', message: wrong.message, params: { code: wrong.code } });
      return z.NEVER;
    })
    .meta({ description, example: 0.35 });

export const quantity = () =>
  quantityOf(false, 'A number or decimal text, greater than 0, with at most three decimal places.');

export const signedQuantity = () =>
  quantityOf(
    true,
    'A number or decimal text with at most three decimal places; negative for what goes back in an exchange, 0 is an exception.',
  );

export const quantityOut = () => z.number().describe('With at most three decimal places.');

/** A whole number in a query: plain decimal digits. */
export const inDigits = <T extends z.ZodType>(limits: T) =>
  z.preprocess((value) => (typeof value === 'string' && /^\d{1,16}$/.test(value) ? Number(value) : value), limits);

export const PageQuery = z.strictObject({
  page_size: inDigits(z.int().min(1).max(200)).optional().meta({ description: 'Default 50.' }),
  page_token: z.string().min(1).max(1_000).optional().meta({ description: '`next_page_token` of the page before.' }),
});

export type PageQuery = z.infer<typeof PageQuery>;

export const toPage = ({ page_size, page_token }: PageQuery): { pageSize: number; pageToken: string } => ({
  pageSize: page_size ?? 0,
  pageToken: page_token ?? '',
});

/** One page of a list; `next_page_token` is empty on the last. */
export const pageOf = <T extends z.ZodType>(item: T, id: string) =>
  z.object({ items: z.array(item), next_page_token: z.string() }).meta({ id });

/** No fields at all, or no body. */
export const NoBody = z.strictObject({}).optional();
