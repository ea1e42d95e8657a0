import { applyDecorators, HttpCode, SetMetadata } from '@nestjs/common';
import { ApiBearerAuth, ApiCookieAuth, ApiExtension, ApiHeader, ApiOperation, ApiResponse } from '@nestjs/swagger';
import type { Rpc } from '@vafa/contracts/errors';
import { STATUS_CODES } from 'node:http';
import type { z } from 'zod';
import { rolesOf } from '../../domain/rights.ts';
import type { Verb } from '../../domain/verbs.ts';
import { HeldAnswer } from './approvals/approval-forms.ts';
import { codesOfRpcs, problemCodes, type ProblemCode } from './problem-codes.ts';
import { ProblemSchema, problemType } from './problem.ts';

export interface Operation {
  /** Stable name, the operationId of OpenAPI. */
  readonly id: string;
  readonly summary: string;
  readonly description?: string;
  /**
   * Who may: anyone, or anyone who visits the pages of the club in the path; a member; a key with this verb; the
   * administrator only; or a person who has signed in. Which roles of people may, says the table of rights.
   */
  readonly access: 'public' | 'visitor' | 'member' | 'administrator' | 'person' | Verb;
  /** False for what is about no single club. */
  readonly club?: false;
  /**
   * What a key that is bound to branches may: nothing (default); `judged`: within its branches, by the branch of the
   * thing itself; `club`: what every other key may, for it is about nothing that a branch has.
   */
  readonly branches?: 'judged' | 'club';
  /** A person must have typed the password a short while ago, where the club has it so. */
  readonly stepUp?: true;
  /** It may wait for a second person: 202 with what it waits as. */
  readonly held?: true;
  /** Takes an Idempotency-Key. `upload`: the controller itself compares the repeated body, a file. */
  readonly writes?: true | 'upload';
  /** Takes the revision that was seen in the header If-Match. */
  readonly ifMatch?: true;
  /** Name of the path parameter that is a voucher's code: guesses are braked. */
  readonly code?: string;
  /** Of its body; default 1 MiB. */
  readonly bodyBytesMax?: number;
  /** Of success; default 200. */
  readonly status?: number;
  readonly answer?: z.ZodType;
  /** Of a write: a repeat may be told more than this answer, so that it is not kept; the services know the repeat. */
  readonly mayChange?: (answer: never) => boolean;
  /** Of a write: its services answer a repeat as they did, so that the answer need not be kept before it is given. */
  readonly keptLater?: true;
  /** Media type of an answer that is not JSON. */
  readonly answersAs?: string;
  /** The rpcs whose errors it hands on. */
  readonly asks?: readonly Rpc[];
  /** Codes that the gateway itself may answer here, beside those that every operation may. */
  readonly errors?: readonly ProblemCode[];
}

export const operationKey = 'vafa:operation';

const ofWrites = [
  'idempotency_key_missing',
  'idempotency_key_invalid',
  'idempotency_key_reused',
  'idempotency_key_running',
  'body_too_large',
  'unsupported_media_type',
  'request_timeout',
] as const;

const codeOfAccess = ({ access }: Operation): ProblemCode => {
  if (access === 'administrator') return 'administrator_only';
  return access === 'person' ? 'sign_in_only' : 'verb_missing';
};

const generalErrors = (operation: Operation): ProblemCode[] => {
  if (operation.access === 'public') return ['invalid_request', 'internal'];
  if (operation.access === 'visitor')
    return [
      'malformed_request',
      'too_many_requests',
      'invalid_request',
      'club_not_found',
      'service_unavailable',
      'internal',
    ];
  if (operation.access === 'member') return ofMembers(operation);
  return [
    'malformed_request',
    'too_many_requests',
    'invalid_request',
    'unauthenticated',
    'unknown_api_key',
    'sign_in_ended',
    'cross_site_request',
    'role_missing',
    codeOfAccess(operation),
    ...(operation.branches === undefined ? (['branch_bound'] as const) : []),
    ...(takesClub(operation) ? (['club_missing', 'other_club', 'club_not_found'] as const) : []),
    ...(operation.stepUp ? (['step_up_required'] as const) : []),
    ...(operation.held ? (['key_reused'] as const) : []),
    ...(operation.writes ? ofWrites : []),
    'service_unavailable',
    'internal',
  ];
};

