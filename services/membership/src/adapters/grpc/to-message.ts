import {
  Calendar,
  DisplayUnit,
  OccasionKind,
  type Branch as BranchMessage,
  type BranchChange as BranchChangeMessage,
  type Club as ClubMessage,
  type ClubChange as ClubChangeMessage,
  type Correction as CorrectionMessage,
  type ChangeClubRequest,
  type CorrectMemberRequest,
  type EnrolMemberRequest,
  type FindMembersRequest,
  type GetMemberTierResponse,
  type Member as MemberMessage,
  type Occasion as OccasionMessage,
  type Tier as TierMessage,
} from '@vafa/contracts/membership';
import type { Branch } from '../../domain/branch.ts';
import type { Change } from '../../domain/change.ts';
import type { Brand } from '../../domain/brand.ts';
import type { Club, ClubOrder } from '../../domain/club.ts';
import type { CorrectionRecord } from '../../domain/correction.ts';
import type { NewProfile } from '../../domain/member.ts';
import type { Occasion } from '../../domain/occasions.ts';
import type { Tier } from '../../domain/tiers.ts';
import type { CorrectionOrder } from '../../use-cases/correct-member.ts';
import type { Criterion } from '../../use-cases/find-members.ts';
import type { RevisedTiers } from '../../use-cases/set-tiers.ts';
import type { MemberSince } from '../../use-cases/tell-since.ts';
import type { MemberTier } from '../../use-cases/tell-tier.ts';

const toChangeMessage = ({ fields, ...change }: Change<string>): ClubChangeMessage & BranchChangeMessage => ({
  ...change,
  fields: [...fields],
});

const units = { currency: DisplayUnit.DISPLAY_UNIT_CURRENCY, toman: DisplayUnit.DISPLAY_UNIT_TOMAN } as const;
const calendars = { persian: Calendar.CALENDAR_PERSIAN, gregorian: Calendar.CALENDAR_GREGORIAN } as const;

const toBrandMessage = ({ displayUnit, calendar, ...texts }: Brand) => ({
  ...texts,
  displayUnit: units[displayUnit],
  calendar: calendars[calendar],
});

const named = <Name extends string>(words: Readonly<Record<Name, number>>, value: number | undefined) =>
  (Object.keys(words) as Name[]).find((name) => words[name] === value);

export const toClubOrder = (request: ChangeClubRequest): ClubOrder => {
  const { name, country, brandColour, logoText, by, reason, revision: seen } = request;
  const [displayUnit, calendar] = [named(units, request.displayUnit), named(calendars, request.calendar)];
  return { name, country, brandColour, logoText, displayUnit, calendar, by, reason, seen };
};

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
  brand,
  changes,
  revision,
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
  ...toBrandMessage(brand),
  changes: changes.map(toChangeMessage),
  revision,
});

export const toBranchMessage = ({ isClosed: closed, changes, ...branch }: Branch): BranchMessage => ({
  ...branch,
  closed,
  changes: changes.map(toChangeMessage),
});

const toTierMessage = ({ code, name, spendFrom }: Tier): TierMessage => ({ code, name, spendFrom });

export const toTiersMessage = ({
  periodDays,
  tiers,
  revision,
}: RevisedTiers): { periodDays: number; tiers: TierMessage[]; revision: number } => ({
  periodDays,
  revision,
  tiers: tiers.map(toTierMessage),
});

export const toMemberMessage = ({ member, since }: MemberSince): MemberMessage => {
  const { consents, reading: _reading, era: _era, ...shown } = member;
  return { ...shown, consents: [...consents], memberSince: since };
};

const occasionKinds = {
  birthday: OccasionKind.OCCASION_KIND_BIRTHDAY,
  joining: OccasionKind.OCCASION_KIND_JOINING,
} as const;

export const toOccasionMessage = ({ kind, inDays }: Occasion): OccasionMessage => ({
  kind: occasionKinds[kind],
  inDays,
});

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
