import { isDuplicateKey } from '@vafa/mongo';
import type { KnownRequest, LateAnswer, RequestStore, WriteRequest } from '../../use-cases/request-store.ts';
import { inDatabase, toBuffer, type Collections } from './collections.ts';

export class MongoRequests implements RequestStore {
  /** `holder` names this process; `isGone` says whether the process behind a holder has ended for certain. */
  constructor(
    private readonly collections: Pick<Collections, 'requests'>,
    private readonly holder: string,
    private readonly isGone: (holder: string) => boolean,
  ) {}

  async insert({ id, fingerprint, callerId }: WriteRequest, leaseUntil: Date, expiresAt: Date): Promise<boolean> {
    try {
      await inDatabase(() =>
        this.collections.requests.insertOne({
          _id: id,
          fingerprint,
          callerId,
          done: false,
          holder: this.holder,
          leaseUntil,
          expiresAt,
        }),
      );
      return true;
    } catch (error) {
      if (isDuplicateKey(error)) return false;
      throw error;
    }
  }

  async find(id: string): Promise<KnownRequest | undefined> {
    const found = await inDatabase(() => this.collections.requests.findOne({ _id: id }));
    if (!found) return undefined;
    const executor = found.holder === this.holder ? 'here' : this.isGone(found.holder) ? 'gone' : 'elsewhere';
    return {
      fingerprint: found.fingerprint,
      leaseUntil: found.leaseUntil,
      executor,
      ...(found.done && found.answer && { answer: toBuffer(found.answer) }),
    };
  }

  async takeOver(id: string, leaseUntil: Date, newLeaseUntil: Date): Promise<boolean> {
    const taken = await inDatabase(() =>
      this.collections.requests.updateOne(
        { _id: id, done: false, leaseUntil },
        { $set: { leaseUntil: newLeaseUntil, holder: this.holder } },
      ),
    );
    return taken.modifiedCount === 1;
  }

  async answer(id: string, leaseUntil: Date, answer: Buffer): Promise<void> {
    await inDatabase(() =>
      this.collections.requests.updateOne({ _id: id, done: false, leaseUntil }, { $set: { done: true, answer } }),
    );
  }

  async answerMany(answers: readonly LateAnswer[]): Promise<void> {
    const operations = answers.map(({ request: { id }, leaseUntil, answer }) => ({
      updateOne: { filter: { _id: id, done: false, leaseUntil }, update: { $set: { done: true, answer } } },
    }));
    await inDatabase(() => this.collections.requests.bulkWrite(operations, { ordered: false }));
  }

  async forget(id: string, leaseUntil: Date): Promise<void> {
    await inDatabase(() => this.collections.requests.deleteOne({ _id: id, done: false, leaseUntil }));
  }

  async release(id: string, leaseUntil: Date): Promise<void> {
    await inDatabase(() =>
      this.collections.requests.updateOne({ _id: id, done: false, leaseUntil }, { $set: { leaseUntil: new Date(0) } }),
    );
  }

  async sweep(now: Date, perCallerMax: number): Promise<void> {
    const { requests } = this.collections;
    await inDatabase(() => requests.deleteMany({ expiresAt: { $lt: now } }));
    for (const callerId of await inDatabase(() => requests.distinct('callerId', {}))) {
      const [last] = await inDatabase(() =>
        requests.find({ callerId }).sort({ expiresAt: -1 }).skip(perCallerMax).limit(1).toArray(),
      );
      if (last)
        await inDatabase(() => requests.deleteMany({ callerId, done: true, expiresAt: { $lte: last.expiresAt } }));
    }
  }
}
