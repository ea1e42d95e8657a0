import { activeTraceId, histogram, isTelemetryOn, openSpan, type Attributes, type OpenSpan } from '@vafa/telemetry';
import type { FastifyInstance, FastifyRequest } from 'fastify';

interface Tracing {
  readonly span: OpenSpan;
  readonly attributes: Attributes;
  readonly began: number;
}

declare module 'fastify' {
  interface FastifyRequest {
    tracing: Tracing | undefined;
  }
}

const duration = histogram('vafa.http.server.duration', 'from the request to the end of its answer', 's');

const methods = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE', 'CONNECT']);
const serverError = 500;

/** Probes ask every few seconds; what they ask is not worth a trace. */
const isProbe = (route: string | undefined): boolean => route?.startsWith('/health') ?? false;

const start = (request: FastifyRequest, route: string | undefined): Tracing => {
  const method = methods.has(request.method) ? request.method : '_OTHER';
  const { traceparent } = request.headers;
  const attributes = { 'http.request.method': method, ...(route !== undefined && { 'http.route': route }) };
  const parent = typeof traceparent === 'string' ? traceparent : undefined;
  return {
    span: openSpan({ name: route === undefined ? method : `${method} ${route}`, kind: 'server', parent, attributes }),
    attributes,
    began: performance.now(),
  };
};

const finish = ({ span, attributes, began }: Tracing, statusCode: number): void => {
  const status = { 'http.response.status_code': statusCode };
  span.set(status);
  if (statusCode >= serverError) span.fail();
  span.end();
  duration.record((performance.now() - began) / 1000, { ...attributes, ...status });
};

/** A span around every request but probes, named by method and route; its handler and all that it calls run within. */
export const traceRequests = (fastify: FastifyInstance): void => {
  void fastify.decorateRequest('tracing');
  fastify.addHook('onRequest', (request, _reply, done) => {
    const route = request.is404 ? undefined : request.routeOptions.url;
    if (!isTelemetryOn() || isProbe(route)) {
      done();
      return;
    }
    request.tracing = start(request, route);
    request.tracing.span.run(done);
  });
  // The body arrived by events of the socket, which know nothing of the span.
  fastify.addHook('preValidation', (request, _reply, done) => {
    if (request.tracing) request.tracing.span.run(done);
    else done();
  });
  fastify.addHook('onResponse', (request, reply, done) => {
    if (request.tracing) finish(request.tracing, reply.statusCode);
    done();
  });
};

/** Notes the stable code of a refusal on the request's span. */
export const noteCode = ({ tracing }: FastifyRequest, code: string): void => tracing?.span.set({ 'vafa.code': code });

/** Trace id of the request's span; undefined when it has none. */
export const traceIdOf = ({ tracing }: FastifyRequest): string | undefined => tracing?.span.run(activeTraceId);
