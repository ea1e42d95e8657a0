import { channel as diagnostics } from 'node:diagnostics_channel';
import { status, type Metadata, type ServiceError } from '@grpc/grpc-js';
import { rememberPeer } from '../identity/admission.ts';
import { callMetadata, type Called, type Way } from '../way.ts';
import { LocalCall, LocalStreamCall } from './local-call.ts';
import type { Answer, LocalRpc, LocalServer } from './local-server.ts';
import { toldError, toServiceError } from './service-error.ts';

/** Who counts calls hears of each here, by its path. */
const calls = diagnostics('vafa:local-call');

const late = (deadline: Date): ServiceError =>
  toServiceError(status.DEADLINE_EXCEEDED, `Deadline exceeded at ${deadline.toISOString()}`);

/** As the other side reads it. Raises a ServiceError for what the wire would not carry. */
const requestOf = ({ copies, definition }: LocalRpc, method: Called, request: unknown): unknown => {
  try {
    return copies ? copies.request(request) : definition.requestDeserialize(method.requestSerialize(request as never));
  } catch (error) {
    throw toServiceError(status.INTERNAL, `Request message serialization failure: ${(error as Error).message}`);
  }
};

const responseOf = ({ copies, definition }: LocalRpc, method: Called, response: unknown): unknown =>
  copies ? copies.response(response) : method.responseDeserialize(definition.responseSerialize(response as never));

const unwrittenError = (error: unknown): ServiceError =>
  toServiceError(status.INTERNAL, `Error serializing response: ${(error as Error).message}`);

/** What a call takes along; `caller` stands for the certificate of a connection. */
const metadataOf = (deadline: Date, caller: string | undefined): Metadata => {
  const metadata = callMetadata(deadline.getTime());
  if (caller !== undefined) rememberPeer(metadata, caller);
  return metadata;
};

/** Calls `end` at the deadline; answers what stops the clock. */
const until = (deadline: Date, end: () => void): (() => void) => {
  const timer = setTimeout(end, Math.max(0, deadline.getTime() - Date.now()));
  return () => clearTimeout(timer);
};

const unary = (
  server: LocalServer,
  caller: string | undefined,
  method: Called,
  request: unknown,
  deadline: Date,
  signal: AbortSignal | undefined,
): Promise<unknown> =>
  new Promise((resolve, reject) => {
    const rpc = server.find(method.path, caller);
    const asked = requestOf(rpc, method, request);
    if (deadline.getTime() <= Date.now()) throw late(deadline);
    if (calls.hasSubscribers) calls.publish(method.path);
    const call = new LocalCall(method.path, asked, metadataOf(deadline, caller), deadline);
    const over = server.begin();
    const end = (): void => {
      stopClock();
      signal?.removeEventListener('abort', abort);
      over();
    };
    const cancel = (error: ServiceError): void => {
      end();
      reject(error);
      call.cancel();
    };
    const abort = (): void => cancel(toServiceError(status.CANCELLED, 'Cancelled on client'));
    const stopClock = until(deadline, () => cancel(late(deadline)));
    signal?.addEventListener('abort', abort, { once: true });
    const answer: Answer = (error, value) => {
      if (call.cancelled) return;
      end();
      try {
        if (error) reject(toldError(error));
        else resolve(responseOf(rpc, method, value));
      } catch (unwritten) {
        reject(unwrittenError(unwritten));
      }
    };
    server.run(async () => {
      try {
        await rpc.serve(call, answer);
      } catch (error) {
        answer({ code: status.INTERNAL, message: (error as Error).message });
      }
    });
  });

async function* stream(
  server: LocalServer,
  caller: string | undefined,
  method: Called,
  request: unknown,
  deadline: Date,
): AsyncIterable<unknown> {
  const rpc = server.find(method.path, caller);
  const asked = requestOf(rpc, method, request);
  const copy = (value: unknown): unknown => {
    try {
      return responseOf(rpc, method, value);
    } catch (error) {
      throw unwrittenError(error);
    }
  };
  const call = new LocalStreamCall(method.path, asked, metadataOf(deadline, caller), deadline, copy);
  const over = server.begin();
  const stopClock = until(deadline, () => {
    over();
    call.cancel(late(deadline));
  });
  if (calls.hasSubscribers) calls.publish(method.path);
  server.run(async () => {
    try {
      await rpc.serve(call);
    } catch (error) {
      call.emit('error', { code: status.INTERNAL, message: (error as Error).message });
    }
  });
  try {
    yield* call.answers();
  } finally {
    stopClock();
    over();
    // Whoever leaves early wants no more of it.
    call.cancel();
  }
}

/** Calls go to a server of this process, without a wire; whoever is called gets what the wire would have given. */
export const localWay = (server: LocalServer, caller: string | undefined): Way => ({
  unary: (...call) => unary(server, caller, ...call),
  stream: (...call) => stream(server, caller, ...call),
  close: () => undefined,
});