const ofMembers = ({ writes }: Operation): ProblemCode[] => [
  'malformed_request',
  'too_many_requests',
  'invalid_request',
  'unauthenticated',
  'sign_in_ended',
  'cross_site_request',
  'club_missing',
  'club_not_found',
  ...(writes ? ofWrites : []),
  'service_unavailable',
  'internal',
];

/** Nobody has to be recognised. */
export const isOpen = ({ access }: Operation): boolean => access === 'public' || access === 'visitor';

export const takesClub = (operation: Operation): boolean => !isOpen(operation) && operation.club !== false;

/** Every code that an operation may answer. */
const codesOf = (operation: Operation): ReadonlySet<ProblemCode> =>
  new Set([...generalErrors(operation), ...codesOfRpcs(operation.asks ?? []), ...(operation.errors ?? [])]);

const problemResponses = (operation: Operation): MethodDecorator[] => {
  const byStatus = Map.groupBy(codesOf(operation), (code) => problemCodes[code].status);
  return [...byStatus].map(([status, codes]) =>
    ApiResponse({
      status,
      description: codes.map((code) => `\`${code}\`: ${problemCodes[code].meaning}`).join('\n\n'),
      content: {
        [problemType]: { schema: { $ref: '#/components/schemas/Problem' }, example: exampleOf(codes[0] ?? 'internal') },
      },
    }),
  );
};

const exampleOf = (code: ProblemCode): object => ({
  ...(ProblemSchema.meta()?.example as object),
  type: `urn:vafa:problem:${code}`,
  title: STATUS_CODES[problemCodes[code].status],
  status: problemCodes[code].status,
  detail: problemCodes[code].meaning,
  code,
});

const waitsResponse = ApiResponse({
  status: 202,
  description: 'Not done: it waits for a second person.',
  standardSchema: HeldAnswer,
});

const headers = (operation: Operation): MethodDecorator[] => [
  ...(isOpen(operation) || operation.access === 'person' || operation.access === 'member'
    ? []
    : [ApiBearerAuth('apiKey')]),
  ...(isOpen(operation) ? [] : [ApiCookieAuth(operation.access === 'member' ? 'member' : 'signIn')]),
  ...(takesClub(operation)
    ? [
        ApiHeader({
          name: 'Vafa-Club',
          required: operation.access === 'member',
          description:
            operation.access === 'member'
              ? 'Code or id of the club.'
              : 'Code or id of the club. The administrator must name it; a key of a club need not.',
          example: 'demo',
        }),
      ]
    : []),
  ...(operation.ifMatch
    ? [
        ApiHeader({
          name: 'If-Match',
          required: false,
          description: 'The ETag of what was read: another one is refused with 412.',
          example: '"3"',
        }),
      ]
    : []),
  ...(operation.writes
    ? [
        ApiHeader({
          name: 'Idempotency-Key',
          required: true,
          description: '1 to 255 printable characters. A repeat with the same key and body gets the first answer.',
          example: 'a1f0c7e2-4a51-4f0a-9a53-0f3c1d0e7b11',
        }),
      ]
    : []),
];

const whoMay = (operation: Operation): readonly string[] => {
  if (isOpen(operation)) return ['anyone'];
  return operation.access === 'member' ? ['member'] : rolesOf(operation.id);
};

/**
 * Declares one operation: who may call it, how it repeats, and everything that OpenAPI says of it beside its
 * parameters.
 */
export const Operation = (operation: Operation): MethodDecorator => {
  const status = operation.status ?? 200;
  const success = operation.answersAs
    ? ApiResponse({ status, description: 'Done.', content: { [operation.answersAs]: { schema: { type: 'string' } } } })
    : ApiResponse({ status, description: 'Done.', ...(operation.answer && { standardSchema: operation.answer }) });
  return applyDecorators(
    SetMetadata(operationKey, operation),
    HttpCode(status),
    ApiOperation({
      operationId: operation.id,
      summary: operation.summary,
      ...(operation.description && { description: operation.description }),
    }),
    ApiExtension('x-roles', whoMay(operation)),
    success,
    ...(operation.held ? [waitsResponse] : []),
    ...problemResponses(operation),
    ...headers(operation),
  );
};
