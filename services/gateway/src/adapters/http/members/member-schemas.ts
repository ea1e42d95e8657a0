import type { GetMemberTierResponse, Member } from '@vafa/contracts/membership';
import { z } from 'zod';
import { instant, instantOut, MoneySchema, pageOf, PageQuery, reference, text } from '../scalars.ts';
import { orNull, toInstant, toMoney, type Counted } from '../values.ts';
import { toTier } from '../clubs/club-schemas.ts';

const Consent = z.strictObject({ purpose: z.string().regex(/^[a-z_]{1,40}$/, 'a purpose is 1 to 40 of a-z and "_"'), granted: z.boolean(), at: instant().optional() });

export const NewMember = z
  .strictObject({
    name: text(120).optional(),
    phone: text(40).optional().describe('With country code, or national (+98, 0098, 0; Persian and Arabic digits are understood).'),
    email: text(254).optional(),
    card: text(64).optional(),
    external_id: text(64).optional(),
    birth_date: z.iso.date().optional(),
    consents: z.array(Consent).max(20).optional(),
  })
  .meta({
    id: 'NewMember',
    example: { name: 'Sara Ahmadi', phone: '0912 345 6789', email: 'sara@example.org', card: '6219000123', birth_date: '1990-04-17', consents: [{ purpose: 'sms', granted: true }] },
  });
export type NewMember = z.infer<typeof NewMember>;

const ConsentAnswer = z.object({ purpose: z.string(), granted: z.boolean(), at: instantOut() }).meta({ id: 'Consent' });

export const MemberAnswer = z
  .object({
    id: z.string(),
    name: z.string().nullable(),
    phone: z.string().nullable().describe('E.164.'),
    email: z.string().nullable(),
    card: z.string().nullable(),
    external_id: z.string().nullable(),
    birth_date: z.string().nullable(),
    consents: z.array(ConsentAnswer),
    enrolled_at: instantOut(),
    member_since: instantOut().describe('The first purchase, or the enrolment where that came first.'),
    revision: z.int().describe('Counts the writings of the profile.'),
  })
  .meta({ id: 'Member' });
export const MemberPage = pageOf(MemberAnswer, 'MemberPage');

export const toMember = (member: Member): z.infer<typeof MemberAnswer> => ({
  id: member.id,
  name: orNull(member.name),
  phone: orNull(member.phone),
  email: orNull(member.email),
  card: orNull(member.cardNumber),
  external_id: orNull(member.externalId),
  birth_date: orNull(member.birthDate),
  consents: member.consents.map(({ purpose, granted, at }) => ({ purpose, granted, at: toInstant(at) })),
  enrolled_at: toInstant(member.enrolledAt),
  member_since: toInstant(member.memberSince),
  revision: member.revision,
});

export const MemberQuery = PageQuery.extend({
  phone: reference().optional(),
  card: reference().optional(),
  external_id: reference().optional(),
  q: reference().optional().describe('Part of a name.'),
}).refine(({ phone, card, external_id: externalId, q }) => [phone, card, externalId, q].filter((value) => value !== undefined).length <= 1, 'name at most one of phone, card, external_id and q');
export type MemberQuery = z.infer<typeof MemberQuery>;

export const MemberPath = z.strictObject({ member_id: reference() });
export type MemberPath = z.infer<typeof MemberPath>;

const AnsweredTier = z.object({ code: z.string(), name: z.string(), spend_from: z.int() });

export const MemberTierAnswer = z
  .object({
    tier: AnsweredTier.nullable(),
    spend: MoneySchema.describe('In the period.'),
    period_from: instantOut(),
    next: AnsweredTier.nullable(),
    missing: MoneySchema.describe('Spend to the next tier.'),
  })
  .meta({ id: 'MemberTier' });

export const toMemberTier = (answer: GetMemberTierResponse, club: Counted): z.infer<typeof MemberTierAnswer> => ({
  tier: answer.tier ? toTier(answer.tier) : null,
  spend: toMoney(answer.spend, club),
  period_from: toInstant(answer.periodFrom),
  next: answer.next ? toTier(answer.next) : null,
  missing: toMoney(answer.missing, club),
});
