import { Body, Controller, Get, Param, Post, Req, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { isDomainError } from '@vafa/kernel';
import { counter } from '@vafa/telemetry';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import type { IdentityProvider } from '../../../domain/identity-provider.ts';
import { deviceMs, secondsLeftOf } from '../../../domain/sign-in.ts';
import type { StaffAccount } from '../../../domain/staff-account.ts';
import { ProviderSignIns } from '../../../use-cases/provider-sign-ins.ts';
import { SignIns } from '../../../use-cases/sign-ins.ts';
import { Operation } from '../operation.ts';
import { cookieOf, dropCookie, setCookie } from './cookies.ts';
import {
  CameBack,
  ProviderPath,
  ProviderSignInAnswer,
  ProviderTripAnswer,
  ProviderTripOrder,
  SignInProviders,
} from './provider-sign-in-schemas.ts';
import { ownOrigin, requireOwnOrigin } from './same-origin.ts';
import { toSignInAnswer } from './sign-in-schemas.ts';

const attempts = counter(
  'vafa.gateway.provider_sign_ins',
  'people who came back from an identity provider, by the code that they were refused with, or ok',
);

const ofBody = [
  'cross_site_request',
  'too_many_requests',
  'malformed_request',
  'unsupported_media_type',
  'body_too_large',
  'request_timeout',
  'service_unavailable',
] as const;

const ofProviders = [
  'identity_provider_not_found',
  'identity_provider_unreachable',
  'identity_provider_refused',
] as const;

@ApiTags('Sign-in')
@Controller('v1')
export class ProviderSignInController {
  constructor(
    private readonly trips: ProviderSignIns,
    private readonly signIns: SignIns,
  ) {}

  @Get('sign-in/providers')
  @Operation({
    id: 'listSignInProviders',
    summary: 'The identity providers that the door offers',
    description: 'At most 50.',
    access: 'public',
    answer: SignInProviders,
    errors: ['too_many_requests', 'service_unavailable'],
  })
  async list(): Promise<z.infer<typeof SignInProviders>> {
    return { items: (await this.trips.offered()).map(({ id, name }) => ({ id, name })) };
  }

  @Post('sign-in/providers/:provider_id')
  @Operation({
    id: 'beginProviderSignIn',
    summary: 'Go to an identity provider to sign in',
    description: 'Answers with the address there. The way back counts once, for ten minutes, in this browser.',
    access: 'public',
    answer: ProviderTripAnswer,
    errors: [...ofProviders, ...ofBody],
  })
  async begin(
    @Param({ schema: ProviderPath }) { provider_id: providerId }: ProviderPath,
    @Body({ schema: ProviderTripOrder }) { back, again: isAgain }: ProviderTripOrder,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<z.infer<typeof ProviderTripAnswer>> {
    requireOwnOrigin(request);
    const known = cookieOf(request, 'trip');
    const begun = await this.trips.begin({ providerId, back, isAgain, origin: ownOrigin(request), browser: known });
    setCookie(request, reply, 'trip', { value: begun.browser, seconds: begun.seconds });
    return { location: begun.location };
  }

  @Post('sign-in/provider-answers')
  @Operation({
    id: 'signInByProvider',
    summary: 'Sign in with what an identity provider has the browser bring back',
    description:
      'Sets the cookie of the sign-in. The account is found by who the provider says it is, by a verified e-mail address, or by groups.',
    access: 'public',
    answer: ProviderSignInAnswer,
    errors: [
      'provider_trip_over',
      'provider_sign_in_refused',
      'no_staff_account',
      'email_not_verified',
      'staff_disabled',
      'last_administrator',
      'username_taken',
      ...ofProviders,
      ...ofBody,
    ],
  })
  async finish(
    @Body({ schema: CameBack }) { state, code, error, iss: issuer }: CameBack,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<z.infer<typeof ProviderSignInAnswer>> {
    const noted = (subject: IdentityProvider | StaffAccount): void => {
      const clubId = 'username' in subject ? subject.clubId : undefined;
      request.vafa.audit = { subject: { id: subject.id, clubId, isActor: false } };
    };
    try {
      requireOwnOrigin(request);
      const [browser, device] = [cookieOf(request, 'trip'), cookieOf(request, 'device')];
      const answer = { state, code, error, issuer };
      const begun = await this.trips.finish({ ...answer, browser, address: request.ip, device, noted });
      const { account, signIn, back } = begun;
      const subject = { id: account.id, clubId: account.clubId, isActor: true };
      request.vafa.audit = { subject, after: { identity_provider: signIn.provider?.id } };
      attempts.add(1, { 'vafa.code': 'ok' });
      const { times } = this.signIns;
      setCookie(request, reply, 'signIn', { value: begun.secret, seconds: secondsLeftOf(signIn, times) });
      setCookie(request, reply, 'device', { value: begun.device, seconds: deviceMs / 1_000 });
      dropCookie(request, reply, 'trip');
      return { ...toSignInAnswer(begun, { csrfToken: this.signIns.csrfOf(signIn.id), times }), back };
    } catch (failed) {
      attempts.add(1, { 'vafa.code': isDomainError(failed) ? failed.code : 'internal' });
      throw failed;
    }
  }
}
