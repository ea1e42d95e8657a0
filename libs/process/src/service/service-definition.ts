import type { Type } from '@nestjs/common';
import type { EventStream, Handed, Outbox, Subscription } from '@vafa/events';
import type { Address, Client, Identity, RpcDefinition } from '@vafa/grpc';
import type { Clock } from '@vafa/kernel';
import type { DatabaseWay, Documents, Remembering } from '@vafa/mongo';
import type { Logger } from '@vafa/telemetry';
import type { Connection } from 'mongoose';
import type { z } from 'zod';
import type { Background } from './background.ts';
import type { Rounds, Timer } from './timer.ts';

/** The services that a service calls, by name. */
export type Calls = Readonly<Record<string, RpcDefinition>>;

/** Where a service keeps its documents. */
export interface Place {
  readonly mongodbUri: string;
  /** The database runs in this process, and is reached without a socket. */
  readonly way?: DatabaseWay;
  /** Default `vafa_<name>`. */
  readonly database?: string;
  /** No other process reaches it: its documents have one relay. */
  readonly alone?: boolean;
}

/** What a service is put together from. */
export interface Parts<M, C extends Calls> {
  /** What `open` answered. */
  readonly collections: M;
  /** Clients of the services that it calls; they connect when they are first used. */
  readonly clients: { readonly [K in keyof C]: Client<C[K]> };
  /** Who it is to those that it calls. */
  readonly identity?: Identity | undefined;
  readonly stream: EventStream;
  /** No other process reaches its database: what is known of it here is so until it is changed here. */
  readonly alone: boolean;
  readonly clock: Clock;
  readonly log: Logger;
  /**
   * The changing documents of a collection; their events go to the service's topic, once they are named in `outboxes`.
   * `remembering`: those that are written again soon.
   */
  documents<S extends object>(model: { readonly collection: unknown }, remembering?: Remembering<S>): Documents<S>;
  /** Periodic work, to be named in `timers`. */
  every(rounds: Rounds): Timer;
  /**
   * What was just written to an outbox, so that it is published at once; undefined: something, perhaps. Documents do so
   * by themselves.
   */
  handToRelay(outbox: Outbox, written: readonly Handed[] | undefined): void;
  /** Resolves when the database answers. */
  ping(): Promise<unknown>;
}

/** What a service consists of while it runs. */
export interface Composition {
  /** What the controllers take, each found by its class. */
  readonly useCases: readonly object[];
  /** Where the relay finds events to publish. */
  readonly outboxes?: readonly Outbox[];
  readonly consumes?: readonly Subscription[];
  /** What goes on beside; stopped in this order. */
  readonly timers?: readonly Background[];
  /** Closes what was opened here, after all else has stopped. */
  close?(): void;
}

/** What a service is made of, without what answers its callers. */
export interface ServiceParts<S extends object, M, C extends Calls, R extends Composition = Composition> {
  /** ledger */
  readonly name: string;
  /** What it publishes on. */
  readonly topic?: string;
  readonly calls?: C;
  /** Opens its collections and creates their indexes; safe to repeat. */
  open(connection: Connection): Promise<M>;
  compose(parts: Parts<M, C>, settings: S): R | Promise<R>;
}

export interface ServiceDefinition<E extends z.ZodRawShape, S extends object, M, C extends Calls>
  extends ServiceParts<S, M, C> {
  /** Its environment, beside that of every process; with GRPC_URL, and <NAME>_URL of each service that it calls. */
  readonly config?: z.ZodObject<E>;
  /** What its environment means to `compose`. */
  settings?(config: z.infer<z.ZodObject<E>>): S;
  /** Topics that it reads. */
  readonly reads?: readonly string[];
  /** Each an RpcController. */
  readonly controllers: readonly Type[];
}

/** Where the services are that a service calls; not asked for when it calls none. */
export type Addresses<C extends Calls> = [keyof C] extends [never]
  ? unknown
  : { readonly clients: { readonly [K in keyof C]: Address } };

/** What a service stands on. */
export type Standing<C extends Calls> = Place &
  Addresses<C> & {
    readonly stream: EventStream;
    readonly clock?: Clock;
    /** Who it is to other services; none: it calls and is called without certificates, on one machine. */
    readonly identity?: Identity | undefined;
  };
