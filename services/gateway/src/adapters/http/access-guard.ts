import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { DomainError } from '@vafa/kernel';
import type { FastifyRequest } from 'fastify';
import { isOpen, operationKey, type Operation } from './operation.ts';

/**
 * The door has judged every request before its body was read; what has not passed it, or is not declared, gets no
 * further.
 */
@Injectable()
export class AccessGuard implements CanActivate {
  canActivate(context: ExecutionContext): boolean {
    const operation = Reflect.getMetadata(operationKey, context.getHandler()) as Operation | undefined;
    const { vafa } = context.switchToHttp().getRequest<FastifyRequest>();
    if (operation !== undefined && (isOpen(operation) || vafa.caller !== undefined)) return true;
    throw new DomainError('forbidden', 'administrator_only', 'this operation is not open');
  }
}
