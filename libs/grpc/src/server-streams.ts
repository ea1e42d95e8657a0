import type { ServiceError } from '@grpc/grpc-js';
import { fromStatus } from './status.ts';
import { openWay } from './open-way.ts';
import type { Address, Called, Ends, Way } from './way.ts';

/** One rpc of a generated grpc-js service definition that answers with a stream. */
interface StreamMethod extends Called {
  readonly requestStream: false;
  readonly responseStream: true;
}

type Asked<M> = M extends StreamMethod ? Parameters<M['requestSerialize']>[0] : never;
type Answered<M> = M extends StreamMethod ? ReturnType<M['responseDeserialize']> : never;

/** A method per rpc that answers with a stream. */
export type ServerStreams<D> = {
  readonly [K in keyof D as D[K] extends StreamMethod ? K : never]: (
    request: Asked<D[K]>,
    options: StreamOptions,
  ) => AsyncIterable<Answered<D[K]>>;
} & { readonly close: () => void };

export interface StreamOptions {
  /** For all of it. */
  readonly deadlineMs: number;
}

async function* answers(way: Way, method: StreamMethod, request: unknown, deadlineMs: number): AsyncIterable<unknown> {
  try {
    yield* way.stream(method, request, new Date(Date.now() + deadlineMs));
  } catch (error) {
    throw fromStatus(error as ServiceError);
  }
}

/**
 * A client of a service's rpcs that answer with a stream: what comes is read as it is taken, and the call ends
 * with the loop over it. Errors are DomainErrors with the service's own kind and code; nothing is repeated.
 */
export const connectServerStreams = <D extends object>(
  definition: D,
  url: Address,
  ends: Ends = {},
): ServerStreams<D> => {
  const way = openWay(definition, url, ends);
  const methods = (Object.entries(definition) as [string, StreamMethod][])
    .filter(([, method]) => method.responseStream && !method.requestStream)
    .map(([name, method]) => [
      name,
      (request: unknown, { deadlineMs }: StreamOptions) => answers(way, method, request, deadlineMs),
    ]);
  return Object.assign(Object.fromEntries(methods) as object, {
    close: () => {
      way.close();
    },
  }) as ServerStreams<D>;
};
