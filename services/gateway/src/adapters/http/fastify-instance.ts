import { HttpException } from '@nestjs/common';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import { randomBytes } from 'node:crypto';
import { newContext } from './request-context.ts';
import { traceRequests } from './request-spans.ts';
import { problemType, toProblem } from './problem.ts';

const bodyBytesMax = 1024 ** 2;
const depthMax = 64;
const requestTimeoutMs = 3_600_000;

const apiPolicy = "default-src 'none'; frame-ancestors 'none'";
/** The page of /docs brings its own scripts and styles, some of them inline, and asks this origin only. */
const docsPolicy = "default-src 'self'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; frame-ancestors 'none'";

/** What is not even HTTP. */
const refuseBytes = (error: Error & { code?: string }, socket: Socket): void => {
  const status = error.code === 'HPE_HEADER_OVERFLOW' ? 431 : error.code === 'ERR_HTTP_REQUEST_TIMEOUT' ? 408 : 400;
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const code = status === 408 ? 'request_timeout' : 'malformed_request';
  const title = STATUS_CODES[status] ?? '';
  const body = JSON.stringify({ type: `urn:vafa:problem:${code}`, title, status, detail: 'the request is not well-formed HTTP', code, traceId: randomBytes(16).toString('hex') });
  socket.end(`HTTP/1.1 ${String(status)} ${title}\r\ncontent-type: ${problemType}\r\ncontent-length: ${String(Buffer.byteLength(body))}\r\nconnection: close\r\n\r\n${body}`);
};

/** A path that cannot be routed; hooks have not run for it. */
const refusePath = (error: FastifyError, request: FastifyRequest, reply: FastifyReply): void => {
  const { traceId, requestId } = newContext(request);
  const problem = toProblem(new HttpException(error.message, error.statusCode ?? 400), traceId);
  void reply.status(problem.status).headers({ 'content-type': problemType, 'x-content-type-options': 'nosniff', 'x-request-id': requestId }).send(JSON.stringify(problem));
};

/** True when brackets nest deeper than any request of ours: such texts are made to exhaust the stack of whoever walks them. */
const isTooDeep = (text: string): boolean => {
  let depth = 0;
  let inString = false;
  for (let place = 0; place < text.length; place++) {
    const char = text.charCodeAt(place);
    if (inString) {
      if (char === 0x5c) place++;
      else if (char === 0x22) inString = false;
    } else if (char === 0x22) inString = true;
    else if (char === 0x7b || char === 0x5b) depth++;
    else if (char === 0x7d || char === 0x5d) depth--;
    if (depth > depthMax) return true;
  }
  return false;
};

const malformed = (message: string): Error => Object.assign(new Error(message), { statusCode: 400, code: 'FST_ERR_CTP_INVALID_JSON_BODY', name: 'FastifyError' });

const readJsonOnly = (fastify: FastifyInstance): void => {
  const parse = fastify.getDefaultJsonParser('error', 'error');
  fastify.removeAllContentTypeParsers();
  fastify.addContentTypeParser('application/json', { parseAs: 'string', bodyLimit: bodyBytesMax }, (request, body, done) => {
    const text = body as string;
    request.vafa.rawBody = text;
    if (text.trim() === '') {
      done(null, undefined);
    } else if (isTooDeep(text)) {
      done(malformed('the JSON nests too deeply'), undefined);
    } else {
      void parse(request, text, (error, value) => {
        if (error) done(malformed(error.message), undefined);
        else done(null, value);
      });
    }
  });
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

/** Fastify with the limits and habits of the gateway: JSON only, 1 MiB, a context for every request, security headers on every answer. */
export const fastifyAdapter = (): FastifyAdapter => {
  const adapter = new FastifyAdapter({
    bodyLimit: bodyBytesMax,
    routerOptions: { maxParamLength: 500 },
    forceCloseConnections: 'idle',
    requestTimeout: requestTimeoutMs,
    clientErrorHandler: refuseBytes,
    frameworkErrors: refusePath,
  });
  const fastify = adapter.getInstance<FastifyInstance>();
  readJsonOnly(fastify);
  void fastify.decorateRequest('vafa');
  traceRequests(fastify);
  fastify.addHook('onRequest', (request, reply, done) => {
    request.vafa = newContext(request);
    setHeaders(request, reply);
    done();
  });
  return adapter;
};
