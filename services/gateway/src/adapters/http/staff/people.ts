import { DomainError } from '@vafa/kernel';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Caller } from '../../../domain/api-key.ts';
import { secondsLeftOf } from '../../../domain/sign-in.ts';
import type { SignIns } from '../../../use-cases/sign-ins.ts';
import type { Limits } from '../limits.ts';
import { cookieOf, dropCookie, setCookie } from './cookies.ts';
import { requireOwnPage } from './same-origin.ts';

/** Recognises who has signed in, by the cookie of the request. */
export class People {
  constructor(
    private readonly signIns: SignIns,
    private readonly limits: Limits,
  ) {}

  /**
   * Undefined without a cookie. Raises `sign_in_ended`, which takes the cookie back, `too_many_requests` for many that
   * nobody was given, and `cross_site_request`.
   */
  async recognise(request: FastifyRequest, reply: FastifyReply): Promise<Caller | undefined> {
    const secret = cookieOf(request, 'signIn');
    if (secret === undefined) return undefined;
    const person = await this.signIns.recognise(secret);
    if (!person) {
      this.limits.wrongKey(request.ip);
      dropCookie(request, reply, 'signIn');
      throw new DomainError('unauthenticated', 'sign_in_ended', 'the sign-in has ended; sign in again');
    }
    requireOwnPage(request, this.signIns.csrfOf(person.signIn.id));
    if (person.secret !== undefined) {
      const seconds = secondsLeftOf(person.signIn, this.signIns.times);
      setCookie(request, reply, 'signIn', { value: person.secret, seconds });
    }
    request.vafa.person = person;
    request.vafa.secret = person.secret ?? secret;
    return person.caller;
  }
}
