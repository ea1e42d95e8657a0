import { errorCodes, rpcErrors, type ErrorCode, type Rpc } from '@vafa/contracts/errors';
import type { ErrorKind } from '@vafa/kernel';

export interface ProblemMeaning {
  readonly status: number;
  readonly meaning: string;
}

export const statusOfKind: Readonly<Record<ErrorKind, number>> = {
  invalid: 400,
  not_found: 404,
  conflict: 409,
  refused: 409,
  forbidden: 403,
  unauthenticated: 401,
  unavailable: 503,
  internal: 500,
};

/** What the gateway itself refuses. Codes are stable: they are never renamed, only added. */
const own = {
  malformed_request: { status: 400, meaning: 'the request is not well-formed HTTP or JSON' },
  invalid_request: {
    status: 400,
    meaning: 'fields are missing, unknown, of the wrong type or out of range; see `errors`',
  },
  route_not_found: { status: 404, meaning: 'there is nothing at this path' },
  path_too_long: { status: 414, meaning: 'a part of the path is too long' },
  request_timeout: { status: 408, meaning: 'the request did not arrive in time' },
  idempotency_key_missing: { status: 400, meaning: 'the header Idempotency-Key is missing' },
  idempotency_key_invalid: { status: 400, meaning: 'the header Idempotency-Key is not 1 to 255 printable characters' },
  club_missing: { status: 400, meaning: 'the administrator must name the club in the header Vafa-Club' },
  file_missing: { status: 400, meaning: 'the form has no part `file`' },
  unauthenticated: { status: 401, meaning: 'the header Authorization: Bearer … is missing' },
  sign_in_refused: { status: 401, meaning: 'the username or the password is wrong' },
  provider_trip_over: {
    status: 401,
    meaning: 'the way to the identity provider was not begun in this browser, was used, or took too long',
  },
  provider_sign_in_refused: {
    status: 401,
    meaning: 'the identity provider did not sign in, or its answer does not hold',
  },
  no_staff_account: { status: 403, meaning: 'nobody who works here is known as this person' },
  email_not_verified: {
    status: 403,
    meaning: 'the account is known by an e-mail address, and the identity provider has not verified it',
  },
  staff_disabled: { status: 403, meaning: 'an administrator has disabled the account' },
  provider_sign_in_only: {
    status: 403,
    meaning: "the account signs in with the company's identity provider, not with a password",
  },
  member_code_refused: { status: 401, meaning: 'the code is wrong, was used, or is over' },
  sign_in_ended: { status: 401, meaning: 'the sign-in has ended; sign in again' },
  one_time_password_ended: { status: 401, meaning: 'the one-time password has ended; an administrator gives another' },
  unknown_api_key: { status: 401, meaning: 'the API key is unknown or revoked' },
  verb_missing: { status: 403, meaning: 'the key may not do that' },
  administrator_only: { status: 403, meaning: 'only the administrator may do that' },
  role_missing: { status: 403, meaning: 'none of the roles may do that' },
  other_till: { status: 403, meaning: 'the key sells as one till alone, and this is another' },
  sign_in_only: { status: 403, meaning: 'this is for a person who has signed in, not for a key' },
  cross_site_request: {
    status: 403,
    meaning: 'a page of another origin asked, or a write that a cookie speaks for lacks the header Vafa-Csrf-Token',
  },
  step_up_required: {
    status: 403,
    meaning: 'the password was typed too long ago for this; give it again at POST /v1/sign-in/step-up',
  },
  password_change_required: { status: 403, meaning: 'a one-time password needs a new one beside it' },
  password_too_weak: { status: 400, meaning: 'the new password is short, or among those that are tried first' },
  other_club: { status: 403, meaning: 'the key belongs to another club' },
  branch_bound: { status: 403, meaning: 'the key is bound to branches, and this concerns the whole club' },
  look_up_only: {
    status: 403,
    meaning:
      'a key that is bound to branches looks up one member; it lists none, and changes nothing that it sees masked',
  },
  idempotency_key_running: { status: 409, meaning: 'the first request with this Idempotency-Key is still running' },
  unsupported_media_type: { status: 415, meaning: 'the body is not of the content type that the operation takes' },
  idempotency_key_reused: { status: 422, meaning: 'the Idempotency-Key was used for another request' },
  too_many_requests: { status: 429, meaning: 'asked too often; ask again after Retry-After seconds' },
  internal: { status: 500, meaning: 'an unexpected error; its traceId is in the log' },
  service_unavailable: {
    status: 503,
    meaning: 'a service or the database does not answer; ask again after Retry-After seconds',
  },
} as const satisfies Record<string, ProblemMeaning>;

const unprocessable = 422;

/** Codes of services whose status says more than that of their kind. */
const statuses: Readonly<Partial<Record<ErrorCode, number>>> = {
  exception_not_found: 404,
  upload_not_found: 409,
  own_approval: 403,
  second_person_missing: 403,
  member_changed: 412,
  club_changed: 412,
  branch_changed: 412,
  tiers_changed: 412,
  source_changed: 412,
  rule_changed: 412,
  promotion_changed: 412,
  staff_changed: 412,
  identity_provider_changed: 412,
  approval_settings_changed: 412,
  body_too_large: 413,
  not_text: unprocessable,
  empty_file: unprocessable,
  file_too_large: unprocessable,
  file_not_readable: unprocessable,
  file_too_complex: unprocessable,
  file_packed_too_much: unprocessable,
  too_many_rows: unprocessable,
  too_many_empty_rows: unprocessable,
  too_many_columns: unprocessable,
  record_too_long: unprocessable,
  one_column: unprocessable,
  no_header: unprocessable,
  two_tables: unprocessable,
  unknown_encoding: unprocessable,
  rows_too_mixed: unprocessable,
  reader_failed: unprocessable,
  upload_quota_exceeded: 429,
  too_many_imports: 429,
};

export type ProblemCode = keyof typeof own | ErrorCode;

const ofServices = Object.entries(errorCodes).map(([code, { kind, meaning }]): [string, ProblemMeaning] => [
  code,
  { status: statuses[code as ErrorCode] ?? statusOfKind[kind], meaning },
]);

/**
 * Every code that a problem can carry, with its status: those of the services as the contracts tell them, and the
 * gateway's own.
 */
export const problemCodes = { ...Object.fromEntries(ofServices), ...own } as Readonly<
  Record<ProblemCode, ProblemMeaning>
>;

/**
 * Codes for which the gateway gives no service a cause: it says pages, keys, zones, accounts and pieces of files as
 * they must be.
 */
const ruledOut: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'invalid_page_size',
  'key_missing',
  'invalid_time_zone',
  'invalid_account',
  'batch_too_large',
  'best_too_large',
  'too_many',
  'invalid_upload',
  'upload_complete',
]);

/** What an operation may answer because of the rpcs that it asks. */
export const codesOfRpcs = (rpcs: readonly Rpc[]): ErrorCode[] =>
  rpcs.flatMap((rpc): readonly ErrorCode[] => rpcErrors[rpc]).filter((code) => !ruledOut.has(code));
