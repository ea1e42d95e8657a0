import { Client as GrpcClient, credentials, type ChannelOptions, type ServiceError } from '@grpc/grpc-js';
import { log } from './log.ts';
import { messageBytesMax, notWritten } from './limits.ts';
import { localWay } from './local/local-way.ts';
import { callMetadata, type Address, type Called, type Ends, type Way } from './way.ts';

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

/** /vafa.ledger.v1.LedgerService/Post is the ledger's. */
const serviceOf = (path: string): string => path.split('.')[1] ?? '';

const openClient = (definition: object, url: string, { identity, service }: Ends): GrpcClient => {
  if (!identity) return new GrpcClient(url, credentials.createInsecure(), channel);
  const [path = ''] = Object.values(definition as Record<string, { path: string }>).map((method) => method.path);
  const name = service ?? serviceOf(path);
  // TLS wants a name to ask for, and an address is none.
  return new GrpcClient(url, identity.towards(name), { ...channel, 'grpc.ssl_target_name_override': name });
};

/** grpc-js tells its caller why a request cannot be written; that may be somebody's data, and stands in the log. */
const serializerOf =
  ({ path, requestSerialize }: Called) =>
  (value: unknown): Buffer => {
    try {
      return requestSerialize(value as never);
    } catch (error) {
      log().error({ err: error, rpc: path }, 'a request cannot be written');
      throw new Error(notWritten);
    }
  };

const callOnce = (
  client: GrpcClient,
  method: Called,
  request: unknown,
  deadline: Date,
  signal: AbortSignal | undefined,
): Promise<unknown> =>
  new Promise((resolve, reject) => {
    const call = client.makeUnaryRequest(
      method.path,
      serializerOf(method),
      method.responseDeserialize,
      request,
      callMetadata(deadline.getTime()),
      { deadline },
      (error: ServiceError | null, answer: unknown) => {
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

async function* streamOnce(
  client: GrpcClient,
  method: Called,
  request: unknown,
  deadline: Date,
): AsyncIterable<unknown> {
  const { path, responseDeserialize } = method;
  const metadata = callMetadata(deadline.getTime());
  const call = client.makeServerStreamRequest(path, serializerOf(method), responseDeserialize, request, metadata, {
    deadline,
  });
  try {
    yield* call as AsyncIterable<unknown>;
  } finally {
    // Whoever leaves early wants no more of it.
    call.cancel();
  }
}

const wireWay = (client: GrpcClient): Way => ({
  unary: (...call) => callOnce(client, ...call),
  stream: (...call) => streamOnce(client, ...call),
  close: () => client.close(),
});

/** The way to a service: it connects when it is first used and reconnects by itself. */
export const openWay = (definition: object, address: Address, ends: Ends): Way =>
  typeof address === 'string' ? wireWay(openClient(definition, address, ends)) : localWay(address, ends.caller);
