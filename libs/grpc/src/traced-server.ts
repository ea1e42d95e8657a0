import {
  status,
  type Metadata,
  type ServerUnaryCall,
  type ServerWritableStream,
  type ServiceError,
} from '@grpc/grpc-js';
import { ServerGrpc } from '@nestjs/microservices';
import { histogram, isTelemetryOn, openSpan } from '@vafa/telemetry';
import type { Admitted, ContextGuard } from './context/context-guard.ts';
import { servedFor } from './context/current-context.ts';
import type { LocalServer } from './local/local-server.ts';
import { rpcAttributes } from './rpc-attributes.ts';
import { codeIn, toStatus } from './status.ts';

type Answer = (error: Partial<ServiceError> | null, value?: unknown) => void;
type Serve = (call: ServerUnaryCall<unknown, unknown>, answer: Answer) => Promise<void>;

/** Statuses that tell of a fault on this side; the others are answers that a caller has to live with. */
const faults: readonly (status | undefined)[] = [
  status.UNKNOWN,
  status.INTERNAL,
  status.UNAVAILABLE,
  status.DATA_LOSS,
  undefined,
];

const duration = histogram('vafa.rpc.server.duration', 'from the request to the answer of an rpc', 's');

const traceparentIn = (metadata: Metadata): string | undefined => metadata.get('traceparent')[0]?.toString();

const serveTraced = (serve: Serve, call: ServerUnaryCall<unknown, unknown>, answer: Answer): Promise<void> => {
  const path = call.getPath();
  const attributes = rpcAttributes(path);
  const began = performance.now();
  const span = openSpan({ name: path.slice(1), kind: 'server', parent: traceparentIn(call.metadata), attributes });
  const answerAndEnd: Answer = (error, value) => {
    const code = error ? codeIn(error) : 'ok';
    if (error && faults.includes(error.code)) span.fail(code);
    else span.set({ 'vafa.code': code });
    duration.record((performance.now() - began) / 1000, {
      'rpc.service': attributes['rpc.service'],
      'rpc.method': attributes['rpc.method'],
      'vafa.code': code,
    });
    span.end();
    answer(error, value);
  };
  return span.run(() => serve(call, answerAndEnd));
};

type ServeStream = (call: ServerWritableStream<unknown, unknown>, ...rest: unknown[]) => Promise<void>;

/**
 * Nest's gRPC server, which judges for whom each rpc is called, gives it a span, and measures its duration. The handler
 * runs in the span's context. Health and reflection do not pass here.
 */
export class TracedServer extends ServerGrpc {
  constructor(
    options: ConstructorParameters<typeof ServerGrpc>[0],
    private readonly guard: ContextGuard,
    /** Takes the place of the server that listens. */
    private readonly local?: LocalServer,
  ) {
    super(options);
  }

  override createClient(): ReturnType<ServerGrpc['createClient']> {
    return this.local ? Promise.resolve(this.local) : super.createClient();
  }

  override createUnaryServiceMethod(handler: Parameters<ServerGrpc['createUnaryServiceMethod']>[0]): Serve {
    const serve = super.createUnaryServiceMethod(handler) as Serve;
    const guarded: Serve = async (call, answer) => {
      let admitted: Admitted;
      try {
        admitted = this.guard.admit(call);
      } catch (error) {
        answer(toStatus(error));
        return;
      }
      await servedFor(admitted, () => serve(call, answer));
    };
    return (call, answer) => (isTelemetryOn() ? serveTraced(guarded, call, answer) : guarded(call, answer));
  }

  override createStreamServiceMethod(handler: Parameters<ServerGrpc['createStreamServiceMethod']>[0]): ServeStream {
    return this.guardedStream(super.createStreamServiceMethod(handler) as ServeStream);
  }

  override createRequestStreamMethod(
    ...args: Parameters<ServerGrpc['createRequestStreamMethod']>
  ): ReturnType<ServerGrpc['createRequestStreamMethod']> {
    return this.guardedStream(super.createRequestStreamMethod(...args) as ServeStream) as ReturnType<
      ServerGrpc['createRequestStreamMethod']
    >;
  }

  private guardedStream(serve: ServeStream): ServeStream {
    return async (call, ...rest) => {
      let admitted: Admitted;
      try {
        admitted = this.guard.admit(call);
      } catch (error) {
        call.emit('error', toStatus(error));
        return;
      }
      await servedFor(admitted, () => serve(call, ...rest));
    };
  }
}
