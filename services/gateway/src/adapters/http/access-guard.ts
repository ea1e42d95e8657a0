import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { DomainError } from '@vafa/kernel';
import type { Club } from '@vafa/contracts/membership';
import type { FastifyRequest } from 'fastify';
import { requireAdministrator, requireVerb, type Caller } from '../../domain/api-key.ts';
import type { ApiKeys } from '../../use-cases/api-keys.ts';
import type { Clubs } from '../grpc/clubs.ts';
import { operationKey, takesClub, type Operation } from './operation.ts';

const bearer = /^Bearer +([^\s]{1,200})$/i;

/** Finds out who calls and about which club, and refuses what the operation's declaration does not allow. Undeclared means refused. */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(
    private readonly keys: ApiKeys,
    private readonly clubs: Clubs,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const operation = Reflect.getMetadata(operationKey, context.getHandler()) as Operation | undefined;
    if (!operation) throw new DomainError('forbidden', 'administrator_only', 'this operation is not open');
    if (operation.access === 'public') return true;
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const caller = await this.authenticate(request);
    request.vafa.caller = caller;
    if (operation.access === 'administrator') requireAdministrator(caller);
    if (takesClub(operation)) request.vafa.club = await this.clubOf(caller, request.headers['vafa-club']);
    if (operation.access !== 'administrator') requireVerb(caller, operation.access);
    return true;
  }

  private async authenticate(request: FastifyRequest): Promise<Caller> {
    const secret = bearer.exec(request.headers.authorization ?? '')?.[1];
    if (secret === undefined) throw new DomainError('unauthenticated', 'unauthenticated', 'send an API key: Authorization: Bearer vafa_…');
    const caller = await this.keys.recognise(secret);
    if (!caller) throw new DomainError('unauthenticated', 'unknown_api_key', 'the API key is unknown or revoked');
    request.vafa.secret = secret;
    return caller;
  }

  private async clubOf(caller: Caller, named: string | string[] | undefined): Promise<Club> {
    const name = typeof named === 'string' && named !== '' ? named : undefined;
    if (caller.clubId === undefined) {
      if (name === undefined) throw new DomainError('invalid', 'club_missing', 'name the club in the header Vafa-Club');
      return this.clubs.club(name);
    }
    const club = await this.clubs.club(caller.clubId);
    if (name !== undefined && name !== club.code && name !== club.id) throw new DomainError('forbidden', 'other_club', 'this key belongs to another club');
    return club;
  }
}
