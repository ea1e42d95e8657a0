import type { Entry as EntryMessage } from '@vafa/contracts/ledger';
import { posted } from '../../domain/entry.ts';
import type { RecordedEntry } from '../../domain/outcome.ts';

/** A stored entry as members, tills and other services see it. */
export const toEntryMessage = ({ entry, version, recordedAt, availableAfter }: RecordedEntry): EntryMessage => ({
  key: entry.key,
  kind: entry.kind,
  amount: posted(entry, 'available'),
  cause: entry.cause,
  reason: entry.reason,
  reference: entry.reference,
  effectiveAt: entry.effectiveAt,
  recordedAt,
  basis: entry.basis,
  availableAfter,
  version: BigInt(version),
  captured: entry.kind === 'capture' ? entry.amount : 0n,
});
