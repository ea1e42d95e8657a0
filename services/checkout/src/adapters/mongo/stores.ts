import type { Documents, Remembering } from '@vafa/mongo';
import type { Session } from '../../domain/session/session.ts';
import { BranchBoundSessions } from './branch-bound-sessions.ts';
import type { modelsOf, SessionDocumentState } from './models.ts';
import { MongoNights } from './mongo-nights.ts';
import { MongoReceipts } from './mongo-receipts.ts';

const underWay: ReadonlySet<Session['state']> = new Set(['open', 'holding', 'held']);

/** Sessions that are not over, by their lines: some ten megabytes at most. */
export const sessionsUnderWay: Remembering<SessionDocumentState> = {
  weigh: ({ state, lines }) => (underWay.has(state) ? 1 + lines.length : undefined),
  weightMax: 20_000,
};

/** The stores on their collections; sessions as a caller sees them who may be bound to branches. */
export const storesOf = (models: ReturnType<typeof modelsOf>, sessions: Documents<SessionDocumentState>) => ({
  sessions: new BranchBoundSessions(models.sessions, sessions),
  receipts: new MongoReceipts(models.receipts),
  nights: new MongoNights(models.nights),
});

export type Stores = ReturnType<typeof storesOf>;
