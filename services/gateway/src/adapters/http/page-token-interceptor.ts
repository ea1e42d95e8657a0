import { Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { map, type Observable } from 'rxjs';
import { operationKey, type Operation } from './operation.ts';
import type { PageTokens } from './page-tokens.ts';

interface Page {
  readonly next_page_token: string;
}

const isPage = (answer: unknown): answer is Page =>
  typeof answer === 'object' && answer !== null && typeof (answer as Partial<Page>).next_page_token === 'string';

/**
 * Opens the page token of every list before its service sees it, and seals the one that leaves. No list can forget it.
 */
@Injectable()
export class PageTokenInterceptor implements NestInterceptor {
  constructor(private readonly tokens: PageTokens) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const { id } = Reflect.getMetadata(operationKey, context.getHandler()) as Operation;
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const query = request.query as Record<string, unknown>;
    const given = query.page_token;
    if (typeof given === 'string' && given !== '') query.page_token = this.tokens.open(id, request, given);
    return next
      .handle()
      .pipe(
        map((answer: unknown) =>
          isPage(answer)
            ? { ...answer, next_page_token: this.tokens.seal(id, request, answer.next_page_token) }
            : answer,
        ),
      );
  }
}
