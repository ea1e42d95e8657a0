import type { Approval } from './generated/operations.ts';

/** A wrong place of a request: a JSON pointer into its body, or the name of a parameter. */
export interface ProblemPlace {
  readonly pointer?: string;
  readonly parameter?: string;
  readonly code: string;
  readonly detail: string;
}

/** What a problem says beside its status, code and detail. */
export interface ProblemMore {
  /** The trace of the request, which is in the log of the club; undefined when something else answered. */
  readonly traceId?: string;
  readonly errors?: readonly ProblemPlace[];
  readonly details?: Readonly<Record<string, string>>;
}

/** An answer of the gateway that is not a success: problem+json (RFC 9457). */
export class ApiProblem extends Error {
  readonly traceId: string | undefined;
  readonly errors: readonly ProblemPlace[];
  readonly details: Readonly<Record<string, string>>;

  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    { traceId, errors = [], details = {} }: ProblemMore = {},
  ) {
    super(message);
    this.name = 'ApiProblem';
    this.traceId = traceId;
    this.errors = errors;
    this.details = details;
  }
}

const ofSignIn: readonly string[] = ['unauthenticated', 'sign_in_ended', 'cross_site_request', 'step_up_required'];

/** Whether the sign-in of the page has ended, is not the one that the page knows, or wants the password again. */
export const isOfSignIn = ({ code }: ApiProblem): boolean => ofSignIn.includes(code);

/** It is not done: a second person has to approve it. */
export class WaitsForApproval extends Error {
  constructor(readonly approval: Approval) {
    super(`it waits for a second person: ${approval.id}`);
    this.name = 'WaitsForApproval';
  }
}

/** The gateway did not answer at all. */
export class NotReachable extends Error {
  constructor(readonly url: string) {
    super(`no Vafa answers at ${url}`);
    this.name = 'NotReachable';
  }
}

/** As far as it is one: what stands between a client and the gateway may answer anything. */
interface Told extends ProblemMore {
  readonly code?: string;
  readonly title?: string;
  readonly detail?: string;
}

/** `retryAfter`: the header, for answers whose body does not say it. */
export const problemOf = (status: number, text: string, retryAfter?: string | null): ApiProblem => {
  const unknown = `the gateway answered ${status}`;
  const waits = /^\d+$/.test(retryAfter ?? '') && { retry_after_seconds: retryAfter ?? '' };
  try {
    const { code = 'unknown', title, detail, details, ...more } = JSON.parse(text) as Told;
    return new ApiProblem(status, code, detail ?? title ?? unknown, { ...more, details: { ...waits, ...details } });
  } catch {
    return new ApiProblem(status, 'unknown', unknown, { details: { ...waits } });
  }
};
