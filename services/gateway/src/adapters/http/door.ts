import { NotFoundException } from '@nestjs/common';
import type { Club } from '@vafa/contracts/membership';
import { DomainError } from '@vafa/kernel';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import {
  requireAdministrator,
  requireNoClub,
  requirePerson,
  requireRole,
  requireUnbound,
  requireVerb,
  type Caller,
} from '../../domain/api-key.ts';
import { isVerb } from '../../domain/verbs.ts';
import type { ApiKeys } from '../../use-cases/api-keys.ts';
import type { ApprovalPolicy } from '../../use-cases/approval-policy.ts';
import type { RememberedClubs } from '../grpc/remembered-clubs.ts';
import type { Limits } from './limits.ts';
import { isOpen, takesClub, type Operation } from './operation.ts';
import { refuseBody, refuseConditions, refuseHeaders, refuseParameters } from './request-shape.ts';
import { routeOf } from './route-table.ts';
import type { SignedInMembers } from './me/signed-in-members.ts';
import type { People } from './staff/people.ts';

const bearer = /^Bearer +([^\s]{1,200})$/i;
const none: ReadonlySet<string> = new Set();
const clubName = /^[A-Za-z0-9_-]{1,80}$/;

/**
 * Everything that is judged of a request before its body is read: how often is asked, who calls, about which club, and
 * whether the operation's declaration allows it. A refused upload costs its headers.
 */
export class Door {
  constructor(
    private readonly keys: ApiKeys,
    private readonly people: People,
    private readonly members: SignedInMembers,
    private readonly clubs: RememberedClubs,
    private readonly policy: ApprovalPolicy,
    private readonly limits: Limits,
  ) {}

  guard(fastify: FastifyInstance): void {
    fastify.addHook('onRequest', (request, reply) => this.admit(request, reply));
  }

  private async admit(request: FastifyRequest, reply: FastifyReply): Promise<void> {
    const isProbe = request.url.startsWith('/health/');
    if (!isProbe) this.limits.address(request.ip);
    if (request.is404) throw new NotFoundException(nothingAt(request));
    const route = routeOf(request);
    if (!route) {
      const isForPeople = request.routeOptions.config.isPage === true || request.url.startsWith('/docs');
      if (!isForPeople) refuseParameters(request, none);
      return;
    }
    refuseHeaders(request);
    if (route.operation.access === 'member') await this.recogniseMember(request, reply);
    else if (!isOpen(route.operation)) await this.recognise(request, reply, route.operation);
    refuseParameters(request, route.parameters);
    refuseConditions(request, route.operation);
    refuseBody(request, route);
    if (route.operation.access === 'visitor') await this.receive(request);
  }

  /** Who visits the pages of a club: the path says which. */
  private async receive(request: FastifyRequest): Promise<void> {
    request.vafa.isVisit = true;
    const { club_code: name } = request.params as { readonly club_code?: string };
    if (name !== undefined) request.vafa.club = await this.clubNamed(name);
  }

  private async recogniseMember(request: FastifyRequest, reply: FastifyReply): Promise<void> {
    request.vafa.isVisit = true;
    const { 'vafa-club': name = '' } = request.headers;
    if (typeof name !== 'string' || name === '')
      throw new DomainError('invalid', 'club_missing', 'name the club in the header Vafa-Club');
    const club = await this.clubNamed(name);
    const caller = await this.members.recognise(request, reply, club);
    request.vafa.caller = caller;
    request.vafa.club = club;
    this.limits.key(caller.id);
  }

  private async recognise(request: FastifyRequest, reply: FastifyReply, operation: Operation): Promise<void> {
    const caller = await this.authenticate(request, reply);
    request.vafa.caller = caller;
    this.limits.key(caller.id);
    const { access } = operation;
    requireRole(caller, operation.id);
    if (access === 'person') requirePerson(caller);
    if (access === 'administrator') requireAdministrator(caller);
    if (access === 'administrator' && operation.club === false) requireNoClub(caller);
    if (takesClub(operation)) request.vafa.club = await this.clubOf(caller, request.headers['vafa-club']);
    if (isVerb(access)) requireVerb(caller, access);
    if (operation.branches === undefined) requireUnbound(caller);
    const { club, person } = request.vafa;
    if (operation.stepUp && person) await this.policy.requireProof(club?.id, person.provedAt);
  }

  private async authenticate(request: FastifyRequest, reply: FastifyReply): Promise<Caller> {
    const { authorization } = request.headers;
    if (authorization === undefined) {
      const person = await this.people.recognise(request, reply);
      if (person) return person;
    }
    const secret = bearer.exec(authorization ?? '')?.[1];
    if (secret === undefined)
      throw new DomainError(
        'unauthenticated',
        'unauthenticated',
        'sign in, or send an API key: Authorization: Bearer vafa_…',
      );
    const caller = await this.keys.recognise(secret);
    if (!caller) {
      this.limits.wrongKey(request.ip);
      throw new DomainError('unauthenticated', 'unknown_api_key', 'the API key is unknown or revoked');
    }
    request.vafa.secret = secret;
    return caller;
  }

  private clubNamed(name: string): Promise<Club> {
    if (!clubName.test(name)) throw new DomainError('not_found', 'club_not_found', 'no such club');
    return this.clubs.club(name);
  }

  private async clubOf(caller: Caller, named: string | string[] | undefined): Promise<Club> {
    const name = typeof named === 'string' && named !== '' ? named : undefined;
    if (caller.clubId === undefined) {
      if (name === undefined) throw new DomainError('invalid', 'club_missing', 'name the club in the header Vafa-Club');
      return this.clubNamed(name);
    }
    const club = await this.clubs.club(caller.clubId);
    if (name !== undefined && name !== club.code && name !== club.id)
      throw new DomainError('forbidden', 'other_club', 'this key belongs to another club');
    return club;
  }
}

const shownMax = 80;

const nothingAt = ({ method, url }: FastifyRequest): string => {
  const [path = ''] = url.split('?');
  const shown = path.length > shownMax ? `${path.slice(0, shownMax)}…` : path;
  return `nothing is at ${method} ${shown}; what there is stands at /docs, and /openapi.json`;
};
