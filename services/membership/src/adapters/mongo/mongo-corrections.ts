import { createHash } from 'node:crypto';
import type { Collection } from 'mongodb';
import { toUnavailable, type Documents } from '@vafa/mongo';
import type { Correction, CorrectionRecord } from '../../domain/correction.ts';
import type { Member } from '../../domain/member.ts';
import type { PersonVault } from '../crypto/person-vault.ts';
import { bytes } from './member-form.ts';
import type { MemberState, StoredCorrection } from './models.ts';

export interface CorrectionPlace {
  readonly revision: number;
  /** The record before it; empty: none. */
  readonly previous: string;
  /** The member's own key, wrapped. */
  readonly sealingKey: Buffer | undefined;
}

/** Records that a lost race or a crash left behind lie between those that count; few of them, ever. */
const strayMax = 50;

/**
 * Records of corrections, each a document, so that no member grows without end. A record counts when the member, or a
 * record that counts, names it: it is written before the member is.
 */
export class MongoCorrections {
  private readonly collection: Collection<StoredCorrection>;

  constructor(
    model: { readonly collection: unknown },
    private readonly vault: PersonVault,
  ) {
    this.collection = model.collection as Collection<StoredCorrection>;
  }

  /** Answers its id, which follows from the member and the key: a repeat writes the same record. */
  async write(
    { id: memberId, clubId }: Member,
    { key, at, by, fields, reason }: Correction,
    { revision, previous, sealingKey }: CorrectionPlace,
  ): Promise<string> {
    const id = `${memberId}/${createHash('sha256').update(key).digest('base64url')}`;
    const sealed =
      reason !== '' && sealingKey ? { reason: this.vault.sealText(clubId, memberId, sealingKey, reason) } : {};
    const record = { clubId, memberId, revision, previous, at, by, fields: [...fields], ...sealed };
    await this.answered(this.collection.updateOne({ _id: id }, { $set: record }, { upsert: true }));
    return id;
  }

  async list(
    members: Documents<MemberState>,
    { id: memberId, clubId }: Member,
    before: number,
    limit: number,
  ): Promise<readonly CorrectionRecord[]> {
    const member = await members.load(memberId);
    if (member?.correction === undefined) return [];
    let expected = before === 0 ? member.correction : await this.previousOf(memberId, before);
    const older = before === 0 ? {} : { revision: { $lt: before } };
    const found = await this.answered(
      this.collection
        .find({ memberId, ...older })
        .sort({ revision: -1 })
        .limit(limit + strayMax)
        .toArray(),
    );
    const records: CorrectionRecord[] = [];
    for (const { _id, previous, revision, at, by, fields, reason } of found) {
      if (_id !== expected || records.length === limit) continue;
      expected = previous;
      const text =
        reason && member.personKey ? this.vault.openText(clubId, memberId, bytes(member.personKey), bytes(reason)) : '';
      records.push({ revision, at, by, fields, reason: text });
    }
    return records;
  }

  /** What the record of this revision names as the one before it; of several, any leads there. */
  private async previousOf(memberId: string, revision: number): Promise<string> {
    const found = await this.answered(this.collection.find({ memberId, revision }).sort({ at: -1 }).limit(1).toArray());
    return found[0]?.previous ?? '';
  }

  private answered<T>(answer: Promise<T>): Promise<T> {
    return answer.catch((error: unknown) => {
      throw toUnavailable(error);
    });
  }
}
