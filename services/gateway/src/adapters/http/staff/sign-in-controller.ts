import { Body, Controller, Delete, Get, Post, Put, Req, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { isDomainError } from '@vafa/kernel';
import { counter } from '@vafa/telemetry';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { deviceMs, secondsLeftOf, type SignIn } from '../../../domain/sign-in.ts';
import type { StaffAccount } from '../../../domain/staff-account.ts';
import { SignIns, type Person, type SignedIn } from '../../../use-cases/sign-ins.ts';
import { Operation } from '../operation.ts';
import { required } from '../request-context.ts';
import { cookieOf, dropCookie, setCookie } from './cookies.ts';
import { requireOwnOrigin } from './same-origin.ts';
import { PasswordChange, SignInAnswer, SignInOrder, StepUp, toSignInAnswer } from './sign-in-schemas.ts';

const attempts = counter('vafa.gateway.sign_ins', 'tries to sign in, by the code that they were refused with, or ok');

const stepUps = counter(
  'vafa.gateway.step_ups',
  'passwords given again, by the code that they were refused with, or ok',
);

const personOf = ({ vafa }: FastifyRequest): Person => required(vafa.person, 'person who has signed in');

@ApiTags('Sign-in')
@Controller('v1')
export class SignInController {
  constructor(private readonly signIns: SignIns) {}

  @Post('sign-in')
  @Operation({
    id: 'signIn',
    summary: 'Sign in with a username and a password',
    description:
      'Sets the cookie of the sign-in. A wrong password and an unknown username are answered alike. A one-time password needs a new one beside it.',
    access: 'public',
    answer: SignInAnswer,
    errors: [
      'sign_in_refused',
      'one_time_password_ended',
      'password_change_required',
      'provider_sign_in_only',
      'password_too_weak',
      'cross_site_request',
      'too_many_requests',
      'malformed_request',
      'unsupported_media_type',
      'body_too_large',
      'request_timeout',
      'service_unavailable',
    ],
  })
  async signIn(
    @Body({ schema: SignInOrder }) { username, password, new_password: newPassword }: SignInOrder,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<z.infer<typeof SignInAnswer>> {
    const device = cookieOf(request, 'device');
    try {
      requireOwnOrigin(request);
      const noted = ({ id, clubId }: StaffAccount): void => {
        request.vafa.audit = { subject: { id, clubId, isActor: false } };
      };
      const begun = await this.signIns.begin({ username, password, newPassword, address: request.ip, device, noted });
      const { id, clubId } = begun.account;
      request.vafa.audit = { subject: { id, clubId, isActor: true } };
      attempts.add(1, { 'vafa.code': 'ok' });
      this.give(request, reply, begun);
      return this.told(begun);
    } catch (error) {
      attempts.add(1, { 'vafa.code': isDomainError(error) ? error.code : 'internal' });
      throw error;
    }
  }

  @Get('sign-in')
  @Operation({
    id: 'getSignIn',
    summary: 'Who has signed in, and what he may do',
    access: 'person',
    club: false,
    branches: 'club',
    answer: SignInAnswer,
  })
  get(@Req() request: FastifyRequest): z.infer<typeof SignInAnswer> {
    return this.told(personOf(request));
  }

  @Delete('sign-in')
  @Operation({
    id: 'signOut',
    summary: 'Sign out in this browser',
    access: 'person',
    club: false,
    branches: 'club',
    status: 204,
  })
  async signOut(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<void> {
    await this.signIns.end(personOf(request).signIn.id);
    dropCookie(request, reply, 'signIn');
  }

  @Delete('sign-ins')
  @Operation({
    id: 'signOutEverywhere',
    summary: 'Sign out in all browsers',
    access: 'person',
    club: false,
    branches: 'club',
    status: 204,
  })
  async signOutEverywhere(
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<void> {
    await this.signIns.endAll(personOf(request).account.id);
    dropCookie(request, reply, 'signIn');
  }

  @Post('sign-in/step-up')
  @Operation({
    id: 'stepUp',
    summary: 'Give the own password again, for what is dangerous',
    description:
      'Then it counts for as long as the club says. The cookie gets another value. A wrong password is refused as at sign-in.',
    access: 'person',
    club: false,
    branches: 'club',
    status: 204,
    errors: ['sign_in_refused', 'provider_sign_in_only', 'unsupported_media_type', 'body_too_large', 'request_timeout'],
  })
  async stepUp(
    @Body({ schema: StepUp }) { password }: StepUp,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<void> {
    const person = personOf(request);
    try {
      const proof = { password, address: request.ip, device: cookieOf(request, 'device') };
      this.set(request, reply, await this.signIns.stepUp(person, proof), person.signIn);
      stepUps.add(1, { 'vafa.code': 'ok' });
    } catch (error) {
      stepUps.add(1, { 'vafa.code': isDomainError(error) ? error.code : 'internal' });
      throw error;
    }
  }

  @Put('sign-in/password')
  @Operation({
    id: 'changePassword',
    summary: 'Change the own password',
    description: 'All other sign-ins of the person end. A wrong password is refused as at sign-in.',
    access: 'person',
    club: false,
    branches: 'club',
    status: 204,
    errors: [
      'sign_in_refused',
      'provider_sign_in_only',
      'password_too_weak',
      'unsupported_media_type',
      'body_too_large',
      'request_timeout',
    ],
  })
  async changePassword(
    @Body({ schema: PasswordChange }) { password, new_password: newPassword }: PasswordChange,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<void> {
    const person = personOf(request);
    const device = cookieOf(request, 'device');
    const secret = await this.signIns.changePassword(person, { password, newPassword, address: request.ip, device });
    this.set(request, reply, secret, person.signIn);
  }

  private told(of: { readonly account: StaffAccount; readonly signIn: SignIn }): z.infer<typeof SignInAnswer> {
    const csrfToken = this.signIns.csrfOf(of.signIn.id);
    return toSignInAnswer(of, { csrfToken, times: this.signIns.times });
  }

  private give(request: FastifyRequest, reply: FastifyReply, { secret, device, signIn }: SignedIn): void {
    this.set(request, reply, secret, signIn);
    setCookie(request, reply, 'device', { value: device, seconds: deviceMs / 1_000 });
  }

  private set(request: FastifyRequest, reply: FastifyReply, secret: string, signIn: SignIn): void {
    setCookie(request, reply, 'signIn', { value: secret, seconds: secondsLeftOf(signIn, this.signIns.times) });
  }
}
