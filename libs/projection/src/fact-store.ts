import { inOrder, isDuplicateKey, plainSchema, toUnavailable } from '@vafa/mongo';
import type { Collection } from 'mongodb';
import type { Fact } from './fact.ts';

interface StoredFact<S> {
  readonly _id: string;
  /** In which form the state is; what has another form counts as not known. */
  readonly form: number;
  readonly epoch: number;
  readonly sequence: bigint;
  readonly state: S;
}

/** The schema of a collection of facts. */
export const factSchema = plainSchema<StoredFact<object>>({
  _id: String,
  form: Number,
  epoch: Number,
  sequence: BigInt,
  state: Object,
});

/** Facts by the id of their document, each with the place that it has been told up to. */
export class FactStore<S extends object> {
  private readonly collection: Collection<StoredFact<S>>;

  constructor(
    model: { readonly collection: unknown },
    private readonly form: number,
  ) {
    this.collection = model.collection as Collection<StoredFact<S>>;
  }

  async load(keys: readonly string[]): Promise<Map<string, Fact<S>>> {
    try {
      const rows = this.collection.find<StoredFact<S>>({ _id: { $in: [...keys] }, form: this.form } as object);
      const found = await rows.toArray();
      return new Map(
        found.map(({ _id: key, epoch, sequence, state }) => [key, { key, place: { epoch, sequence }, state }]),
      );
    } catch (error) {
      throw toUnavailable(error);
    }
  }

  /** Keeps what is newer than what is there. `kept` is what was there a moment ago; what was not is just inserted. */
  async save(facts: readonly Fact<S>[], kept: ReadonlyMap<string, Fact<S>>): Promise<void> {
    const untold = facts.filter(({ key }) => !kept.has(key));
    const isInserted = untold.length === 0 || (await this.insert(untold));
    const compared = isInserted ? facts.filter(({ key }) => kept.has(key)) : facts;
    if (compared.length === 0) return;
    // Two that insert a fact at once: one of them is refused, and compares at its second try.
    if (!(await this.write(compared))) await this.write(compared);
  }

  /** False: some of the documents are there already. */
  private async insert(facts: readonly Fact<S>[]): Promise<boolean> {
    const { form } = this;
    const documents = inOrder(facts, ({ key }) => key).map(
      ({ key: _id, place: { epoch, sequence }, state }): StoredFact<S> => ({ _id, form, epoch, sequence, state }),
    );
    try {
      await this.collection.insertMany(documents as never, { ordered: false, ignoreUndefined: true });
      return true;
    } catch (error) {
      if (isDuplicateKey(error)) return false;
      throw toUnavailable(error);
    }
  }

  /** Removes what is known up to these places, in whatever form; what is newer stays. */
  async forget(told: readonly Pick<Fact<S>, 'key' | 'place'>[]): Promise<void> {
    if (told.length === 0) return;
    const { form } = this;
    const operations = inOrder(told, ({ key }) => key).map(({ key, place: { epoch, sequence } }) => {
      const notAfter = [{ form: { $ne: form } }, { epoch: { $lt: epoch } }, { epoch, sequence: { $lte: sequence } }];
      return { deleteOne: { filter: { _id: key, $or: notAfter } as object } };
    });
    try {
      await this.collection.bulkWrite(operations, { ordered: false });
    } catch (error) {
      throw toUnavailable(error);
    }
  }

  /** False: some of the documents are there already, with what is not older. */
  private async write(facts: readonly Fact<S>[]): Promise<boolean> {
    const { form } = this;
    const operations = inOrder(facts, ({ key }) => key).map(({ key, place: { epoch, sequence }, state }) => {
      const older = [{ form: { $ne: form } }, { epoch: { $lt: epoch } }, { epoch, sequence: { $lt: sequence } }];
      const update = { $set: { form, epoch, sequence, state } };
      return { updateOne: { filter: { _id: key, $or: older } as object, update: update as object, upsert: true } };
    });
    try {
      await this.collection.bulkWrite(operations, { ordered: false, ignoreUndefined: true });
      return true;
    } catch (error) {
      if (isDuplicateKey(error)) return false;
      throw toUnavailable(error);
    }
  }
}
