import { slicesOf } from '@vafa/kernel';
import { inOrder, isDuplicateKey } from '@vafa/mongo';
import type { Collection } from 'mongodb';
import { markOf } from './buyer-marks.ts';
import type { StoredFact } from './models.ts';

interface Buyer {
  readonly _id: { readonly clubId: string; readonly memberId: string };
  readonly at: Date;
}

const marksPerWrite = 1_000;
/** Of no club: it says of all facts that were there before that their members are marked. */
const kept: StoredFact = {
  _id: 'buyers_kept',
  clubId: '',
  memberId: '',
  kind: 'buyers_kept',
  at: new Date(0),
  amount: 0n,
};

/**
 * Members who bought before buyers were marked get their marks, once. It reads all facts. Safe to repeat and to run on
 * several replicas.
 */
export const storeBuyers = async (model: { readonly collection: unknown }): Promise<void> => {
  const collection = model.collection as Collection<StoredFact>;
  if (await collection.findOne({ _id: kept._id })) return;
  const buyers = await collection
    .aggregate<Buyer>([
      { $match: { kind: { $in: ['sale', 'moved'] } } },
      { $group: { _id: { clubId: '$clubId', memberId: '$memberId' }, at: { $min: '$at' } } },
    ])
    .toArray();
  const marks = inOrder(
    buyers.map(({ _id, at }) => markOf({ ..._id, at })),
    ({ _id }) => _id,
  );
  for (const some of slicesOf(marks, marksPerWrite)) await add(collection, some);
  await add(collection, [kept]);
};

const add = async (collection: Collection<StoredFact>, facts: readonly StoredFact[]): Promise<void> => {
  try {
    await collection.insertMany([...facts], { ordered: false });
  } catch (error) {
    if (!isDuplicateKey(error)) throw error;
  }
};
