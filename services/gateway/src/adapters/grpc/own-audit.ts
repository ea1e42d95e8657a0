import {
  AuditActorKind,
  AuditOutcome,
  type AuditEntry as AuditMessage,
  type ListAuditRequest,
} from '@vafa/contracts/gateway';
import type { AuditEntry } from '../../domain/audit-entry.ts';
import type { AuditFilter } from '../../ports/audit-store.ts';
import type { AuditLog } from '../../use-cases/audit-log.ts';
import { ownPage } from '../own-page.ts';
import type { Services } from './services.ts';

const kinds = {
  person: AuditActorKind.AUDIT_ACTOR_KIND_PERSON,
  key: AuditActorKind.AUDIT_ACTOR_KIND_KEY,
  member: AuditActorKind.AUDIT_ACTOR_KIND_MEMBER,
  nobody: AuditActorKind.AUDIT_ACTOR_KIND_NOBODY,
} as const;

export const toAuditMessage = ({ actor, keyId: _keyId, clubId: _clubId, ...entry }: AuditEntry): AuditMessage => ({
  code: '',
  reason: '',
  asked: '',
  before: '',
  after: '',
  ...entry,
  number: BigInt(entry.number),
  actorKind: kinds[actor.kind],
  actor: actor.id,
  subjects: [...entry.subjects],
});

/** Empty: whatever it is. */
const orAny = (text: string): string | undefined => (text === '' ? undefined : text);

export const toAuditFilter = ({
  clubId,
  actor,
  operation,
  subject,
  outcome,
  from,
  to,
}: Omit<ListAuditRequest, 'page'>): AuditFilter => ({
  clubId,
  actorId: orAny(actor),
  operation: orAny(operation),
  subject: orAny(subject),
  from,
  to,
  ...(outcome !== AuditOutcome.AUDIT_OUTCOME_UNSPECIFIED && {
    isRefused: outcome === AuditOutcome.AUDIT_OUTCOME_REFUSED,
  }),
});

export const ownAudit = (audit: AuditLog): Pick<Services['gateway'], 'listAudit' | 'verifyAudit'> => ({
  listAudit: async (request) => {
    const filter = toAuditFilter(request);
    const { items, nextPageToken } = await ownPage(request.page, {
      by: 'below',
      list: (below = String(Number.MAX_SAFE_INTEGER), limit) => audit.page(filter, Number(below), limit),
      toMessage: toAuditMessage,
      valueOf: ({ number }) => String(number),
    });
    return { entries: items, nextPageToken };
  },
  verifyAudit: async ({ clubId, number, hash }) => {
    const known = hash === '' ? undefined : { number: Number(number), hash };
    const { entries, isWhole, brokenAt = 0, ofOtherKeys, last } = await audit.verify(clubId, known);
    return {
      entries: BigInt(entries),
      isWhole,
      brokenAt: BigInt(brokenAt),
      ofOtherKeys: BigInt(ofOtherKeys),
      lastNumber: BigInt(last.number),
      lastHash: last.hash,
    };
  },
});
