import { HttpException } from '@nestjs/common';
import { isDomainError, type ErrorKind } from '@vafa/kernel';
import { STATUS_CODES } from 'node:http';
import { z } from 'zod';
import { problemCodes, statusOfKind } from './problem-codes.ts';
import { InvalidRequest } from './schema-pipe.ts';

export const ProblemSchema = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    detail: z.string(),
    code: z.string().describe('Stable; each operation lists the ones it answers.'),
    traceId: z.string(),
    errors: z
      .array(
        z.object({
          pointer: z.string().optional(),
          parameter: z.string().optional(),
          code: z.string(),
          detail: z.string(),
        }),
      )
      .optional(),
    details: z.record(z.string(), z.string()).optional(),
  })
  .meta({
    id: 'Problem',
    description:
      'RFC 9457. `errors` points at each wrong place of a request, by JSON pointer into the body or by parameter name.',
    example: {
      type: 'urn:vafa:problem:balance_too_low',
      title: 'Conflict',
      status: 409,
      detail: 'the account has 40 points, 100 are asked for',
      code: 'balance_too_low',
      traceId: '4bf92f3577b34da6a3ce929d0e0e4736',
    },
  });

export type Problem = z.infer<typeof ProblemSchema>;

export const problemType = 'application/problem+json';

const codeOfStatus: Readonly<Record<number, string>> = {
  400: 'malformed_request',
  404: 'route_not_found',
  405: 'method_not_allowed',
  406: 'unsupported_media_type',
  408: 'request_timeout',
  413: 'body_too_large',
  414: 'path_too_long',
  415: 'unsupported_media_type',
  503: 'service_unavailable',
};

/** An answer that was given before, refusals included. */
export class ReplayedProblem extends Error {
  constructor(readonly problem: Problem) {
    super(problem.detail);
  }
}

const documented: Readonly<Record<string, { readonly status: number } | undefined>> = problemCodes;

/** A documented code has the status it is documented with; another the status of its kind. */
const statusOf = (kind: ErrorKind, code: string): number => documented[code]?.status ?? statusOfKind[kind];

const problem = (status: number, code: string, detail: string, traceId: string): Problem => ({
  type: `urn:vafa:problem:${code}`,
  title: STATUS_CODES[status] ?? 'Error',
  status,
  detail,
  code,
  traceId,
});

const fromHttpException = (error: HttpException, traceId: string): Problem => {
  const status = error.getStatus() === 406 ? 415 : error.getStatus();
  const code = codeOfStatus[status] ?? (status >= 500 ? 'internal' : 'malformed_request');
  return problem(status, code, status >= 500 ? 'an unexpected error happened' : error.message, traceId);
};

/** The client went away before its request was whole: nobody's fault here, and nobody reads the answer. */
const isAborted = (error: unknown): boolean => {
  const { message, code } = (error ?? {}) as Partial<NodeJS.ErrnoException>;
  return message === 'aborted' && code === 'ECONNRESET';
};

/** What a caller is told of an error. What nobody expected shows nothing of itself. */
export const toProblem = (error: unknown, traceId: string): Problem => {
  if (error instanceof ReplayedProblem) return error.problem;
  if (error instanceof InvalidRequest)
    return { ...problem(400, 'invalid_request', error.message, traceId), errors: [...error.errors] };
  if (isDomainError(error)) {
    const status = statusOf(error.kind, error.code);
    const known = problem(status, error.code, status === 500 ? 'an unexpected error happened' : error.message, traceId);
    return Object.keys(error.details).length > 0 && status !== 500
      ? { ...known, details: { ...error.details } }
      : known;
  }
  if (error instanceof HttpException) return fromHttpException(error, traceId);
  if (isAborted(error)) return problem(400, 'malformed_request', 'the request broke off', traceId);
  return problem(500, 'internal', 'an unexpected error happened', traceId);
};
