import type { Clock } from '@vafa/kernel';
import { Limiter, type Rate } from '@vafa/limiter';
import type { Logger } from '@vafa/telemetry';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { routeOf } from './route-table.ts';

/**
 * Lines about callers whom nobody knows: of one address, and of all together. What is beyond is counted in the next
 * line.
 */
const linesPerAddress: Rate = { perSecond: 5, burst: 50 };
const linesOfAll: Rate = { perSecond: 50, burst: 500 };

const refusals = [401, 403, 429];

const began = new WeakMap<FastifyRequest, number>();

const lineOf = (request: FastifyRequest, reply: FastifyReply): object => {
  const { caller, club, traceId, requestId, problem } = request.vafa;
  const { statusCode: status } = reply;
  return {
    method: request.method,
    route: request.is404 ? 'none' : (request.routeOptions.url ?? 'none'),
    ...(routeOf(request) && { operation: routeOf(request)?.operation.id }),
    status,
    ...(problem !== undefined && { code: problem }),
    ms: Math.round((performance.now() - (began.get(request) ?? performance.now())) * 10) / 10,
    ...(caller && { actor: caller.id }),
    ...(club && { club: club.id }),
    // Who was turned away has no other name.
    ...(refusals.includes(status) && { address: request.ip }),
    traceId,
    ...(requestId !== traceId && { requestId }),
  };
};

/**
 * A line for every answer: what was asked, by whom, what came of it, in which trace. No body, no path, no parameter:
 * they hold personal data. Probes are left out, and who is not known cannot fill the log.
 */
export const logAccess = (fastify: FastifyInstance, log: Logger, clock: Clock): void => {
  const perAddress = new Limiter(linesPerAddress, clock);
  const ofAll = new Limiter(linesOfAll, clock);
  let suppressed = 0;
  fastify.addHook('onRequest', (request, _reply, done) => {
    began.set(request, performance.now());
    done();
  });
  fastify.addHook('onResponse', (request, reply, done) => {
    done();
    if (request.url.startsWith('/health/') && reply.statusCode < 400) return;
    if (request.vafa.caller === undefined && (perAddress.take(request.ip) > 0 || ofAll.take('') > 0)) {
      suppressed++;
      return;
    }
    log.info({ ...lineOf(request, reply), ...(suppressed > 0 && { suppressed }) }, 'request');
    suppressed = 0;
  });
};
