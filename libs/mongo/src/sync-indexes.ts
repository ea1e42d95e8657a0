import type { IndexDescription } from 'mongodb';

/** Any mongoose model. */
export interface IndexedModel {
  readonly collection: { createIndexes(indexes: IndexDescription[]): Promise<string[]> };
  readonly schema: { indexes(): [Record<string, unknown>, Record<string, unknown>][] };
}

/**
 * Creates the collections and the indexes that the schemas name; what is there already stays. Repeat at every start.
 */
export const syncIndexes = async (models: readonly IndexedModel[]): Promise<void> => {
  for (const model of models) {
    const wanted = model.schema
      .indexes()
      .map(([key, { background: _background, ...options }]) => ({ key, ...options }) as IndexDescription);
    if (wanted.length > 0) await model.collection.createIndexes(wanted);
  }
};

/** The models of a service, with the indexes of all of them in place. */
export const indexed = async <M extends Readonly<Record<string, IndexedModel>>>(models: M): Promise<M> => {
  await syncIndexes(Object.values(models));
  return models;
};
