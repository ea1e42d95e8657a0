import type { DeadLetterFilter, EventStream } from '@vafa/events';
import { DomainError } from '@vafa/kernel';
import { withinPageBytes } from '@vafa/mongo';
import type { ListDeadLettersRequest } from '@vafa/contracts/gateway';
import type { ApiKey } from '../../domain/api-key.ts';
import type { Verb } from '../../domain/verbs.ts';
import type { Role } from '../../domain/roles.ts';
import type { ApprovalPolicy } from '../../use-cases/approval-policy.ts';
import type { Approvals } from '../../use-cases/approvals.ts';
import type { AuditLog } from '../../use-cases/audit-log.ts';
import type { IdentityProviders } from '../../use-cases/identity-providers.ts';
import type { RefusedSales } from '../../use-cases/refused-sales.ts';
import type { Staff } from '../../use-cases/staff.ts';
import type { Tills } from '../../use-cases/tills.ts';
import type { MemberSignIns } from '../../use-cases/member-sign-ins.ts';
import { ownPage } from '../own-page.ts';
import { ownApprovals } from './own-approvals.ts';
import { ownAudit } from './own-audit.ts';
import { ownProviders } from './own-providers.ts';
import { ownRefusedSales } from './own-refused-sales.ts';
import { ownStaff } from './own-staff.ts';
import { ownTills } from './own-tills.ts';
import { findMemberCards } from './member-cards.ts';
import type { PracticeParts } from './open-practice.ts';
import type { Services } from './services.ts';
import { summariseClub } from './summarise-club.ts';

/** What the gateway's own answers are made of. */
export interface Own extends PracticeParts {
  readonly staff: Staff;
  readonly identityProviders: IdentityProviders;
  readonly tills: Tills;
  readonly audit: AuditLog;
  readonly approvals: Approvals;
  readonly policy: ApprovalPolicy;
  readonly memberSignIns: MemberSignIns;
  readonly refusedSales: RefusedSales;
  readonly stream: EventStream;
}

const toMessage = ({ id, clubId, name, verbs, branchIds, createdAt, role, endsAt, lastUsedAt }: ApiKey) => ({
  id,
  clubId,
  name,
  verbs: [...verbs],
  branchIds: [...branchIds],
  createdAt,
  role: role ?? '',
  endsAt,
  lastUsedAt,
});

const toFilter = ({ group, topic }: ListDeadLettersRequest): DeadLetterFilter => ({
  ...(group !== '' && { group }),
  ...(topic !== '' && { topic }),
});

/** The gateway's contract, answered in its own process. */
export const ownAnswers = ({
  memberSignIns,
  staff,
  identityProviders,
  tills,
  audit,
  approvals,
  policy,
  refusedSales,
  stream,
  ...parts
}: Own): Services['gateway'] => ({
  ...ownStaff(staff),
  ...ownProviders(identityProviders),
  ...ownTills(tills, parts),
  ...ownAudit(audit),
  ...ownRefusedSales(refusedSales),
  ...ownApprovals(approvals, policy),
  makeApiKey: async ({ key: command, makersSecret, verbs, role, endsAt, madeBy, ...named }) => {
    const order = {
      ...named,
      // What routes let through is a verb, and a role.
      verbs: verbs as Verb[],
      ...(role !== '' && { role: role as Role }),
      ...(endsAt && { endsAt }),
      ...(madeBy !== '' && { madeBy }),
    };
    const { key, secret } = await parts.apiKeys.make(order, command, makersSecret);
    return { apiKey: toMessage(key), secret };
  },
  listApiKeys: async ({ clubId, page }) => {
    const { items, nextPageToken } = await ownPage(page, {
      by: 'after',
      list: (after = '', limit) => parts.apiKeys.list(clubId, after, limit),
      toMessage,
      valueOf: ({ id }) => id,
    });
    return { apiKeys: items, nextPageToken };
  },
  revokeApiKey: async ({ clubId, apiKeyId }) => {
    if (await parts.apiKeys.revoke(clubId, apiKeyId)) return {};
    throw new DomainError('not_found', 'api_key_not_found', 'the club has no such API key');
  },
  listOutbox: async ({ clubId, page }) => {
    const { items, nextPageToken } = await ownPage(page, {
      by: 'before',
      list: (before, limit) => memberSignIns.waiting(clubId, before, limit),
      toMessage: (waiting) => ({ ...waiting }),
      valueOf: ({ id }) => id,
    });
    return { messages: items, nextPageToken };
  },
  endMemberSignIns: async ({ memberId }) => {
    await memberSignIns.endAll(memberId);
    return {};
  },
  summariseClub: (request) => summariseClub(parts.services, request),
  findMemberCards: (request) => findMemberCards(parts.services, request),
  listDeadLetters: async (filter) => ({
    deadLetters: [...withinPageBytes(await stream.deadLetters(toFilter(filter)))],
  }),
  replayDeadLetters: async (filter) => ({ replayed: BigInt(await stream.replay(toFilter(filter))) }),
});
