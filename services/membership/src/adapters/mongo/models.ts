import { documentSchema, plainSchema, type Claim } from '@vafa/mongo';
import type { Connection } from 'mongoose';
import type { Consent } from '../../domain/member.ts';
import type { Tier } from '../../domain/tiers.ts';

export interface ClubState {
  code: string;
  name: string;
  currency: string;
  /** Absent only in clubs of before. */
  currencyDigits?: number;
  timeZone: string;
  pointCost: bigint;
  createdAt: Date;
  tiers?: Tier[];
  tierPeriodDays?: number;
}

export interface BranchState {
  code: string;
  name: string;
}

export interface MemberState {
  externalId: string;
  /** The person's own key, wrapped; absent while only the external id is known. */
  personKey?: Buffer;
  person?: Buffer;
  /** Keyed hashes of the beginnings of the name's words. */
  nameIndex: string[];
  consents: Consent[];
  enrolledAt: Date;
}

export interface StoredFact {
  _id: string;
  clubId: string;
  memberId: string;
  kind: string;
  at: Date;
  amount: bigint;
}

const claimFields = { _id: String, owner: String, key: String };

export const modelsOf = (connection: Connection) => ({
  clubs: connection.model(
    'Club',
    documentSchema<ClubState>(
      { code: String, name: String, currency: String, currencyDigits: Number, timeZone: String, pointCost: BigInt, createdAt: Date, tiers: [{ _id: false, code: String, name: String, spendFrom: BigInt }], tierPeriodDays: Number },
      [{ fields: { code: 1 } }],
    ),
    'clubs',
  ),
  branches: connection.model('Branch', documentSchema<BranchState>({ code: String, name: String }, [{ fields: { clubId: 1, code: 1 } }]), 'branches'),
  members: connection.model(
    'Member',
    documentSchema<MemberState>(
      { externalId: String, personKey: Buffer, person: Buffer, nameIndex: [String], consents: [{ _id: false, purpose: String, granted: Boolean, at: Date }], enrolledAt: Date },
      [{ fields: { clubId: 1, _id: 1 } }, { fields: { clubId: 1, nameIndex: 1 } }],
    ),
    'members',
  ),
  identities: connection.model('Identity', plainSchema<Claim>(claimFields), 'identities'),
  commandKeys: connection.model('CommandKey', plainSchema<Claim>(claimFields), 'command_keys'),
  facts: connection.model(
    'SpendFact',
    plainSchema<StoredFact>({ _id: String, clubId: String, memberId: String, kind: String, at: Date, amount: BigInt }, [{ fields: { clubId: 1, memberId: 1, at: 1 } }]),
    'spend_facts',
  ),
});

export type Models = ReturnType<typeof modelsOf>;
