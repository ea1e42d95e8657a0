import { identifier } from '@vafa/kernel';

interface BranchCollection {
  find(filter: object, options: object): AsyncIterable<{ _id: string; code: string }>;
  updateOne(filter: object, update: object): Promise<unknown>;
}

/**
 * Branches whose codes were stored before codes had one form get it beside, so that nobody creates them again. Safe to
 * repeat.
 */
export const storeCodeForms = async (model: { readonly collection: unknown }): Promise<void> => {
  const collection = model.collection as BranchCollection;
  for await (const { _id, code } of collection.find({ codeForm: { $exists: false } }, { projection: { code: 1 } })) {
    if (identifier(code) !== code) await collection.updateOne({ _id }, { $set: { codeForm: identifier(code) } });
  }
};
