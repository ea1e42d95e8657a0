import type { Connection, Model } from 'mongoose';
import { plainSchema } from '@vafa/mongo';
import type { Commit } from '../../domain/journal/commit.ts';
import { isSending, targetsOf } from '../../domain/journal/entry.ts';

/** A commit as it is stored. What is added to it can be derived from it and is outside its hash. */
export interface CommitDocument extends Omit<Commit, 'id'> {
  readonly _id: string;
  /** Until its event is published. */
  readonly relay?: true;
  /** While units that it sent have neither arrived nor come back, for all that is known. */
  readonly transit?: true;
  /** Keys that its entries are about, when there are any. */
  readonly targets?: readonly string[];
}

const fields = {
  _id: { type: String, required: true },
  account: { type: String, required: true },
  version: { type: Number, required: true },
  format: { type: Number, required: true },
  at: { type: Date, required: true },
  entries: { type: [Object], required: true },
  after: { type: Object, required: true },
  state: Object,
  prevHash: { type: String },
  hash: { type: String, required: true },
  traceparent: String,
  relay: Boolean,
  transit: Boolean,
  targets: [String],
} satisfies Record<keyof CommitDocument, unknown>;

const commitSchema = plainSchema<CommitDocument>(fields, [
  // A key counts once per account, whoever writes.
  { fields: { account: 1, 'entries.key': 1 }, unique: true },
  { fields: { account: 1, targets: 1 }, where: { targets: { $exists: true } } },
  { fields: { at: 1, _id: 1 }, where: { relay: true } },
  // One per account, so that accounts are listed without reading their history.
  { fields: { version: 1, account: 1 }, where: { version: 1 } },
  { fields: { transit: 1, at: 1, _id: 1 }, where: { transit: true } },
]);

export const commitModel = (connection: Connection): Model<CommitDocument> =>
  connection.model<CommitDocument>('Commit', commitSchema, 'commits');

export const toDocument = ({ id, ...commit }: Commit): CommitDocument => {
  const targets = [...new Set(commit.entries.flatMap(targetsOf))];
  const transit = commit.entries.some(isSending) && { transit: true as const };
  return { _id: id, ...commit, relay: true, ...transit, ...(targets.length > 0 && { targets }) };
};

export const toCommit = ({
  _id,
  relay: _relay,
  transit: _transit,
  targets: _targets,
  traceparent: _traceparent,
  ...commit
}: CommitDocument): Commit => ({ id: _id, ...commit });
