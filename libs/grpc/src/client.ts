import {
  Client as GrpcClient,
  credentials,
  Metadata,
  status,
  type ChannelOptions,
  type ServiceError,
} from '@grpc/grpc-js';
import { activeTraceparent, isTelemetryOn, tracedAs } from '@vafa/telemetry';
import { tellContext } from './context/current-context.ts';
import { fromStatus } from './status.ts';
import { messageBytesMax } from './limits.ts';
import type { Identity } from './identity/identity.ts';
import { rpcAttributes } from './rpc-attributes.ts';

/** One rpc of a generated grpc-js service definition. */
interface Method {
  path: string;
  requestStream?: boolean;
  requestSerialize: (value: never) => Buffer;
  responseDeserialize: (bytes: Buffer) => unknown;
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

/** Who calls, and whom. */
export interface Ends {
  /** Who this process is; none: the connection is plain. */
  readonly identity?: Identity | undefined;
  /** Whom it must reach, when the rpc's path does not say it. */
  readonly service?: string;
}

export interface ClientOptions extends Ends {
  /** Default 10,000. */
  readonly deadlineMs?: number;
}

const triesMax = 4;
const retryDelayMs = 50;
const channel: ChannelOptions = {
  'grpc.max_receive_message_length': messageBytesMax,
  'grpc.max_send_message_length': messageBytesMax,
  'grpc.initial_reconnect_backoff_ms': 50,
  'grpc.max_reconnect_backoff_ms': 1000,
  // Every address is used in turn; one that does not answer is left out until it does.
  'grpc.service_config': JSON.stringify({ loadBalancingConfig: [{ round_robin: {} }] }),
  'grpc.keepalive_time_ms': 10_000,
  'grpc.keepalive_timeout_ms': 5_000,
};

const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** What every call takes along: its trace, and for whom it is made. `deadline` is Unix time in ms. */
export const callMetadata = (deadline: number): Metadata => {
  const metadata = new Metadata();
  const traceparent = activeTraceparent();
  if (traceparent !== undefined) metadata.set('traceparent', traceparent);
  tellContext(metadata, deadline);
  return metadata;
};

const callOnce = (
  client: GrpcClient,
  method: Method,
  request: unknown,
  deadline: Date,
  options: CallOptions,
): Promise<unknown> =>
  new Promise((resolve, reject) => {
    const { signal } = options;
    const serialize = method.requestSerialize as (value: unknown) => Buffer;
    const call = client.makeUnaryRequest(
      method.path,
      serialize,
      method.responseDeserialize,
      request,
      callMetadata(deadline.getTime()),
      { deadline },
      (error, answer) => {
        signal?.removeEventListener('abort', cancel);
        if (error) reject(error);
        else resolve(answer);
      },
    );
    const cancel = (): void => {
      call.cancel();
    };
    signal?.addEventListener('abort', cancel, { once: true });
  });

/**
 * Calls one method until it is answered or the deadline has passed. A call is repeated only after UNAVAILABLE:
 * every rpc of Vafa is a read or carries a permanent key, so that a repeat changes nothing.
 */
const callWithin = async (
  client: GrpcClient,
  method: Method,
  request: unknown,
  deadlineMs: number,
  options: CallOptions,
): Promise<unknown> => {
  const deadline = new Date(Date.now() + deadlineMs);
  for (let tries = 1; ; tries++) {
    try {
      return await callOnce(client, method, request, deadline, options);
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

/** /vafa.ledger.v1.LedgerService/Post is the ledger's. */
const serviceOf = (path: string): string => path.split('.')[1] ?? '';

export const openClient = (definition: object, url: string, { identity, service }: Ends): GrpcClient => {
  if (!identity) return new GrpcClient(url, credentials.createInsecure(), channel);
  const [path = ''] = Object.values(definition as Record<string, { path: string }>).map((method) => method.path);
  const name = service ?? serviceOf(path);
  // TLS wants a name to ask for, and an address is none.
  return new GrpcClient(url, identity.towards(name), { ...channel, 'grpc.ssl_target_name_override': name });
};

/**
 * A client of one service with a promise method per rpc, a deadline on every call, and DomainErrors with the
 * service's own kind and code. It connects when it is first used and reconnects by itself. `url` is any target
 * of grpc-js: `host:port` and `dns:///host:port` use every address of the name, `ipv4:a:port,b:port` those
 * named, `unix:/path` one socket.
 */
export const connectGrpc = <D extends RpcDefinition>(
  definition: D,
  url: string,
  options: ClientOptions = {},
): Client<D> => {
  const client = openClient(definition, url, options);
  const methods = Object.entries(definition).map(([name, method]) => [
    name,
    (request: unknown, call: CallOptions = {}) =>
      callTraced(method.path, () =>
        callWithin(client, method, request, call.deadlineMs ?? options.deadlineMs ?? 10_000, call),
      ),
  ]);
  return Object.assign(Object.fromEntries(methods) as Omit<Client<D>, 'close'>, {
    close: () => {
      client.close();
    },
  }) as Client<D>;
};
