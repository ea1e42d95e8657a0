import { documentSchema, plainSchema, type Claim } from '@vafa/mongo';
import type { Connection } from 'mongoose';
import type { BranchChange } from '../../domain/branch.ts';
import type { Brand } from '../../domain/brand.ts';
import type { ClubChange } from '../../domain/club.ts';
import type { Consent } from '../../domain/member.ts';
import type { Tier } from '../../domain/tiers.ts';
import type { SpendFact } from '../../use-cases/spend-facts.ts';

export interface ClubState {
  code: string;
  name: string;
  currency: string;
  /** Absent only in clubs of before. */
  currencyDigits?: number;
  timeZone: string;
  pointCost: bigint;
  /** Absent only in clubs of before: what a point costs. */
  pointValue?: bigint;
  /** Absent only in clubs of before. */
  country?: string;
  createdAt: Date;
  /** What was said of its look; absent: nothing. */
  brand?: Partial<Brand>;
  tiers?: Tier[];
  tierPeriodDays?: number;
  /** Absent: they were set never, or last before it was counted. */
  tiersRevision?: number;
  /** The latest, newest first; absent: none. */
  changes?: ClubChange[];
  /** Absent: one more than the changes that are there. */
  revision?: number;
  /** Name and country that it was made with, once they were changed. */
  made?: { name: string; country: string };
}

export interface BranchState {
  code: string;
  /** The one form of a code that is stored in another: by it the branch is found as well. */
  codeForm?: string;
  name: string;
  /** Absent: open. */
  isClosed?: boolean;
  /** The latest, newest first; absent: none. */
  changes?: BranchChange[];
  /** Absent: one more than the changes that are there. */
  revision?: number;
}

export interface MemberState {
  externalId: string;
  /** The person's own key, wrapped; absent while only the external id is known. */
  personKey?: Buffer;
  person?: Buffer;
  /** Keyed hashes of the beginnings of the name's words. */
  nameIndex: string[];
  /** In which way those were made; absent: in that of before. */
  nameForm?: string;
  /** Writings of the profile; absent: 1. */
  revision?: number;
  /** By which rules the values were read; absent: by the former ones. */
  reading?: number;
  /** Refused corrections that gave up what they had claimed; absent: none. */
  era?: number;
  /** The record of the last correction; it names the one before it. */
  correction?: string;
  consents: Consent[];
  enrolledAt: Date;
  /** Nobody is known by it any more. */
  erasedAt?: Date;
}

export interface StoredCorrection {
  _id: string;
  clubId: string;
  memberId: string;
  revision: number;
  previous: string;
  at: Date;
  by: string;
  fields: string[];
  /** Sealed with the member's own key; absent: none was given. */
  reason?: Buffer;
}

/** A spend fact, or what counts are kept by. */
export interface StoredFact {
  _id: string;
  clubId: string;
  memberId: string;
  /** That of a spend fact; `buyer`: its member has one that is a sale; `buyers_kept`: all of before have theirs. */
  kind: SpendFact['kind'] | 'buyer' | 'buyers_kept';
  at: Date;
  amount: bigint;
}

const claimFields = { _id: String, owner: String, key: String, at: Date };

export const modelsOf = (connection: Connection) => ({
  clubs: connection.model(
    'Club',
    documentSchema<ClubState>(
      {
        code: String,
        name: String,
        currency: String,
        currencyDigits: Number,
        timeZone: String,
        pointCost: BigInt,
        pointValue: BigInt,
        country: String,
        createdAt: Date,
        brand: Object,
        tiers: [{ _id: false, code: String, name: String, spendFrom: BigInt }],
        tierPeriodDays: Number,
      },
      [{ fields: { code: 1 } }],
    ),
    'clubs',
  ),
  branches: connection.model(
    'Branch',
    documentSchema<BranchState>({ code: String, codeForm: String, name: String }, [
      { fields: { clubId: 1, code: 1 } },
      { fields: { clubId: 1, codeForm: 1 } },
    ]),
    'branches',
  ),
  members: connection.model(
    'Member',
    documentSchema<MemberState>(
      {
        externalId: String,
        personKey: Buffer,
        person: Buffer,
        nameIndex: [String],
        nameForm: String,
        revision: Number,
        reading: Number,
        era: Number,
        correction: String,
        consents: [{ _id: false, purpose: String, granted: Boolean, at: Date }],
        enrolledAt: Date,
        erasedAt: Date,
      },
      [{ fields: { clubId: 1, _id: 1 } }, { fields: { clubId: 1, nameIndex: 1 } }, { fields: { nameForm: 1, _id: 1 } }],
    ),
    'members',
  ),
  identities: connection.model('Identity', plainSchema<Claim>(claimFields), 'identities'),
  commandKeys: connection.model('CommandKey', plainSchema<Claim>(claimFields), 'command_keys'),
  corrections: connection.model(
    'Correction',
    plainSchema<StoredCorrection>(
      {
        _id: String,
        clubId: String,
        memberId: String,
        revision: Number,
        previous: String,
        at: Date,
        by: String,
        fields: [String],
        reason: Buffer,
      },
      [{ fields: { memberId: 1, revision: 1 } }],
    ),
    'corrections',
  ),
  facts: connection.model(
    'SpendFact',
    plainSchema<StoredFact>({ _id: String, clubId: String, memberId: String, kind: String, at: Date, amount: BigInt }, [
      { fields: { clubId: 1, memberId: 1, at: 1 } },
      // Both are read by the club's figures, which must not cost as much as there are sales.
      { fields: { clubId: 1, kind: 1 }, where: { kind: 'buyer' } },
      { fields: { clubId: 1, kind: 1, memberId: 1 }, where: { kind: 'moved' } },
    ]),
    'spend_facts',
  ),
});

export type Models = ReturnType<typeof modelsOf>;
