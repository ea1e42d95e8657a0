import type { Documents, Remembering } from '@vafa/mongo';
import type { Session } from '../../domain/session/session.ts';
import { BranchBoundSessions } from './branch-bound-sessions.ts';
import type { CatalogueState, GoodState, modelsOf, SessionDocumentState } from './models.ts';
import { MongoCatalogues } from './mongo-catalogues.ts';
import { MongoGoods } from './mongo-goods.ts';
import { MongoNights } from './mongo-nights.ts';
import { MongoReceipts } from './mongo-receipts.ts';

const underWay: ReadonlySet<Session['state']> = new Set(['open', 'holding', 'held']);

/** Sessions that are not over, by their lines: some ten megabytes at most. */
const sessionsUnderWay: Remembering<SessionDocumentState> = {
  weigh: ({ state, lines }) => (underWay.has(state) ? 1 + lines.length : undefined),
  weightMax: 20_000,
};

type Models = ReturnType<typeof modelsOf>;

/** The stores on their collections; sessions as a caller sees them who may be bound to branches. */
const storesOf = (models: Models, sessions: Documents<SessionDocumentState>) => ({
  sessions: new BranchBoundSessions(models.sessions, sessions),
  receipts: new MongoReceipts(models.receipts),
  nights: new MongoNights(models.nights),
});

export type Stores = ReturnType<typeof storesOf>;

type MakeDocuments = <S extends object>(
  model: { readonly collection: unknown },
  remembering?: Remembering<S>,
) => Documents<S>;

/** All stores, and the outboxes that are in them. */
export const openStores = (models: Models, documents: MakeDocuments) => {
  const sessions = documents<SessionDocumentState>(models.sessions, sessionsUnderWay);
  const goods = documents<GoodState>(models.goods);
  const catalogues = documents<CatalogueState>(models.catalogues);
  return {
    ofSales: storesOf(models, sessions),
    ofCatalogue: { goods: new MongoGoods(goods), catalogues: new MongoCatalogues(catalogues) },
    outboxes: [sessions, goods, catalogues],
  };
};
