import type { Client as GrpcClient, ServiceError } from '@grpc/grpc-js';
import { openClient, callMetadata, type Ends } from './client.ts';
import { fromStatus } from './status.ts';

/** One rpc of a generated grpc-js service definition that answers with a stream. */
interface StreamMethod {
  path: string;
  requestStream: false;
  responseStream: true;
  requestSerialize: (value: never) => Buffer;
  responseDeserialize: (bytes: Buffer) => unknown;
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

async function* answers(
  client: GrpcClient,
  { path, requestSerialize, responseDeserialize }: StreamMethod,
  request: unknown,
  deadlineMs: number,
): AsyncIterable<unknown> {
  const deadline = Date.now() + deadlineMs;
  const call = client.makeServerStreamRequest(
    path,
    requestSerialize as (value: unknown) => Buffer,
    responseDeserialize,
    request,
    callMetadata(deadline),
    { deadline },
  );
  try {
    yield* call as AsyncIterable<unknown>;
  } catch (error) {
    throw fromStatus(error as ServiceError);
  } finally {
    // Whoever leaves early wants no more of it.
    call.cancel();
  }
}

/**
 * A client of a service's rpcs that answer with a stream: what comes is read as it is taken, and the call ends
 * with the loop over it. Errors are DomainErrors with the service's own kind and code; nothing is repeated.
 */
export const connectServerStreams = <D extends object>(
  definition: D,
  url: string,
  ends: Ends = {},
): ServerStreams<D> => {
  const client = openClient(definition, url, ends);
  const methods = (Object.entries(definition) as [string, StreamMethod][])
    .filter(([, method]) => method.responseStream && !method.requestStream)
    .map(([name, method]) => [
      name,
      (request: unknown, { deadlineMs }: StreamOptions) => answers(client, method, request, deadlineMs),
    ]);
  return Object.assign(Object.fromEntries(methods) as object, {
    close: () => {
      client.close();
    },
  }) as ServerStreams<D>;
};
