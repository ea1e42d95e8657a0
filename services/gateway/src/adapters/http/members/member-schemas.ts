import type { Correction, Member } from '@vafa/contracts/membership';
import { z } from 'zod';
import { instant, instantOut, pageOf, PageQuery, reference, seenVersion, text, typed } from '../scalars.ts';
import { orNull, toInstant } from '../values.ts';

const Consent = z.strictObject({
  purpose: z.string().regex(/^[a-z_]{1,40}$/, 'a purpose is 1 to 40 of a-z and "_"'),
  granted: z.boolean(),
  at: instant().optional(),
});

export const NewMember = z
  .strictObject({
    name: text(120).optional(),
    phone: typed(60)
      .optional()
      .describe("With its country (+98 …, 0098 …), or as it is dialled in the club's country; digits of any script."),
    email: typed(254).optional().describe('Of any script.'),
    card: typed(64).optional(),
    external_id: typed(64).optional().describe('Kept in one form: digits of any script as 0–9, single blanks.'),
    birth_date: z.iso.date().optional(),
    consents: z.array(Consent).max(20).optional(),
  })
  .meta({
    id: 'NewMember',
    example: {
      name: 'Sara Ahmadi',
      phone: '0912 345 6789',
      email: 'sara@example.org',
      card: '6219000123',
      birth_date: '1990-04-17',
      consents: [{ purpose: 'sms', granted: true }],
    },
  });
export type NewMember = z.infer<typeof NewMember>;

/** Null takes a value away; what is not named stays. */
export const MemberCorrection = z
  .strictObject({
    name: text(120).nullable().optional(),
    phone: typed(60).nullable().optional(),
    email: typed(254).nullable().optional(),
    card: typed(64).nullable().optional(),
    external_id: typed(64).nullable().optional(),
    birth_date: z.iso.date().nullable().optional(),
    consents: z.array(Consent).max(20).optional().describe('Replace those of the same purpose.'),
    reason: text(200).optional().describe('Why; kept with the history of the member.'),
    revision: seenVersion()
      .optional()
      .describe('The revision that was seen; another one is refused with 412. The header If-Match says the same.'),
  })
  .meta({ id: 'MemberCorrection', example: { phone: '0912 345 6798', reason: 'two digits swapped' } });
export type MemberCorrection = z.infer<typeof MemberCorrection>;

const CorrectionAnswer = z
  .object({
    revision: z.int().describe('Of the member, after it.'),
    at: instantOut(),
    by: z.string().describe('Id of the API key, or admin.'),
    fields: z.array(z.string()),
    reason: z.string().nullable(),
  })
  .meta({ id: 'Correction' });
export const CorrectionPage = pageOf(CorrectionAnswer, 'CorrectionPage');

/** As the routes name the fields. */
const fieldNames: Readonly<Record<string, string>> = { card_number: 'card' };

export const toCorrection = ({ revision, at, by, fields, reason }: Correction): z.infer<typeof CorrectionAnswer> => ({
  revision,
  at: toInstant(at),
  by,
  fields: fields.map((field) => fieldNames[field] ?? field),
  reason: orNull(reason),
});

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
    masked: z
      .boolean()
      .describe('The key only looks members up: phone and card by their last digits, no e-mail, no birth date.'),
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
  masked: false,
});

const hidden = (text: string): string => (text === '' ? '' : `••••${text.slice(-4)}`);

/** A member as a till sees it that only looks up: enough to tell whether it is the person in front of it. */
export const toMaskedMember = (member: Member): z.infer<typeof MemberAnswer> => ({
  ...toMember({
    ...member,
    phone: hidden(member.phone),
    cardNumber: hidden(member.cardNumber),
    email: '',
    birthDate: '',
  }),
  masked: true,
});

export const MemberQuery = PageQuery.extend({
  phone: typed(120).optional(),
  card: typed(120).optional(),
  external_id: typed(120).optional(),
  q: typed(120)
    .optional()
    .describe('Beginnings of words of a name, in any order; without accents, harakat or half-spaces if need be.'),
}).refine(
  ({ phone, card, external_id: externalId, q }) =>
    [phone, card, externalId, q].filter((value) => value !== undefined).length <= 1,
  'name at most one of phone, card, external_id and q',
);
export type MemberQuery = z.infer<typeof MemberQuery>;

export const MemberPath = z.strictObject({ member_id: reference() });
export type MemberPath = z.infer<typeof MemberPath>;
