import { Body, Controller, Delete, Get, Param, Post, Req, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Club } from '@vafa/contracts/membership';
import { isDomainError } from '@vafa/kernel';
import { counter } from '@vafa/telemetry';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import type { MemberSignIn } from '../../../domain/member-sign-in.ts';
import { deviceMs, secondsLeftOf } from '../../../domain/sign-in.ts';
import { MemberSignIns } from '../../../use-cases/member-sign-ins.ts';
import { Operation } from '../operation.ts';
import { required, TheClub } from '../request-context.ts';
import { cookieOf, dropCookie, setCookie } from '../staff/cookies.ts';
import { requireOwnOrigin } from '../staff/same-origin.ts';
import {
  ClubPath,
  CodeAsked,
  CodeOrder,
  MemberSignInAnswer,
  MemberSignInOrder,
  toMemberSignIn,
} from './member-sign-in-schemas.ts';

const codes = counter(
  'vafa.gateway.member_codes',
  'codes that members asked for, by the code that they were refused with, or ok',
);
const attempts = counter(
  'vafa.gateway.member_sign_ins',
  'tries of members to sign in, by the code that they were refused with, or ok',
);

const ofBody = ['cross_site_request', 'unsupported_media_type', 'body_too_large', 'request_timeout'] as const;

const signInOf = ({ vafa }: FastifyRequest): MemberSignIn => required(vafa.memberSignIn, 'member who has signed in');

const counted = async <T>(tries: ReturnType<typeof counter>, work: () => Promise<T>): Promise<T> => {
  try {
    const done = await work();
    tries.add(1, { 'vafa.code': 'ok' });
    return done;
  } catch (error) {
    tries.add(1, { 'vafa.code': isDomainError(error) ? error.code : 'internal' });
    throw error;
  }
};

@ApiTags('Members of their own')
@Controller('v1')
export class MemberSignInController {
  constructor(private readonly signIns: MemberSignIns) {}

  @Post('clubs/:club_code/member-codes')
  @Operation({
    id: 'askMemberCode',
    summary: 'Have a code sent to the phone of a member',
    description: 'The answer is the same whether a member has the number or not.',
    access: 'visitor',
    status: 202,
    answer: CodeAsked,
    asks: ['membership.findMembers'],
    errors: ['too_many_requests', ...ofBody],
  })
  async ask(
    @Param({ schema: ClubPath }) _path: ClubPath,
    @Body({ schema: CodeOrder }) { phone }: CodeOrder,
    @TheClub() { id: clubId }: Club,
    @Req() request: FastifyRequest,
  ): Promise<z.infer<typeof CodeAsked>> {
    return counted(codes, async () => {
      requireOwnOrigin(request);
      const device = cookieOf(request, 'device');
      const asked = await this.signIns.ask({ clubId, phone, address: request.ip, device });
      return { request: asked.request, ends_at: asked.endsAt.toISOString() };
    });
  }

  @Post('clubs/:club_code/member-sign-in')
  @Operation({
    id: 'signInMember',
    summary: 'Sign in as a member with a code',
    description: 'Sets the cookie of the sign-in in this club. After five wrong tries another code is needed.',
    access: 'visitor',
    answer: MemberSignInAnswer,
    errors: ['member_code_refused', ...ofBody],
  })
  async begin(
    @Param({ schema: ClubPath }) _path: ClubPath,
    @Body({ schema: MemberSignInOrder }) order: MemberSignInOrder,
    @TheClub() club: Club,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<z.infer<typeof MemberSignInAnswer>> {
    return counted(attempts, async () => {
      requireOwnOrigin(request);
      const { signIn, secret, device } = await this.signIns.begin({
        ...order,
        clubId: club.id,
        device: cookieOf(request, 'device'),
      });
      request.vafa.audit = { subject: { id: signIn.memberId, clubId: club.id, isActor: true, isMember: true } };
      const seconds = secondsLeftOf(signIn, this.signIns.times);
      setCookie(request, reply, { memberOf: club.code }, { value: secret, seconds });
      setCookie(request, reply, 'device', { value: device, seconds: deviceMs / 1_000 });
      return this.told(signIn);
    });
  }

  @Get('me/sign-in')
  @Operation({
    id: 'getMemberSignIn',
    summary: 'Which member has signed in',
    access: 'member',
    answer: MemberSignInAnswer,
  })
  get(@Req() request: FastifyRequest): z.infer<typeof MemberSignInAnswer> {
    return this.told(signInOf(request));
  }

  @Delete('me/sign-in')
  @Operation({ id: 'signOutMember', summary: 'Sign out in this browser', access: 'member', status: 204 })
  async end(
    @TheClub() { code: memberOf }: Club,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<void> {
    await this.signIns.end(signInOf(request).id);
    dropCookie(request, reply, { memberOf });
  }

  @Delete('me/sign-ins')
  @Operation({ id: 'signOutMemberEverywhere', summary: 'Sign out in all browsers', access: 'member', status: 204 })
  async endAll(
    @TheClub() { code: memberOf }: Club,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<void> {
    await this.signIns.endAll(signInOf(request).memberId);
    dropCookie(request, reply, { memberOf });
  }

  private told(signIn: MemberSignIn): z.infer<typeof MemberSignInAnswer> {
    return toMemberSignIn(signIn, { csrfToken: this.signIns.csrfOf(signIn.id), times: this.signIns.times });
  }
}
