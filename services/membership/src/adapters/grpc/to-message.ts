import type {
  Branch as BranchMessage,
  BranchChange as BranchChangeMessage,
  Club as ClubMessage,
  ClubChange as ClubChangeMessage,
  Correction as CorrectionMessage,
  CorrectMemberRequest,
  EnrolMemberRequest,
  FindMembersRequest,
  GetMemberTierResponse,
  Member as MemberMessage,
  Tier as TierMessage,
} from '@vafa/contracts/membership';
import type { Branch } from '../../domain/branch.ts';
import type { Change } from '../../domain/change.ts';
import type { Club } from '../../domain/club.ts';
import type { CorrectionRecord } from '../../domain/correction.ts';
import type { NewProfile } from '../../domain/member.ts';
import type { Tier, TierSet } from '../../domain/tiers.ts';
import type { CorrectionOrder } from '../../use-cases/correct-member.ts';
import type { Criterion } from '../../use-cases/find-members.ts';
import type { MemberSince } from '../../use-cases/tell-since.ts';
import type { MemberTier } from '../../use-cases/tell-tier.ts';

const toChangeMessage = ({ fields, ...change }: Change<string>): ClubChangeMessage & BranchChangeMessage => ({
  ...change,
  fields: [...fields],
});

export const toClubMessage = ({
  id,
  code,
  name,
  currency,
  currencyDigits,
  timeZone,
  createdAt,
  pointCost,
  pointValue,
  country,
  changes,
}: Club): ClubMessage => ({
  id,
  code,
  name,
  currency,
  currencyDigits,
  timeZone,
  createdAt,
  pointCost,
  pointValue,
  country,
  changes: changes.map(toChangeMessage),
});

export const toBranchMessage = ({ isClosed: closed, changes, ...branch }: Branch): BranchMessage => ({
  ...branch,
  closed,
  changes: changes.map(toChangeMessage),
});

const toTierMessage = ({ code, name, spendFrom }: Tier): TierMessage => ({ code, name, spendFrom });

export const toTiersMessage = ({ periodDays, tiers }: TierSet): { periodDays: number; tiers: TierMessage[] } => ({
  periodDays,
  tiers: tiers.map(toTierMessage),
});

export const toMemberMessage = ({ member, since }: MemberSince): MemberMessage => {
  const { consents, reading: _reading, era: _era, ...shown } = member;
  return { ...shown, consents: [...consents], memberSince: since };
};

export const toCorrectionOrder = ({
  key,
  by,
  reason,
  revision,
  name,
  phone,
  email,
  cardNumber,
  externalId,
  birthDate,
  consents,
}: CorrectMemberRequest): CorrectionOrder => ({
  key,
  by,
  reason,
  revision,
  changes: { name, phone, email, cardNumber, externalId, birthDate, consents },
});

export const toCorrectionMessage = ({ revision, at, by, fields, reason }: CorrectionRecord): CorrectionMessage => ({
  revision,
  at,
  by,
  fields: [...fields],
  reason,
});

export const toProfile = ({
  name,
  phone,
  email,
  cardNumber,
  externalId,
  birthDate,
  consents,
}: EnrolMemberRequest): NewProfile => ({ name, phone, email, cardNumber, externalId, birthDate, consents });

export const toTierAnswer = ({
  tier,
  next,
  missing,
  spend,
  periodFrom,
  lastSoldAt,
}: MemberTier): GetMemberTierResponse => ({
  tier: tier && toTierMessage(tier),
  spend,
  periodFrom,
  next: next && toTierMessage(next),
  missing,
  lastSoldAt,
});

const criteria = { phone: 'phone', cardNumber: 'card', externalId: 'externalId', name: 'name' } as const;

export const toCriterion = ({ criterion }: FindMembersRequest): Criterion | undefined =>
  criterion && { by: criteria[criterion.$case], value: criterion.value };
