import type { Documents } from '@vafa/mongo';
import { BranchBoundSessions } from './branch-bound-sessions.ts';
import type { modelsOf, SessionDocumentState } from './models.ts';
import { MongoNights } from './mongo-nights.ts';
import { MongoReceipts } from './mongo-receipts.ts';

/** The stores on their collections; sessions as a caller sees them who may be bound to branches. */
export const storesOf = (models: ReturnType<typeof modelsOf>, sessions: Documents<SessionDocumentState>) => ({
  sessions: new BranchBoundSessions(models.sessions, sessions),
  receipts: new MongoReceipts(models.receipts),
  nights: new MongoNights(models.nights),
});

export type Stores = ReturnType<typeof storesOf>;
