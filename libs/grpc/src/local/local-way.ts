import { channel as diagnostics } from 'node:diagnostics_channel';
import { status, type Metadata, type ServiceError } from '@grpc/grpc-js';
import { log } from '../log.ts';
import { rememberPeer } from '../identity/admission.ts';
import { notWritten } from '../limits.ts';
import { callMetadata, type Called, type Way } from '../way.ts';
import { LocalCall, LocalStreamCall } from './local-call.ts';
import type { Answer, LocalRpc, LocalServer } from './local-server.ts';
import { toldError, toServiceError } from './service-error.ts';

/** Who counts calls hears of each here, by its path. */
const calls = diagnostics('vafa:local-call');

// What the wire says of them. What is wrong with a message stands in the log alone: it may be somebody's data.
const unwrittenRequest = `Request message serialization failure: ${notWritten}`;
const unwrittenAnswer = 'Error serializing response';

const late = (deadline: Date): ServiceError =>
  toServiceError(status.DEADLINE_EXCEEDED, `Deadline exceeded at ${deadline.toISOString()}`);

/** As the other side reads it. Raises a ServiceError for what the wire would not carry. */
const requestOf = ({ copies, definition }: LocalRpc, method: Called, request: unknown): unknown => {
  try {
    return copies ? copies.request(request) : definition.requestDeserialize(method.requestSerialize(request as never));
  } catch (error) {
    log().error({ err: error, rpc: method.path }, unwrittenRequest);
    throw toServiceError(status.INTERNAL, unwrittenRequest);
  }
};

const responseOf = ({ copies, definition }: LocalRpc, method: Called, response: unknown): unknown =>
  copies ? copies.response(response) : method.responseDeserialize(definition.responseSerialize(response as never));

const unwrittenError = (error: unknown, { path }: Called): ServiceError => {
  log().error({ err: error, rpc: path }, unwrittenAnswer);
  return toServiceError(status.INTERNAL, unwrittenAnswer);
};

/** Raised by a handler beside its answer; its caller learns no more of it than of what a handler answers. */
const unexpectedError = (error: unknown, { path }: Called): Partial<ServiceError> => {
  log().error({ err: error, rpc: path }, 'unexpected error beside an rpc');
  return { code: status.INTERNAL, message: 'internal error' };
};

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
      // A busy process comes to its clock late.
      if (deadline.getTime() <= Date.now()) {
        cancel(late(deadline));
        return;
      }
      end();
      try {
        if (error) reject(toldError(error));
        else resolve(responseOf(rpc, method, value));
      } catch (unwritten) {
        reject(unwrittenError(unwritten, method));
      }
    };
    server.run(async () => {
      try {
        await rpc.serve(call, answer);
      } catch (error) {
        answer(unexpectedError(error, method));
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
      throw unwrittenError(error, method);
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
      call.emit('error', unexpectedError(error, method));
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
