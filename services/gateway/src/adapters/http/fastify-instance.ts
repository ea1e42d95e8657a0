import { HttpException } from '@nestjs/common';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import type { Seal } from '@vafa/grpc';
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { randomBytes } from 'node:crypto';
import { STATUS_CODES } from 'node:http';
import { BlockList, isIPv6, type Socket } from 'node:net';
import { boundConnections, type ConnectionLimits } from './connections.ts';
import { readJsonOnly } from './json-body.ts';
import { newContext } from './request-context.ts';
import { actForCallers } from './act-for-callers.ts';
import { traceRequests } from './request-spans.ts';
import { problemType, toProblem } from './problem.ts';
import { routeOf } from './route-table.ts';

const bodyBytesMax = 1024 ** 2;
const headerBytesMax = 16 * 1024;
/** Of an upload of 1 GiB; of everything else it is a matter of seconds (ConnectionLimits). */
const requestTimeoutMs = 3_600_000;
const timeoutsEveryMs = 1_000;

const apiPolicy = "default-src 'none'; frame-ancestors 'none'";
/** The page of /docs brings its own scripts and styles, some of them inline, and asks this origin only. */
const docsPolicy =
  "default-src 'self'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; frame-ancestors 'none'";

export interface FastifySettings {
  readonly limits: ConnectionLimits;
  /** Addresses or networks (CIDR) of proxies, whose X-Forwarded-For is believed. */
  readonly trustedProxies: readonly string[];
  /** Says to services for whom they are asked. */
  readonly seal: Seal;
}

/** What is not even HTTP, or did not come in time. */
const refuseBytes = (error: Error & { code?: string }, socket: Socket): void => {
  const status = error.code === 'HPE_HEADER_OVERFLOW' ? 431 : error.code === 'ERR_HTTP_REQUEST_TIMEOUT' ? 408 : 400;
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const code = status === 408 ? 'request_timeout' : 'malformed_request';
  const title = STATUS_CODES[status] ?? '';
  const detail = status === 408 ? 'the request did not arrive in time' : 'the request is not well-formed HTTP';
  const body = JSON.stringify({
    type: `urn:vafa:problem:${code}`,
    title,
    status,
    detail,
    code,
    traceId: randomBytes(16).toString('hex'),
  });
  socket.end(
    `HTTP/1.1 ${String(status)} ${title}\r\ncontent-type: ${problemType}\r\ncontent-length: ${String(Buffer.byteLength(body))}\r\nconnection: close\r\n\r\n${body}`,
  );
};

/** A path that cannot be routed; hooks have not run for it. */
const refusePath = (error: FastifyError, request: FastifyRequest, reply: FastifyReply): void => {
  const { traceId, requestId } = newContext(request);
  const problem = toProblem(new HttpException(error.message, error.statusCode ?? 400), traceId);
  void reply
    .status(problem.status)
    .headers({ 'content-type': problemType, 'x-content-type-options': 'nosniff', 'x-request-id': requestId })
    .send(JSON.stringify(problem));
};

const setHeaders = (request: FastifyRequest, reply: FastifyReply): void => {
  const isDocs = request.url === '/docs' || request.url.startsWith('/docs/');
  void reply.headers({
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'content-security-policy': isDocs ? docsPolicy : apiPolicy,
    'x-request-id': request.vafa.requestId,
    ...(!isDocs && { 'cache-control': 'no-store' }),
  });
};

const familyOf = (address: string): 'ipv4' | 'ipv6' => (isIPv6(address) ? 'ipv6' : 'ipv4');

/** Tells whether an address is one of these, or in one of these networks. */
const amongProxies = (trustedProxies: readonly string[]): ((address: string) => boolean) => {
  const list = new BlockList();
  for (const proxy of trustedProxies) {
    const [address = '', bits] = proxy.split('/');
    if (bits === undefined) list.addAddress(address, familyOf(address));
    else list.addSubnet(address, Number(bits), familyOf(address));
  }
  return (address) => address !== '' && list.check(address, familyOf(address));
};

/**
 * Fastify with the limits and habits of the gateway: JSON only, bounded in bytes and time, a context for every request,
 * security headers on every answer.
 */
export const fastifyAdapter = ({ limits, trustedProxies, seal }: FastifySettings): FastifyAdapter => {
  const adapter = new FastifyAdapter({
    bodyLimit: bodyBytesMax,
    routerOptions: { maxParamLength: 500 },
    forceCloseConnections: 'idle',
    requestTimeout: requestTimeoutMs,
    connectionTimeout: limits.silenceMs,
    keepAliveTimeout: limits.keepAliveMs,
    http: {
      requestTimeout: requestTimeoutMs,
      headersTimeout: limits.headersMs,
      connectionsCheckingInterval: timeoutsEveryMs,
      maxHeaderSize: headerBytesMax,
    },
    trustProxy: trustedProxies.length > 0 ? [...trustedProxies] : false,
    clientErrorHandler: refuseBytes,
    frameworkErrors: refusePath,
  });
  const fastify = adapter.getInstance<FastifyInstance>();
  readJsonOnly(fastify, bodyBytesMax);
  void fastify.decorateRequest('vafa');
  traceRequests(fastify);
  fastify.addHook('onRequest', (request, reply, done) => {
    request.vafa = newContext(request);
    setHeaders(request, reply);
    done();
  });
  actForCallers(fastify, seal);
  boundConnections(fastify, {
    limits,
    isProxy: amongProxies(trustedProxies),
    isUpload: (request) => routeOf(request)?.operation.writes === 'upload',
    refuse: refuseBytes,
  });
  return adapter;
};
