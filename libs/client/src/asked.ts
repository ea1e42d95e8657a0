import type { Nothing, Operations } from './generated/operations.ts';

export type OperationId = keyof Operations;

/** A part of a request that may be left out when nothing in it must be said. */
type Part<Name extends string, Value> = Nothing extends Value
  ? { readonly [N in Name]?: Value }
  : { readonly [N in Name]: Value };

/** What is said with a call beside its parameters. */
export interface CallSettings {
  /** Idempotency-Key of a write; default: a new one, which all tries of this call share. */
  readonly key?: string;
  /** Goes on trying this long while the gateway is away, says 503 or is still at it; default: that of the client. */
  readonly patienceMs?: number;
  /** Gives the call up, which then raises NotReachable; what it did is unknown. */
  readonly signal?: AbortSignal;
  /** Told when a write was not done now: the gateway answers as it did to the first try under this key. */
  readonly onReplay?: () => void;
}

export type Asked<Id extends OperationId> = Part<'path', Operations[Id]['path']> &
  Part<'query', Operations[Id]['query']> &
  Part<'body', Operations[Id]['body']> &
  CallSettings;

/** The one argument of a call, which may be left out when all of it may. */
export type Asking<Id extends OperationId> = Nothing extends Asked<Id> ? [asked?: Asked<Id>] : [asked: Asked<Id>];

export type AnswerOf<Id extends OperationId> = Operations[Id]['answer'];

interface Page {
  readonly items: readonly unknown[];
  readonly next_page_token: string;
}

/** Operations that answer a page of a list. */
export type ListId = { [Id in OperationId]: AnswerOf<Id> extends Page ? Id : never }[OperationId];

export type ItemOf<Id extends ListId> = AnswerOf<Id> extends { readonly items: readonly (infer Item)[] } ? Item : never;

/** Operations that answer text. */
export type TextId = { [Id in OperationId]: string extends AnswerOf<Id> ? Id : never }[OperationId];
