import { encodeEvent, topics } from '@vafa/contracts';
import { MembershipEvent } from '@vafa/contracts/membership-events';
import type { NewEvent } from '@vafa/mongo';
import type { ClubChange } from '../../domain/club.ts';

export const toClubCreated =
  ({
    code,
    currency,
    currencyDigits,
    timeZone,
  }: {
    code: string;
    currency: string;
    currencyDigits: number;
    timeZone: string;
  }): NewEvent =>
  (place) =>
    encodeEvent(topics.membership, MembershipEvent, place, {
      $case: 'clubCreated',
      value: { code, currency, currencyDigits, timeZone },
    });

export const toClubChanged =
  ({ fields = [], by = '' }: Partial<ClubChange> = {}): NewEvent =>
  (place) =>
    encodeEvent(topics.membership, MembershipEvent, place, {
      $case: 'clubChanged',
      value: { fields: [...fields], by },
    });

export const toBranchCreated =
  ({ id: branchId, code }: { id: string; code: string }): NewEvent =>
  (place) =>
    encodeEvent(topics.membership, MembershipEvent, place, { $case: 'branchCreated', value: { branchId, code } });

/** Says that a phone is known, never which. */
export const toMemberEnrolled =
  ({ id: memberId, phone, email }: { id: string; phone: string; email: string }): NewEvent =>
  (place) =>
    encodeEvent(topics.membership, MembershipEvent, place, {
      $case: 'memberEnrolled',
      value: { memberId, hasPhone: phone !== '', hasEmail: email !== '' },
    });

export const toMemberCorrected =
  ({
    id: memberId,
    revision,
    fields,
    by,
  }: {
    id: string;
    revision: number;
    fields: readonly string[];
    by: string;
  }): NewEvent =>
  (place) =>
    encodeEvent(topics.membership, MembershipEvent, place, {
      $case: 'memberCorrected',
      value: { memberId, revision, fields: [...fields], by },
    });
