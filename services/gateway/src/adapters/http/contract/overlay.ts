import { messages } from '@vafa/contracts/shapes';
import type { z } from 'zod';
import type { Counted } from '../values.ts';
import type { Asked } from './asked.ts';

/** What REST says of one field otherwise than the contract, or beside it. */
export interface FieldOverlay {
  /** It is in no answer. */
  readonly hidden?: true;
  /**
   * A client may send it: the limits of its value, or of each value of a list. True: those that its type has. Text is
   * judged as it is kept, without the spaces around it (scalars.ts); ids are taken as they stand.
   */
  readonly given?: z.ZodType | true;
  /** A client may leave it out; this stands for it then, in terms of the message. */
  readonly otherwise?: unknown;
  /** As `otherwise`, in terms of REST and told by OpenAPI as the default. */
  readonly byDefault?: unknown;
  /** In a query, where the others may be left out: it must be there. */
  readonly required?: true;
  /** How many values a client may send. */
  readonly items?: readonly [least: number, most: number | undefined];
  /** Its name in what a client sends. */
  readonly as?: string;
  /** Its name in REST. */
  readonly name?: string;
  /** A client may send null; this stands for it then, in terms of the message. */
  readonly ifNull?: unknown;
  /** The fields of the message that it holds stand in its place, as this says of them. */
  readonly flat?: Overlay;
  /** In answers: null while it is not set. */
  readonly orNull?: true;
  /** In answers: a sum that a JSON number may not hold. */
  readonly whole?: true;
  /** In answers: it is an amount of money, in minor units. */
  readonly money?: true;
  /** What REST says of the message that it holds. */
  readonly of?: Overlay;
  /** REST has another form of it. */
  readonly codec?: Codec;
  /** In place of the contract's comment. */
  readonly says?: string;
}

/** A form of its own, for what no rule derives. */
export interface Codec {
  readonly body?: z.ZodType;
  readonly answer?: z.ZodType;
  readonly toMessage?: (value: never) => unknown;
  readonly toRest?: (value: never, asked: Asked) => unknown;
}

/** A field that is only in answers, made of the message. */
export interface Derived<M> {
  readonly schema: z.ZodType;
  readonly of: (message: M, asked: Asked) => unknown;
}

interface More<M> {
  /** Its name among the components of OpenAPI. */
  readonly id?: string;
  /** The same of a page of them; default: the id with `Page` behind it. */
  readonly pageId?: string;
  /** The same of what a client sends. */
  readonly sentId?: string;
  readonly example?: object;
  /** What it is, for OpenAPI. */
  readonly says?: string;
  /** What a client sends beside the fields of the message: text, that whoever prepares the request reads. */
  readonly also?: Readonly<Record<string, FieldOverlay>>;
  /** Whose currency its money is of, where that is not the club's as it is now. */
  readonly counted?: (message: M) => Counted;
  /** Fields that have no overlay are as the fields of this one that have their name. */
  readonly like?: Overlay;
  readonly derived?: Readonly<Record<string, Derived<M>>>;
  /** Why a client must send just one case of a union. */
  readonly oneOf?: string;
  /** What a client sends has to hold as a whole, and why it does not. */
  readonly judged?: readonly [holds: (sent: Readonly<Record<string, unknown>>) => boolean, why: string];
}

/** What REST says of one message otherwise than the contract. */
export interface Overlay extends More<never> {
  /** Full name of the message. */
  readonly message: string;
  readonly fields: Readonly<Record<string, FieldOverlay>>;
}

type Case<V> = V extends { readonly $case: infer C extends string } ? C : never;

/** Overlays by property of the message; a case of a union is named like a property. */
type Fields<M> = { readonly [K in (keyof M & string) | Case<M[keyof M]>]?: FieldOverlay };

/** Raises when the contract has no such message, or the message no such field. */
export const overlay = <M>(message: string, fields: Fields<M> = {}, more: More<M> = {}): Overlay => {
  const shape = messages[message];
  if (shape === undefined) throw new Error(`the contract has no message ${message}`);
  const known = new Set(shape.flatMap(({ property, oneOf = property }) => [property, oneOf]));
  const unknown = Object.keys(fields).filter((name) => !known.has(name));
  if (unknown.length > 0) throw new Error(`${message} has no field ${unknown.join(', ')}`);
  return { message, fields: fields as Overlay['fields'], ...more };
};
