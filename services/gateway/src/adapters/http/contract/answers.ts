import { z } from 'zod';
import { instantOut, MoneySchema, pageOf, WholeNumber } from '../scalars.ts';
import { orNull, present, toInstant, toInstantOrNull, toMoney, toNumber, toWhole, type Counted } from '../values.ts';
import type { Asked } from './asked.ts';
import { fieldsOf, overlayOf, wordsOf, type Field } from './fields.ts';
import type { Derived, Overlay } from './overlay.ts';

type Message = Readonly<Record<string, unknown>>;
type Reader<V> = (value: V, asked: Asked) => unknown;

/** The form of a message in answers. */
export interface Answer {
  readonly schema: z.ZodType;
  readonly toRest: Reader<never>;
}

const made = new WeakMap<Overlay, Answer>();

/** The same one each time, so that OpenAPI knows it as one component. */
export const answerOf = (overlay: Overlay): Answer => {
  const known = made.get(overlay) ?? newAnswer(overlay);
  made.set(overlay, known);
  return known;
};

const newAnswer = (overlay: Overlay): Answer => {
  const fields = fieldsOf(overlay).filter(({ hidden }) => !hidden);
  const derived = derivedOf(overlay);
  const shape = Object.fromEntries([
    ...fields.map((field) => [field.name, schemaOf(field)] as const),
    ...derived.map(([name, { schema }]) => [name, schema] as const),
  ]);
  const object = z.object(shape);
  const writers = fields.map((field) => [field.name, field.optional, readerOf(field)] as const);
  const { counted } = overlay;
  const toRest = (message: Message, context: Asked): unknown => {
    const asked = counted === undefined ? context : countedIn(context, counted(message as never));
    const answer: Record<string, unknown> = {};
    for (const [name, optional, read] of writers) {
      const value = read(message, asked);
      if (value !== undefined || !optional) answer[name] = value;
    }
    for (const [name, { of }] of derived) answer[name] = of(message as never, asked);
    return answer;
  };
  const { id, example, says: description } = overlay;
  const meta = { id, ...(description !== undefined && { description }), ...(example && { example }) };
  return { schema: id === undefined ? object : object.meta(meta), toRest };
};

const countedIn = (asked: Asked, counted: Counted): Asked =>
  Object.create(asked, { counted: { value: counted } }) as Asked;

/** Of the message and of those in it that are flat. */
const derivedOf = ({ derived = {}, fields }: Overlay): (readonly [string, Derived<never>])[] => [
  ...Object.entries(fields).flatMap(([property, { flat }]) =>
    (flat ? derivedOf(flat) : []).map(([name, { schema, of }]): readonly [string, Derived<never>] => [
      name,
      { schema, of: (message: Message, asked) => of(present(message[property]) as never, asked) },
    ]),
  ),
  ...Object.entries(derived),
];

const valueSchema = (field: Field): z.ZodType => {
  if (field.money) return MoneySchema;
  switch (field.kind) {
    case 'text':
      return z.string();
    case 'int':
      return z.int();
    case 'bigint':
      return field.whole ? WholeNumber : z.int();
    case 'flag':
      return z.boolean();
    case 'instant':
      return instantOut();
    case 'word':
      return z.enum([...wordsOf(field.type).keys()]);
    case 'message':
      return answerOf(overlayOf(field)).schema;
    case 'codec':
      return field.codec?.answer ?? z.never();
  }
};

const schemaOf = (field: Field): z.ZodType => {
  const value = field.list ? z.array(valueSchema(field)) : valueSchema(field);
  const whole = field.orNull ? value.nullable() : value;
  const told = field.says === undefined ? whole : whole.describe(field.says);
  return field.optional ? told.optional() : told;
};

const wordOf = (type: string): ((value: number) => string) => {
  const words = wordsOf(type);
  const byNumber = new Map([...words].map(([word, number]) => [number, word]));
  const [first = ''] = words.keys();
  return (value) => byNumber.get(value) ?? first;
};

const valueReader = (field: Field): Reader<never> => {
  if (field.money) return moneyReader(field);
  switch (field.kind) {
    case 'text':
      return field.orNull ? orNull : same;
    case 'int':
    case 'flag':
      return same;
    case 'bigint':
      return field.whole ? toWhole : toNumber;
    case 'instant':
      return field.orNull ? toInstantOrNull : toInstant;
    case 'word':
      return wordOf(field.type);
    case 'message':
      return messageReader(field);
    case 'codec':
      return field.codec?.toRest ?? same;
  }
};

const same = (value: unknown): unknown => value;

/** Amounts that may pass an int64 are decimal text in the contract. */
const moneyReader =
  ({ orNull: mayLack }: Field): Reader<bigint | string> =>
  (amount, { counted }) =>
    amount === '' && mayLack ? null : toMoney(BigInt(amount), counted);

const messageReader = (field: Field): Reader<never> => {
  const { toRest } = answerOf(overlayOf(field));
  return (value: unknown, asked) =>
    value === undefined && field.orNull ? null : toRest(present(value) as never, asked);
};

const readerOf = (field: Field): Reader<Message> => {
  const read = valueReader(field);
  const { property, oneOf, within } = field;
  if (oneOf !== undefined) throw new Error(`${field.at}: a union in an answer needs a form of its own`);
  const whole: Reader<Message> = field.list
    ? (message, asked) => (message[property] as never[]).map((value) => read(value, asked))
    : (message, asked) =>
        field.optional && message[property] === undefined ? undefined : read(message[property] as never, asked);
  return within === undefined ? whole : (message, asked) => whole(present(message[within]) as Message, asked);
};

/** A page of them; the only one, where the rpc knows no pages. */
export const pageAnswer = (overlay: Overlay, property: string): Answer => {
  const { schema, toRest } = answerOf(overlay);
  return {
    schema: pageOf(schema, overlay.pageId ?? `${idOf(overlay)}Page`),
    toRest: (message: Message, asked) => ({
      items: (message[property] as never[]).map((item) => toRest(item, asked)),
      next_page_token: message.nextPageToken ?? '',
    }),
  };
};

/** All of them. */
export const listAnswer = (overlay: Overlay, property: string): Answer => {
  const { schema, toRest } = answerOf(overlay);
  return {
    schema: z.object({ items: z.array(schema) }).meta({ id: `${idOf(overlay)}List` }),
    toRest: (message: Message, asked) => ({
      items: (message[property] as never[]).map((item) => toRest(item, asked)),
    }),
  };
};

const idOf = ({ id, message }: Overlay): string => {
  if (id === undefined) throw new Error(`name ${message} for OpenAPI: a list of it is an answer`);
  return id;
};
