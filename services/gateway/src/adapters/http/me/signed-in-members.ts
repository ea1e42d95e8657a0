import type { Club } from '@vafa/contracts/membership';
import { DomainError } from '@vafa/kernel';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Caller } from '../../../domain/api-key.ts';
import { callerOfMember, type MemberSignIns } from '../../../use-cases/member-sign-ins.ts';
import type { Limits } from '../limits.ts';
import { cookieOf, dropCookie } from '../staff/cookies.ts';
import { requireOwnPage } from '../staff/same-origin.ts';

/** Recognises members by the cookie of their club: a browser may be signed in to several. */
export class SignedInMembers {
  constructor(
    private readonly signIns: MemberSignIns,
    private readonly limits: Limits,
  ) {}

  /** Raises `unauthenticated`, `sign_in_ended`, `too_many_requests`, `cross_site_request`. */
  async recognise(request: FastifyRequest, reply: FastifyReply, club: Club): Promise<Caller> {
    const secret = cookieOf(request, { memberOf: club.code });
    if (secret === undefined) throw new DomainError('unauthenticated', 'unauthenticated', 'sign in as a member');
    const signIn = await this.signIns.recognise(club.id, secret);
    if (!signIn) {
      this.limits.wrongKey(request.ip);
      dropCookie(request, reply, { memberOf: club.code });
      throw new DomainError('unauthenticated', 'sign_in_ended', 'the sign-in has ended; sign in again');
    }
    requireOwnPage(request, this.signIns.csrfOf(signIn.id));
    request.vafa.memberSignIn = signIn;
    request.vafa.secret = secret;
    return callerOfMember(signIn);
  }
}
