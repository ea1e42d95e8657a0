import { documentSchema, plainSchema } from '@vafa/mongo';
import type { Claim } from '@vafa/mongo';
import type { Connection } from 'mongoose';
import type { Redemption } from '../../domain/redemption.ts';
import type { RewardTerms } from '../../domain/reward.ts';

export type RewardState = Omit<RewardTerms, 'description'> & {
  description?: string;
  createdAt: Date;
  changedAt?: Date;
};
export type RedemptionState = Omit<Redemption, 'id' | 'clubId'>;

const rewardSchema = documentSchema<RewardState>(
  {
    code: String,
    name: String,
    description: String,
    pricePoints: BigInt,
    voucherDays: Number,
    open: Boolean,
    createdAt: Date,
    changedAt: Date,
  },
  [{ fields: { clubId: 1, code: 1 } }],
);

const redemptionSchema = documentSchema<RedemptionState>(
  {
    memberId: String,
    rewardId: String,
    rewardVersion: Number,
    rewardName: String,
    points: BigInt,
    voucherDays: Number,
    timeZone: String,
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
    usedAtTill: String,
    usedForReceipt: String,
    usedForSaleId: String,
    usedBy: String,
    cancelAskedAt: Date,
    cancelReason: String,
    cancelPerson: String,
    cancelKey: String,
    cancelledAt: Date,
    returned: BigInt,
    availableThen: BigInt,
  },
  [
    { fields: { codeHash: 1 } },
    { fields: { requestedAt: 1 }, where: { status: 'pending' } },
    { fields: { cancelAskedAt: 1 }, where: { status: 'cancelling' } },
    { fields: { clubId: 1, memberId: 1, requestedAt: -1, _id: -1 } },
  ],
);

const commandKeySchema = plainSchema<Claim>({ _id: String, owner: String, key: String });

export const modelsOf = (connection: Connection) => ({
  rewards: connection.model('Reward', rewardSchema, 'rewards'),
  redemptions: connection.model('Redemption', redemptionSchema, 'redemptions'),
  commandKeys: connection.model('CommandKey', commandKeySchema, 'command_keys'),
});
