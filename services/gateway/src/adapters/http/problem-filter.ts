import { Catch, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { Logger } from '@vafa/telemetry';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { problemType, toProblem } from './problem.ts';
import { newContext } from './request-context.ts';
import { noteCode } from './request-spans.ts';

const retryAfterSeconds = '1';

/** Answers every error as problem+json. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(private readonly log: Logger) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    const reply = http.getResponse<FastifyReply>();
    const context = request.vafa as typeof request.vafa | undefined;
    const { traceId } = context ?? newContext(request);
    const problem = toProblem(error, traceId);
    if (problem.status === 500)
      this.log.error(
        { err: error, traceId, method: request.method, route: request.routeOptions.url },
        'unexpected error',
      );
    noteCode(request, problem.code);
    if (context) context.problem = problem.code;
    if (reply.sent) return;
    if (problem.status === 503 || problem.code === 'idempotency_key_running')
      reply.header('retry-after', retryAfterSeconds);
    if (problem.status === 429) reply.header('retry-after', problem.details?.retry_after_seconds ?? retryAfterSeconds);
    if (problem.status === 401) reply.header('www-authenticate', 'Bearer');
    void reply.status(problem.status).header('content-type', problemType).send(JSON.stringify(problem));
  }
}
