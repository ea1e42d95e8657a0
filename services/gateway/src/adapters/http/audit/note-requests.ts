import { DomainError, type Clock } from '@vafa/kernel';
import { counter, type Logger } from '@vafa/telemetry';
import type { FastifyInstance } from 'fastify';
import { Readable } from 'node:stream';
import type { AuditLog } from '../../../use-cases/audit-log.ts';
import { problemType, toProblem } from '../problem.ts';
import { auditedOf } from './audited.ts';

const entries = counter('vafa.gateway.audit_entries', 'entries of the audit log, by ok or failed');

/**
 * Notes in the audit log what is about to be answered. What cannot be noted is not answered: 503 instead, and a repeat
 * is told and noted.
 */
export const noteRequests = (fastify: FastifyInstance, audit: AuditLog, log: Logger, clock: Clock): void => {
  fastify.addHook('onSend', async (request, reply, payload) => {
    const event = auditedOf(request, reply, { payload, at: clock.now() });
    if (!event) return payload;
    try {
      await audit.note(event);
      entries.add(1, { 'vafa.code': 'ok' });
      return payload;
    } catch (error) {
      entries.add(1, { 'vafa.code': 'failed' });
      log.error({ err: error, operation: event.operation }, 'the audit log could not be written');
      if (payload instanceof Readable) payload.destroy();
      const refusal = new DomainError(
        'unavailable',
        'service_unavailable',
        'the audit log cannot be written; try again',
      );
      const problem = toProblem(refusal, request.vafa.traceId);
      request.vafa.problem = problem.code;
      for (const header of ['set-cookie', 'content-length', 'content-disposition', 'etag']) reply.removeHeader(header);
      void reply.status(problem.status).headers({ 'content-type': problemType, 'retry-after': '1' });
      return JSON.stringify(problem);
    }
  });
};
