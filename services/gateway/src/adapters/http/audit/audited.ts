import type { FastifyReply, FastifyRequest } from 'fastify';
import { createHash } from 'node:crypto';
import { looksUpOnly, type Caller } from '../../../domain/api-key.ts';
import type { AuditActor, AuditEvent } from '../../../domain/audit-entry.ts';
import { rolesOf } from '../../../domain/rights.ts';
import type { Operation } from '../operation.ts';
import { routeOf } from '../route-table.ts';

/** Pages ask these all the time, and they show nobody but whoever asks, or how far work is. */
const unnoted = new Set(['getClub', 'getSignIn', 'getTask', 'listTasks', 'listApprovals', 'getApprovalSettings']);
/** Public, and noted all the same, failures too. */
const notedOfNobody = new Set(['signIn', 'signInByProvider', 'pairTill', 'askMemberCode', 'signInMember']);
/** A member's own reads are nobody else's affair. */
const isReading = (method: string): boolean => method === 'GET' || method === 'HEAD';

/** Reads that show who members are. */
const personal = new Set([
  'findMembers',
  'findMemberCards',
  'getMember',
  'getMemberStatement',
  'listMemberCorrections',
  'listComplaints',
  'getComplaint',
]);
/** Their bodies hold no personal data, so that they are kept whole. */
const whole = new Set([
  'createClub',
  'changeClub',
  'createBranch',
  'setTiers',
  'setCatalogue',
  'saveGoods',
  'createReward',
  'changeReward',
  'publishEarningRule',
  'tryEarningRules',
  'replayEarningRules',
  'createPromotion',
  'savePromotion',
  'copyPromotion',
  'submitPromotion',
  'approvePromotion',
  'publishPromotion',
  'pausePromotion',
  'resumePromotion',
  'endPromotion',
  'stopPromotions',
  'createSurvey',
  'adjudicateLate',
  'moveSale',
  'cancelRedemption',
  'putUnit',
  'settleLedgerException',
  'adjustBalance',
  'openBalance',
  'replayDeadLetters',
  'createApiKey',
  'createStaff',
  'createTillCode',
  'changeStaff',
  'approve',
  'reject',
  'putApprovalSettings',
]);

const subjectsMax = 50;
const askedMax = 4_000;
const reasonMax = 500;
const tooMany = 429;
const id = /^[a-z]{3}_[0-9a-z]{1,40}$/;

/**
 * People are noted in all they ask for. Keys are in what is not the everyday work of a till, and where they see who
 * members are.
 */
const isNoted = (
  { id: operation }: Operation,
  caller: Caller | undefined,
  { status, method }: { readonly status: number; readonly method: string },
): boolean => {
  if (unnoted.has(operation) || status === tooMany) return false;
  if (caller === undefined) return notedOfNobody.has(operation);
  if (caller.isMember) return !isReading(method);
  if (caller.signInId !== undefined) return true;
  return !rolesOf(operation).includes('cashier') || (personal.has(operation) && !looksUpOnly(caller));
};

const actorOf = ({ vafa: { caller, audit } }: FastifyRequest): AuditActor => {
  if (caller?.isMember) return { kind: 'member', id: caller.id };
  if (caller) return { kind: caller.signInId === undefined ? 'key' : 'person', id: caller.id };
  if (audit?.subject?.isActor !== true) return { kind: 'nobody', id: '' };
  return { kind: audit.subject.isMember ? 'member' : 'person', id: audit.subject.id };
};

/** A voucher's code is as good as the voucher. */
const namedIn = ({ params }: FastifyRequest, { code }: Operation): string[] =>
  Object.entries(params as Record<string, string>).map(([name, value]) =>
    name === code ? `••••${value.slice(-4)}` : value.slice(0, 120),
  );

/** Ids of the things that an answer shows. */
const shownIn = (payload: unknown): string[] => {
  if (typeof payload !== 'string' || !payload.startsWith('{')) return [];
  const { id: own, items } = JSON.parse(payload) as { id?: unknown; items?: unknown };
  // A card is of its member.
  const listed = Array.isArray(items)
    ? (items as { id?: unknown; member?: { id?: unknown } | null }[]).map((item) => item.id ?? item.member?.id)
    : [];
  return [own, ...listed].filter((each): each is string => typeof each === 'string' && id.test(each));
};

const free = ['page_size', 'page_token'];

const askedOf = ({ query, body }: FastifyRequest, { id: operation }: Operation): string | undefined => {
  const parameters = Object.entries(query as Record<string, unknown>).filter(([name]) => !free.includes(name));
  const fields = typeof body === 'object' && body !== null ? Object.keys(body) : [];
  const asked = {
    ...(parameters.length > 0 && {
      query: personal.has(operation) ? parameters.map(([name]) => name) : Object.fromEntries(parameters),
    }),
    ...(fields.length > 0 && { body: whole.has(operation) ? body : fields }),
  };
  const text = JSON.stringify(asked);
  if (text === '{}') return undefined;
  return text.length <= askedMax
    ? text
    : JSON.stringify({ sha256: createHash('sha256').update(text).digest('hex'), characters: text.length });
};

const reasonOf = ({ body }: FastifyRequest): string | undefined => {
  const said = ((typeof body === 'object' ? body : undefined) ?? {}) as { readonly [N in 'reason' | 'note']?: unknown };
  const reason = said.reason ?? said.note;
  return typeof reason === 'string' ? reason.slice(0, reasonMax).toWellFormed() : undefined;
};

/** What is to be noted of a request that is about to be answered; undefined: nothing. */
export const auditedOf = (
  request: FastifyRequest,
  reply: FastifyReply,
  { payload, at }: { readonly payload: unknown; readonly at: Date },
): AuditEvent | undefined => {
  const operation = routeOf(request)?.operation;
  const { caller, club, problem, audit, traceId } = request.vafa;
  const status = reply.statusCode;
  if (!operation || !isNoted(operation, caller, { status, method: request.method })) return undefined;
  const asked = askedOf(request, operation);
  const reason = reasonOf(request);
  const subjects = [...namedIn(request, operation), ...(audit?.subject ? [audit.subject.id] : []), ...shownIn(payload)];
  return {
    clubId: club?.id ?? caller?.clubId ?? audit?.subject?.clubId ?? '',
    at,
    actor: actorOf(request),
    operation: operation.id,
    status,
    ...(problem !== undefined && { code: problem }),
    // A half of a character would be stored as another one, and the seal would not fit.
    subjects: [...new Set(subjects.map((each) => each.toWellFormed()))].slice(0, subjectsMax),
    ...(asked !== undefined && { asked }),
    ...(audit?.before && { before: JSON.stringify(audit.before) }),
    ...(audit?.after && { after: JSON.stringify(audit.after) }),
    ...(reason !== undefined && { reason }),
    address: request.ip,
    traceId,
  };
};
