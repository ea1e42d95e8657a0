import type { Entry as EntryMessage, LotUnits } from '@vafa/contracts/ledger';
import { parseAccount } from '../../domain/account/account-id.ts';
import { suspendedBy } from '../../domain/account/exceptions.ts';
import { posted, type LotDelta } from '../../domain/journal/entry.ts';
import type { RecordedEntry } from '../../domain/journal/outcome.ts';

const toLotUnits = ({ lot, amount, expiresAt, place }: LotDelta): LotUnits => ({
  lot,
  amount,
  expiresAt,
  pending: place === 'pending',
});

/** A stored entry as members, tills and other services see it. */
export const toEntryMessage = ({ entry, version, recordedAt, availableAfter }: RecordedEntry): EntryMessage => ({
  key: entry.key,
  kind: entry.kind,
  amount: posted(entry, 'available'),
  pending: posted(entry, 'pending'),
  held: posted(entry, 'held'),
  cause: entry.cause,
  reason: entry.reason,
  reference: entry.reference,
  effectiveAt: entry.effectiveAt,
  recordedAt,
  basis: entry.basis,
  availableAfter,
  version: BigInt(version),
  captured: entry.kind === 'capture' ? entry.amount : 0n,
  target: entry.target ?? '',
  otherMemberId: entry.other === undefined ? '' : parseAccount(entry.other).memberId,
  by: entry.by && { approver: '', ...entry.by },
  exception: entry.exception?.refusal ?? '',
  suspended: suspendedBy(entry),
  lots: entry.lots.filter(({ expiresAt, place }) => expiresAt !== undefined || place === 'pending').map(toLotUnits),
});
