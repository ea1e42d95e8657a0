import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { Club } from '@vafa/contracts/membership';
import type { FastifyRequest } from 'fastify';
import { randomBytes } from 'node:crypto';
import type { Caller } from '../../domain/api-key.ts';
import type { MemberSignIn } from '../../domain/member-sign-in.ts';
import type { Person } from '../../use-cases/sign-ins.ts';
import type { AuditNotes } from './audit/audit-notes.ts';
import { traceIdOf } from './request-spans.ts';

/** What is known of a request beside its parameters. */
export interface RequestContext {
  readonly traceId: string;
  /** The caller's X-Request-Id, else the trace id. */
  readonly requestId: string;
  /** The body as it came. */
  rawBody?: string;
  /**
   * The caller's key, or the secret of its cookie, as it came; it seals the answers kept for repeats, and makes the
   * secrets of keys.
   */
  secret?: string;
  /** Code of the problem it was answered with. */
  problem?: string;
  caller?: Caller;
  /** What its handler says of it for the audit log. */
  audit?: AuditNotes;
  /** The caller, when it is a person who has signed in. */
  person?: Person;
  club?: Club;
  /** Asked by somebody who visits the pages of a club, and is not recognised yet. */
  isVisit?: true;
  /** The sign-in of the member who calls. */
  memberSignIn?: MemberSignIn;
  /** Key of the write for the services, made of caller, operation and Idempotency-Key. */
  commandKey?: string;
}

declare module 'fastify' {
  interface FastifyRequest {
    vafa: RequestContext;
  }
}

const traceparent = /^[0-9a-f]{2}-([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}$/;
const requestId = /^[\x21-\x7e]{1,128}$/;

const header = (request: FastifyRequest, name: string): string => {
  const value = request.headers[name];
  return typeof value === 'string' ? value : '';
};

/** The trace that the request is in: the one recorded, else the caller's (W3C), else its request id or a new one. */
export const newContext = (request: FastifyRequest): RequestContext => {
  const trace = traceIdOf(request) ?? traceparent.exec(header(request, 'traceparent'))?.[1];
  const id = header(request, 'x-request-id');
  const given = requestId.test(id) ? id : undefined;
  const traceId = trace ?? given ?? randomBytes(16).toString('hex');
  return { traceId, requestId: given ?? traceId };
};

const contextOf = (context: ExecutionContext): RequestContext =>
  context.switchToHttp().getRequest<FastifyRequest>().vafa;

export const required = <T>(value: T | undefined, name: string): T => {
  if (value === undefined) throw new Error(`the request has no ${name}; the operation's declaration lacks it`);
  return value;
};

/** All that is known of the request. */
export const TheContext = createParamDecorator(
  (_: unknown, context: ExecutionContext): RequestContext => contextOf(context),
);

/** The club that the request is about. */
export const TheClub = createParamDecorator(
  (_: unknown, context: ExecutionContext): Club => required(contextOf(context).club, 'club'),
);

export const TheCaller = createParamDecorator(
  (_: unknown, context: ExecutionContext): Caller => required(contextOf(context).caller, 'caller'),
);

/** The key under which the services remember this write. */
export const TheCommandKey = createParamDecorator((_: unknown, context: ExecutionContext): string =>
  required(contextOf(context).commandKey, 'command key'),
);
