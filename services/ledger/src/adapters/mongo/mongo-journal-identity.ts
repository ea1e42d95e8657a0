import type { Collection } from 'mongodb';
import type { Connection, Model } from 'mongoose';
import { isDuplicateKey, plainSchema, toUnavailable } from '@vafa/mongo';
import { LedgerError } from '../../domain/journal/ledger-error.ts';
import type { Seal } from '../../use-cases/ports/seal.ts';
import type { CommitDocument } from './commit-document.ts';

/** The one document that says which journal this is. */
export interface IdentityDocument {
  readonly _id: 'journal';
  /** Of its events: raised when the journal is restored from a backup. */
  readonly epoch: number;
  /** What the master key makes of a known text: another key does not go on with this chain. */
  readonly check: string;
}

const fields = {
  _id: { type: String, required: true },
  epoch: { type: Number, required: true },
  check: { type: String, required: true },
} satisfies Record<keyof IdentityDocument, unknown>;

export const identityModel = (connection: Connection): Model<IdentityDocument> =>
  connection.model<IdentityDocument>('Identity', plainSchema<IdentityDocument>(fields), 'identity');

const _id = 'journal';

/** Which journal this is, and in which epoch. Methods raise `master_key_differs` and `unavailable`. */
export class MongoJournalIdentity {
  private readonly check: string;

  constructor(
    private readonly identity: Collection<IdentityDocument>,
    seal: Seal,
  ) {
    this.check = seal.sign('the journal of a ledger');
  }

  /** The journal's epoch; a journal that has none yet gets its first. */
  async epoch(): Promise<number> {
    const known = await this.read();
    if (known) return known.epoch;
    try {
      await this.identity.insertOne({ _id, epoch: 1, check: this.check });
      return 1;
    } catch (error) {
      if (!isDuplicateKey(error)) throw toUnavailable(error);
      return this.epoch();
    }
  }

  /**
   * Begins a new epoch, in which every commit is published again: what others made of the old one's events may be of
   * commits that the restored journal has not. Safe to repeat after a crash. No ledger runs on the journal meanwhile.
   */
  async raiseEpoch(commits: Collection<CommitDocument>): Promise<number> {
    const epoch = await this.epoch();
    try {
      await commits.updateMany({ relay: { $exists: false } }, { $set: { relay: true } });
      await this.identity.updateOne({ _id, epoch }, { $set: { epoch: epoch + 1 } });
    } catch (error) {
      throw toUnavailable(error);
    }
    return epoch + 1;
  }

  private async read(): Promise<IdentityDocument | undefined> {
    const known = await this.identity.findOne({ _id }).catch((error: unknown) => {
      throw toUnavailable(error);
    });
    if (known && known.check !== this.check)
      throw new LedgerError(
        'invalid',
        'master_key_differs',
        'VAFA_MASTER_KEY is not the one that this journal was begun with',
      );
    return known ?? undefined;
  }
}
