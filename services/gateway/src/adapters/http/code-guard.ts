import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { isDomainError } from '@vafa/kernel';
import type { FastifyRequest } from 'fastify';
import type { Services } from '../grpc/services.ts';
import type { Limits } from './limits.ts';
import { operationKey, type Operation } from './operation.ts';
import { reference } from './scalars.ts';

/**
 * Codes that somebody may guess. A wrong one is refused before anything of the request is written down. It brakes the
 * key that sent it and the codes that begin alike. Who has tried too often is answered without a look.
 */
@Injectable()
export class CodeGuard implements CanActivate {
  constructor(
    private readonly rewards: Pick<Services['rewards'], 'getVoucher'>,
    private readonly limits: Limits,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const { code: parameter } = Reflect.getMetadata(operationKey, context.getHandler()) as Operation;
    if (parameter === undefined) return true;
    const { params, vafa } = context.switchToHttp().getRequest<FastifyRequest<{ Params: Record<string, string> }>>();
    const code = params[parameter] ?? '';
    const [callerId, clubId] = [vafa.caller?.id ?? '', vafa.club?.id ?? ''];
    // What cannot be one is refused by its schema.
    if (!reference().safeParse(code).success) return true;
    this.limits.code(callerId, clubId, code);
    try {
      await this.rewards.getVoucher({ clubId, code });
      return true;
    } catch (error) {
      if (isDomainError(error) && error.kind === 'not_found') this.limits.wrongCode(callerId, clubId, code);
      throw error;
    }
  }
}
