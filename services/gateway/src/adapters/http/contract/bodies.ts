import { z } from 'zod';
import { inDigits, instant, int32Max, reference } from '../scalars.ts';
import { fieldsOf, overlayOf, wordsOf, type Field } from './fields.ts';
import type { Codec, Overlay } from './overlay.ts';

type Values = Readonly<Record<string, unknown>>;

/** The form of a message in what a client sends: body or parameters. */
export interface Sent {
  readonly schema: z.ZodObject;
  readonly toMessage: (sent: never) => Values;
}

export interface SentSettings {
  readonly fields: readonly Field[];
  /** They are parameters of a query: text, and all may be left out. */
  readonly inQuery?: true;
}

/** The limits of a value that names none. Text and numbers must name theirs. */
const ownLimits = (field: Field): z.ZodType => {
  switch (field.kind) {
    case 'flag':
      return z.boolean();
    case 'instant':
      return instant();
    case 'word':
      return z.enum([...wordsOf(field.type).keys()]);
    case 'message':
      return nested(overlayOf(field)).judged;
    case 'codec':
      return field.codec?.body ?? z.never();
    default:
      if (field.kind === 'text' && field.name.endsWith('_id')) return reference();
      throw new Error(`${field.at}: name the limits of what a client sends`);
  }
};

const limitsOf = (field: Field): z.ZodType => {
  const { kind, given, at } = field;
  if (given === undefined || given === true) return ownLimits(field);
  if (kind === 'int' && [-int32Max - 2, int32Max + 1].some((number) => given.safeParse(number).success))
    throw new Error(`${at}: the contract has 32 bits for it, its limits allow more`);
  return given;
};

const mayBeLeftOut = (field: Field): boolean =>
  'otherwise' in field || field.optional === true || field.oneOf !== undefined;

const defaultShown = ({ kind, otherwise, says = '' }: Field): string => {
  const isSaid =
    kind === 'codec' || says.includes('Default') || !['bigint', 'number', 'boolean'].includes(typeof otherwise);
  return isSaid ? says : [says, `Default ${String(otherwise)}.`].filter((part) => part !== '').join(' ');
};

const listOf = (value: z.ZodType, { items: [least, most] = [0, undefined] }: Field): z.ZodType => {
  const list = least === 0 ? z.array(value) : z.array(value).min(least);
  return most === undefined ? list : list.max(most);
};

const schemaOf = (field: Field, optional: boolean): z.ZodType => {
  const value = limitsOf(field);
  const whole = field.list ? listOf(value, field) : value;
  const taken = 'ifNull' in field ? whole.nullable() : whole;
  const told = field.byDefault === undefined ? taken : taken.default(field.byDefault);
  const left = optional || mayBeLeftOut(field) ? told.optional() : told;
  const says = defaultShown(field);
  return says === '' ? left : left.describe(says);
};

const nameOf = ({ as, name }: Field): string => as ?? name;

/** What stands in a message for a field that is not set. */
const unset = ({ kind, list, optional }: Field): unknown => {
  if (list) return [];
  if (optional) return undefined;
  return {
    text: '',
    int: 0,
    bigint: 0n,
    flag: false,
    word: 0,
    instant: undefined,
    message: undefined,
    codec: undefined,
  }[kind];
};

const valueWriter = (field: Field): ((value: never) => unknown) => {
  switch (field.kind) {
    case 'bigint':
      return (value: number | bigint) => BigInt(value);
    case 'word': {
      const words = wordsOf(field.type);
      return (value: string) => words.get(value) ?? 0;
    }
    case 'message':
      return nested(overlayOf(field)).toMessage;
    case 'codec':
      return field.codec?.toMessage ?? same;
    default:
      return same;
  }
};

const same = (value: unknown): unknown => value;

const writerOf = (field: Field): ((sent: Values, message: Record<string, unknown>) => void) => {
  const write = valueWriter(field);
  const name = nameOf(field);
  const absent = 'otherwise' in field ? field.otherwise : unset(field);
  const given = (value: unknown): unknown => (field.list ? (value as never[]).map(write) : write(value as never));
  const written = (value: unknown): unknown => (value === null && 'ifNull' in field ? field.ifNull : given(value));
  const { oneOf } = field;
  if (oneOf === undefined)
    return (sent, message) => void (message[field.property] = sent[name] === undefined ? absent : written(sent[name]));
  return (sent, message) => {
    if (sent[name] !== undefined) message[oneOf] = { $case: field.property, value: written(sent[name]) };
  };
};

const yesOrNo: Codec = { body: z.enum(['true', 'false']), toMessage: (word: string) => word === 'true' };

/** In a query a flag is a word, and a number is its digits. */
const asParameter = (field: Field): Field => {
  const { kind, given } = field;
  if (kind === 'flag') return { ...field, kind: 'codec', codec: yesOrNo, otherwise: false, given: true };
  const isNumber = kind === 'int' || kind === 'bigint';
  return isNumber && given !== undefined && given !== true ? { ...field, given: inDigits(given) } : field;
};

/** The form of those fields of a message. */
export const sentOf = ({ fields: all, inQuery }: SentSettings): Sent => {
  const fields = inQuery ? all.map(asParameter) : all;
  const writers = fields.map((field) => [field.within, writerOf(field)] as const);
  const toMessage = (sent: Values): Values => {
    const message: Record<string, unknown> = {};
    for (const [within, write] of writers)
      write(sent, within === undefined ? message : ((message[within] ??= {}) as Record<string, unknown>));
    return message;
  };
  return {
    schema: z.strictObject(
      Object.fromEntries(
        fields.map((field) => [nameOf(field), schemaOf(field, inQuery === true && field.required !== true)]),
      ),
    ),
    toMessage,
  };
};

/** Whether a client may send it, in a message that is kept: what is not declared so is the service's own. */
export const isGiven = (field: Field): boolean => field.given !== undefined || 'otherwise' in field;

/** A message within a body: the fields that a client sends, and the others as not set. */
export const nested = (
  overlay: Overlay,
): { readonly judged: z.ZodType; readonly sent: Sent; readonly toMessage: (sent: never) => Values } => {
  const all = fieldsOf(overlay);
  const sent = sentOf({ fields: all.filter(isGiven) });
  const blank = Object.fromEntries(
    all.map((field) => [field.oneOf ?? field.property, field.oneOf === undefined ? unset(field) : undefined]),
  );
  const toMessage = (values: never): Values => ({ ...blank, ...sent.toMessage(values) });
  const judged = justOne(sent.schema, all, overlay);
  const { sentId: id, example } = overlay;
  return { judged: id === undefined ? judged : judged.meta({ id, ...(example && { example }) }), sent, toMessage };
};

/** What an overlay asks of all that is sent together. */
export const judgedBy = ({ judged }: Overlay, schema: z.ZodObject): z.ZodType<Values> =>
  judged === undefined ? schema : schema.refine(...judged);

/** Of a union just one case. */
const justOne = (schema: z.ZodObject, fields: readonly Field[], of: Overlay): z.ZodType => {
  const whole = judgedBy(of, schema);
  const cases = fields.filter((field) => field.oneOf !== undefined && isGiven(field)).map(nameOf);
  if (cases.length === 0) return whole;
  return whole.refine(
    (sent: Values) => cases.filter((name) => sent[name] !== undefined).length === 1,
    of.oneOf ?? `just one of ${cases.join(', ')}`,
  );
};
