import { Metadata } from '@grpc/grpc-js';
import { activeTraceparent } from '@vafa/telemetry';
import { tellContext } from './context/current-context.ts';
import type { Identity } from './identity/identity.ts';
import type { LocalServer } from './local/local-server.ts';

/** What a caller has to know of an rpc. */
export interface Called {
  readonly path: string;
  readonly requestSerialize: (value: never) => Buffer;
  readonly responseDeserialize: (bytes: Buffer) => unknown;
}

/** How a client reaches its service. What fails is a ServiceError. */
export interface Way {
  /** One call; an answer that comes after `deadline`, or after the signal, is none. */
  unary(method: Called, request: unknown, deadline: Date, signal: AbortSignal | undefined): Promise<unknown>;
  /** Answers as they are taken; whoever leaves early ends the call. */
  stream(method: Called, request: unknown, deadline: Date): AsyncIterable<unknown>;
  close(): void;
}

/** Who calls, and whom. */
export interface Ends {
  /** Who this process is; none: the connection is plain. */
  readonly identity?: Identity | undefined;
  /** Whom it must reach, when the rpc's path does not say it. */
  readonly service?: string;
  /** Who calls, for a server of the same process, which has no certificate to look at. */
  readonly caller?: string;
}

/** Where a service is: a target of grpc-js, or a server of this process. */
export type Address = string | LocalServer;

/** What every call takes along: its trace, and for whom it is made. `deadline` is Unix time in ms. */
export const callMetadata = (deadline: number): Metadata => {
  const metadata = new Metadata();
  const traceparent = activeTraceparent();
  if (traceparent !== undefined) metadata.set('traceparent', traceparent);
  tellContext(metadata, deadline);
  return metadata;
};
