import { status, type Metadata, type ServerUnaryCall, type ServiceError } from '@grpc/grpc-js';
import { ServerGrpc } from '@nestjs/microservices';
import { histogram, isTelemetryOn, openSpan } from '@vafa/telemetry';
import { servedWithin } from './caller-branches.ts';
import { rpcAttributes } from './rpc-attributes.ts';
import { codeIn } from './status.ts';

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

/**
 * Nest's gRPC server, which gives each rpc a span, measures its duration, and keeps the branches that its caller is
 * bound to. The handler runs in the span's context. Health and reflection do not pass here.
 */
export class TracedServer extends ServerGrpc {
  override createUnaryServiceMethod(handler: Parameters<ServerGrpc['createUnaryServiceMethod']>[0]): Serve {
    const serve = super.createUnaryServiceMethod(handler) as Serve;
    return (call, answer) =>
      servedWithin(call.metadata, () => (isTelemetryOn() ? serveTraced(serve, call, answer) : serve(call, answer)));
  }
}
