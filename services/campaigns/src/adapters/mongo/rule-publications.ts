import { documentSchema } from '@vafa/mongo';
import type { Connection } from 'mongoose';
import type { EarningRule } from '../../domain/earning-rule.ts';

/**
 * What a publication holds beside its id `{club}/{revision}`: the revision again, to be read in order, and the rule.
 */
export interface PublicationState {
  revision: number;
  rule: Omit<EarningRule, 'clubId' | 'holdsFrom'>;
}

const rule = {
  id: String,
  code: String,
  name: String,
  version: Number,
  points: BigInt,
  perAmount: BigInt,
  validFrom: Date,
  validUntil: Date,
  minimumTotal: BigInt,
  branchIds: [String],
  skus: [String],
  enabled: Boolean,
  publishedAt: Date,
};

const schema = documentSchema<PublicationState>({ revision: Number, rule }, [{ fields: { clubId: 1, revision: 1 } }]);

export const publicationModel = (connection: Connection) =>
  connection.model('RulePublication', schema, 'rule_publications');
