import { status, type ServiceError } from '@grpc/grpc-js';
import { isTelemetryOn, tracedAs } from '@vafa/telemetry';
import { rpcAttributes } from './rpc-attributes.ts';
import { fromStatus } from './status.ts';
import { openWay } from './open-way.ts';
import type { Address, Called, Ends, Way } from './way.ts';

/** One rpc of a generated grpc-js service definition. */
interface Method extends Called {
  readonly requestStream?: boolean;
}

/** A generated grpc-js service definition. */
export type RpcDefinition = Readonly<Record<string, Method>>;
type Request<M extends Method> = Parameters<M['requestSerialize']>[0];
type Answer<M extends Method> = ReturnType<M['responseDeserialize']>;

export interface CallOptions {
  /** Replaces the client's deadline for this call. */
  readonly deadlineMs?: number;
  readonly signal?: AbortSignal;
}

type Streaming = { readonly requestStream: true } | { readonly responseStream: true };

/** A method per unary rpc; streams are for grpc-js itself. */
export type Client<D extends RpcDefinition> = {
  readonly [K in keyof D as D[K] extends Streaming ? never : K]: (
    request: Request<D[K]>,
    options?: CallOptions,
  ) => Promise<Answer<D[K]>>;
} & { readonly close: () => void };

export interface ClientOptions extends Ends {
  /** Default 10,000. */
  readonly deadlineMs?: number;
}

const triesMax = 4;
const retryDelayMs = 50;
const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/**
 * Calls one method until it is answered or the deadline has passed. A call is repeated only after UNAVAILABLE:
 * every rpc of Vafa is a read or carries a permanent key, so that a repeat changes nothing.
 */
const callWithin = async (
  way: Way,
  method: Method,
  request: unknown,
  deadlineMs: number,
  options: CallOptions,
): Promise<unknown> => {
  const deadline = new Date(Date.now() + deadlineMs);
  for (let tries = 1; ; tries++) {
    try {
      return await way.unary(method, request, deadline, options.signal);
    } catch (error) {
      const failure = error as ServiceError;
      const again =
        failure.code === status.UNAVAILABLE &&
        failure.metadata?.get('vafa-code').length === 0 &&
        tries < triesMax &&
        !options.signal?.aborted;
      if (!again) throw fromStatus(failure);
      await wait(retryDelayMs * 2 ** tries);
    }
  }
};

/** One call with its repeats is one span; what the other side does is within it. */
const callTraced = (path: string, call: () => Promise<unknown>): Promise<unknown> =>
  isTelemetryOn() ? tracedAs({ name: path.slice(1), kind: 'client', attributes: rpcAttributes(path) }, call) : call();

/**
 * A client of one service with a promise method per rpc, a deadline on every call, and DomainErrors with the
 * service's own kind and code. It connects when it is first used and reconnects by itself. `url` is any target
 * of grpc-js: `host:port` and `dns:///host:port` use every address of the name, `ipv4:a:port,b:port` those
 * named, `unix:/path` one socket. Or it is a server of this process, which is called without a wire.
 */
export const connectGrpc = <D extends RpcDefinition>(
  definition: D,
  url: Address,
  options: ClientOptions = {},
): Client<D> => {
  const way = openWay(definition, url, options);
  const methods = Object.entries(definition).map(([name, method]) => [
    name,
    (request: unknown, call: CallOptions = {}) =>
      callTraced(method.path, () =>
        callWithin(way, method, request, call.deadlineMs ?? options.deadlineMs ?? 10_000, call),
      ),
  ]);
  return Object.assign(Object.fromEntries(methods) as Omit<Client<D>, 'close'>, {
    close: () => {
      way.close();
    },
  }) as Client<D>;
};
