import { databaseOf, toUnavailable } from '@vafa/mongo';
import type { Binary, Collection } from 'mongodb';
import type { Connection } from 'mongoose';
import type { ApiKey } from '../../domain/api-key.ts';
import type { Approval, ApprovalSettings } from '../../domain/approval.ts';
import type { AuditEntry } from '../../domain/audit-entry.ts';
import type { IdentityProvider, ProviderTrip } from '../../domain/identity-provider.ts';
import type { MemberSignIn, SentCode } from '../../domain/member-sign-in.ts';
import type { RefusedSale } from '../../domain/refused-sale.ts';
import type { SignIn } from '../../domain/sign-in.ts';
import type { StaffAccount } from '../../domain/staff-account.ts';
import type { OfferedTill } from '../../ports/till-codes.ts';

/**
 * `sealed`: its secret carries the gateway's seal; those made before that do not. `salt`: what the secret was made
 * with.
 */
export type ApiKeyDocument = Omit<ApiKey, 'id'> & { _id: string; hash: string; sealed?: true; salt?: Binary | Buffer };

export interface SecretDocument {
  _id: string;
  bytes: Binary | Buffer;
}

export interface RequestDocument {
  _id: string;
  fingerprint: string;
  callerId: string;
  done: boolean;
  /** The process that executes it. */
  holder: string;
  leaseUntil: Date;
  /** Sealed with the caller's own key: nobody else can read it. */
  answer?: Binary | Buffer;
  expiresAt: Date;
}

export type StaffDocument = Omit<StaffAccount, 'id'> & { _id: string };
export type SignInDocument = Omit<SignIn, 'id'> & { _id: string };

export type MemberSignInDocument = Omit<MemberSignIn, 'id'> & { _id: string };
export type SentCodeDocument = Omit<SentCode, 'id' | 'sealed'> & { _id: string; sealed: Binary | Buffer };

export type ApprovalDocument = Omit<Approval, 'id'> & { _id: string };
/** Without a revision: put before it was counted, and the first one. */
export type ApprovalSettingsDocument = Omit<ApprovalSettings, 'promotionsAbove'> & {
  _id: string;
  promotionsAbove?: number;
  revision?: number;
};
export type IdentityProviderDocument = Omit<IdentityProvider, 'id' | 'sealedSecret'> & {
  _id: string;
  sealedSecret: Binary | Buffer;
};

export type RefusedSaleDocument = Omit<RefusedSale, 'id' | 'total'> & { _id: string; total: string };

export type AuditDocument = AuditEntry & { _id: string };

/** The administrators of a club (empty: of all clubs) who can sign in. */
export interface AdministratorsDocument {
  _id: string;
  ids: string[];
}

export interface Collections {
  readonly secrets: Collection<SecretDocument>;
  readonly apiKeys: Collection<ApiKeyDocument>;
  readonly requests: Collection<RequestDocument>;
  readonly staff: Collection<StaffDocument>;
  readonly administrators: Collection<AdministratorsDocument>;
  readonly signIns: Collection<SignInDocument>;
  readonly audit: Collection<AuditDocument>;
  readonly approvals: Collection<ApprovalDocument>;
  /** By the id of their club. */
  readonly approvalSettings: Collection<ApprovalSettingsDocument>;
  readonly tillCodes: Collection<OfferedTill & { _id: string }>;
  readonly memberSignIns: Collection<MemberSignInDocument>;
  /** Browsers that a member has signed in with. */
  readonly memberDevices: Collection<{ _id: string; seenAt: Date }>;
  readonly sentCodes: Collection<SentCodeDocument>;
  readonly identityProviders: Collection<IdentityProviderDocument>;
  /** Sign-ins that were sent to a provider, by the hash of what the browser brings back. */
  readonly providerTrips: Collection<ProviderTrip & { _id: string }>;
  readonly refusedSales: Collection<RefusedSaleDocument>;
}

/** The gateway's collections, with their indexes in place. */
export const openCollections = async (connection: Connection): Promise<Collections> => {
  const db = databaseOf(connection);
  const collections: Collections = {
    secrets: db.collection('secrets'),
    apiKeys: db.collection('api_keys'),
    requests: db.collection('requests'),
    staff: db.collection('staff'),
    administrators: db.collection('administrators'),
    signIns: db.collection('sign_ins'),
    audit: db.collection('audit'),
    approvals: db.collection('approvals'),
    approvalSettings: db.collection('approval_settings'),
    tillCodes: db.collection('till_codes'),
    memberSignIns: db.collection('member_sign_ins'),
    memberDevices: db.collection('member_devices'),
    sentCodes: db.collection('sent_codes'),
    identityProviders: db.collection('identity_providers'),
    providerTrips: db.collection('provider_trips'),
    refusedSales: db.collection('refused_sales'),
  };
  await collections.apiKeys.createIndexes([{ key: { hash: 1 }, unique: true }, { key: { clubId: 1, _id: 1 } }]);
  await collections.requests.createIndexes([{ key: { expiresAt: 1 } }, { key: { callerId: 1, expiresAt: 1 } }]);
  await collections.staff.createIndexes([
    { key: { username: 1 }, unique: true },
    { key: { clubId: 1, _id: 1 } },
    { key: { email: 1 }, unique: true, partialFilterExpression: { email: { $exists: true } } },
    {
      key: { 'identity.providerId': 1, 'identity.subject': 1 },
      unique: true,
      partialFilterExpression: { 'identity.subject': { $exists: true } },
    },
  ]);
  await collections.signIns.createIndexes([
    { key: { hash: 1 }, unique: true },
    { key: { previousHash: 1 } },
    { key: { staffId: 1 } },
    { key: { 'provider.id': 1 }, partialFilterExpression: { 'provider.id': { $exists: true } } },
  ]);
  await collections.providerTrips.createIndexes([{ key: { endsAt: 1 } }]);
  await collections.memberSignIns.createIndexes([{ key: { hash: 1 }, unique: true }, { key: { memberId: 1 } }]);
  await collections.sentCodes.createIndexes([
    { key: { requestHash: 1 }, unique: true },
    { key: { clubId: 1, _id: 1 } },
  ]);
  await collections.approvals.createIndexes([
    { key: { clubId: 1, place: 1 } },
    { key: { state: 1, leaseUntil: 1 } },
    { key: { endsAt: 1 } },
  ]);
  await collections.refusedSales.createIndexes([
    { key: { clubId: 1, sessionId: 1 }, unique: true },
    { key: { clubId: 1, _id: 1 } },
  ]);
  await collections.audit.createIndexes([
    { key: { clubId: 1, number: 1 }, unique: true },
    { key: { clubId: 1, 'actor.id': 1, number: 1 } },
    { key: { clubId: 1, subjects: 1, number: 1 } },
  ]);
  return collections;
};

/** Runs database work; a database that is away becomes DomainError `database_unavailable`. */
export const inDatabase = async <T>(work: () => Promise<T>): Promise<T> => {
  try {
    return await work();
  } catch (error) {
    throw toUnavailable(error);
  }
};

export const toBuffer = (bytes: Binary | Buffer): Buffer => {
  const view = ArrayBuffer.isView(bytes) ? bytes : bytes.buffer;
  return Buffer.from(view.buffer, view.byteOffset, view.byteLength);
};
