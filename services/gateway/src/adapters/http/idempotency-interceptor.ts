import { Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { from, lastValueFrom, type Observable } from 'rxjs';
import { nameCommand, type Once } from './once.ts';
import { operationKey, type Operation } from './operation.ts';

/** Runs every write that is declared as one through Once. */
@Injectable()
export class IdempotencyInterceptor implements NestInterceptor {
  constructor(private readonly once: Once) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const operation = Reflect.getMetadata(operationKey, context.getHandler()) as Operation;
    if (!operation.writes) return next.handle();
    const http = context.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    nameCommand(request, operation);
    if (operation.writes === 'upload') return next.handle();
    return from(this.execute(operation, request, http.getResponse<FastifyReply>(), next));
  }

  private async execute(
    operation: Operation,
    request: FastifyRequest,
    reply: FastifyReply,
    next: CallHandler,
  ): Promise<unknown> {
    const execution = { operation, status: () => reply.statusCode, body: request.vafa.rawBody ?? '' };
    const { body, status, replayed } = await this.once.execute(request, execution, () => lastValueFrom(next.handle()));
    if (replayed) void reply.status(status).header('idempotency-replayed', 'true');
    return body;
  }
}
