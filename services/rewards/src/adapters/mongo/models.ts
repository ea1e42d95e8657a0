import { documentSchema, plainSchema } from '@vafa/mongo';
import type { Claim } from '@vafa/mongo';
import type { Connection } from 'mongoose';
import type { Redemption } from '../../domain/redemption.ts';
import type { RewardTerms } from '../../domain/reward.ts';

export type RewardState = RewardTerms & { createdAt: Date };
export type RedemptionState = Omit<Redemption, 'id' | 'clubId'>;

const rewardSchema = documentSchema<RewardState>(
  { code: String, name: String, pricePoints: BigInt, voucherDays: Number, open: Boolean, createdAt: Date },
  [{ fields: { clubId: 1, code: 1 } }],
);

const redemptionSchema = documentSchema<RedemptionState>(
  {
    memberId: String,
    rewardId: String,
    points: BigInt,
    voucherDays: Number,
    status: String,
    requestedAt: Date,
    codeHash: String,
    sealedCode: String,
    refusal: String,
    available: BigInt,
    issuedAt: Date,
    expiresAt: Date,
    usedAt: Date,
    usedAtBranchId: String,
    usedBy: String,
  },
  [{ fields: { codeHash: 1 } }, { fields: { requestedAt: 1 }, where: { status: 'pending' } }],
);

const commandKeySchema = plainSchema<Claim>({ _id: String, owner: String, key: String });

export const modelsOf = (connection: Connection) => ({
  rewards: connection.model('Reward', rewardSchema, 'rewards'),
  redemptions: connection.model('Redemption', redemptionSchema, 'redemptions'),
  commandKeys: connection.model('CommandKey', commandKeySchema, 'command_keys'),
});
