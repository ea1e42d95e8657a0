import { encodeEvent, topics } from '@vafa/contracts';
import { MembershipEvent } from '@vafa/contracts/membership-events';
import type { NewEvent } from '@vafa/mongo';
import type { Branch } from '../../domain/branch.ts';
import type { Club } from '../../domain/club.ts';
import { toBranchFacts, toClubFacts, type ToldClub } from '../facts/to-facts.ts';

export const toClubCreated =
  (club: ToldClub): NewEvent =>
  (place) => {
    const { code, currency, currencyDigits, timeZone } = club;
    const value = { code, currency, currencyDigits, timeZone, facts: toClubFacts(club) };
    return encodeEvent(topics.membership, MembershipEvent, place, { $case: 'clubCreated', value });
  };

/** With the club after its latest change. */
export const toClubChanged =
  (club: Club): NewEvent =>
  (place) => {
    const { fields, by } = club.changes[0] ?? { fields: [], by: '' };
    const value = { fields: [...fields], by, facts: toClubFacts(club) };
    return encodeEvent(topics.membership, MembershipEvent, place, { $case: 'clubChanged', value });
  };

export const toTiersSet =
  (club: Club): NewEvent =>
  (place) =>
    encodeEvent(topics.membership, MembershipEvent, place, { $case: 'tiersSet', value: { facts: toClubFacts(club) } });

export const toBranchCreated =
  (branch: Branch): NewEvent =>
  (place) => {
    const value = { branchId: branch.id, code: branch.code, facts: toBranchFacts(branch) };
    return encodeEvent(topics.membership, MembershipEvent, place, { $case: 'branchCreated', value });
  };

/** With the branch after its latest change. */
export const toBranchChanged =
  (branch: Branch): NewEvent =>
  (place) => {
    const { fields, by } = branch.changes[0] ?? { fields: [], by: '' };
    const value = { fields: [...fields], by, facts: toBranchFacts(branch) };
    return encodeEvent(topics.membership, MembershipEvent, place, { $case: 'branchChanged', value });
  };

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

export const toMemberErased =
  ({ id: memberId, by }: { id: string; by: string }): NewEvent =>
  (place) =>
    encodeEvent(topics.membership, MembershipEvent, place, { $case: 'memberErased', value: { memberId, by } });
