import { syncIndexes } from '@vafa/mongo';
import type { Collection } from 'mongodb';
import type { Connection } from 'mongoose';
import { commitModel, type CommitDocument } from './commit-document.ts';
import { dueModel, type DueDocument } from './mongo-due-accounts.ts';
import { identityModel, type IdentityDocument } from './mongo-journal-identity.ts';
import { rootModel, type RootDocument } from './mongo-roots.ts';
import { unitModel, type UnitDocument } from './mongo-units.ts';

export interface LedgerCollections {
  readonly commits: Collection<CommitDocument>;
  readonly units: Collection<UnitDocument>;
  readonly identity: Collection<IdentityDocument>;
  readonly roots: Collection<RootDocument>;
  readonly due: Collection<DueDocument>;
}

const modelsOf = (connection: Connection) => ({
  commits: commitModel(connection),
  units: unitModel(connection),
  identity: identityModel(connection),
  roots: rootModel(connection),
  due: dueModel(connection),
});

const collectionOf = <D extends object>({ collection }: { readonly collection: unknown }): Collection<D> =>
  collection as Collection<D>;

const driversOf = (models: ReturnType<typeof modelsOf>): LedgerCollections => ({
  commits: collectionOf(models.commits),
  units: collectionOf(models.units),
  identity: collectionOf(models.identity),
  roots: collectionOf(models.roots),
  due: collectionOf(models.due),
});

/** The collections as they are; nothing is written. */
export const collectionsOf = (connection: Connection): LedgerCollections => driversOf(modelsOf(connection));

/** The collections with their indexes. */
export const openCollections = async (connection: Connection): Promise<LedgerCollections> => {
  const models = modelsOf(connection);
  await syncIndexes(Object.values(models));
  return driversOf(models);
};
