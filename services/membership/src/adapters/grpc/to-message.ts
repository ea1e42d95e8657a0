import type { Branch as BranchMessage, Club as ClubMessage, EnrolMemberRequest, FindMembersRequest, GetMemberTierResponse, Member as MemberMessage, Tier as TierMessage } from '@vafa/contracts/membership';
import type { Branch, Club } from '../../domain/club.ts';
import type { Member, NewProfile } from '../../domain/member.ts';
import type { Tier, TierSet } from '../../domain/tiers.ts';
import type { Criterion } from '../../use-cases/find-members.ts';
import type { MemberTier } from '../../use-cases/tell-tier.ts';

export const toClubMessage = ({ id, code, name, currency, currencyDigits, timeZone, createdAt, pointCost }: Club): ClubMessage => ({
  id, code, name, currency, currencyDigits, timeZone, createdAt, pointCost,
});

export const toBranchMessage = ({ id, clubId, code, name }: Branch): BranchMessage => ({ id, clubId, code, name });

export const toTierMessage = ({ code, name, spendFrom }: Tier): TierMessage => ({ code, name, spendFrom });

export const toTiersMessage = ({ periodDays, tiers }: TierSet): { periodDays: number; tiers: TierMessage[] } => ({ periodDays, tiers: tiers.map(toTierMessage) });

export const toMemberMessage = ({ consents, ...member }: Member): MemberMessage => ({ ...member, consents: [...consents] });

export const toProfile = ({ name, phone, email, cardNumber, externalId, birthDate, consents }: EnrolMemberRequest): NewProfile => ({ name, phone, email, cardNumber, externalId, birthDate, consents });

export const toTierAnswer = ({ tier, next, missing, spend, periodFrom }: MemberTier): GetMemberTierResponse => ({
  tier: tier && toTierMessage(tier),
  spend,
  periodFrom,
  next: next && toTierMessage(next),
  missing,
});

const criteria = { phone: 'phone', cardNumber: 'card', externalId: 'externalId', name: 'name' } as const;

export const toCriterion = ({ criterion }: FindMembersRequest): Criterion | undefined => criterion && { by: criteria[criterion.$case], value: criterion.value };
