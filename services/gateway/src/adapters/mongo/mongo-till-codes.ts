import type { OfferedTill, TillCodeStore } from '../../ports/till-codes.ts';
import { inDatabase, type Collections } from './collections.ts';

export class MongoTillCodes implements TillCodeStore {
  constructor(private readonly collections: Pick<Collections, 'tillCodes'>) {}

  async insert(hash: string, offered: OfferedTill): Promise<void> {
    await inDatabase(() => this.collections.tillCodes.insertOne({ _id: hash, ...offered }));
  }

  async take(hash: string, now: Date): Promise<OfferedTill | undefined> {
    const taken = await inDatabase(() =>
      this.collections.tillCodes.findOneAndDelete({ _id: hash, endsAt: { $gt: now } }),
    );
    return taken ?? undefined;
  }

  async sweep(now: Date): Promise<void> {
    await inDatabase(() => this.collections.tillCodes.deleteMany({ endsAt: { $lte: now } }));
  }
}
