import type {
  Consent,
  CorrectMemberRequest,
  Correction,
  EnrolMemberRequest,
  FindMembersRequest,
  GetMemberTierResponse,
  Member,
} from '@vafa/contracts/membership';
import { z } from 'zod';
import { tier } from '../clubs/tiers.ts';
import { overlay, type FieldOverlay } from '../contract/overlay.ts';
import { seenVersion, text, typed } from '../scalars.ts';

const profile = {
  name: { given: text(120) },
  phone: { given: typed(60) },
  email: { given: typed(254) },
  cardNumber: { name: 'card', given: typed(64) },
  externalId: { given: typed(64) },
  birthDate: { given: z.iso.date() },
};

/** The fields of the profile, each with what is so of all of them here. */
const eachOf = (also: FieldOverlay): Record<keyof typeof profile, FieldOverlay> =>
  Object.fromEntries(Object.entries(profile).map(([name, field]) => [name, { ...field, ...also }])) as Record<
    keyof typeof profile,
    FieldOverlay
  >;

const consent = overlay<Consent>(
  'vafa.membership.v1.Consent',
  {
    purpose: { given: z.string().regex(/^[a-z_]{1,40}$/, 'a purpose is 1 to 40 of a-z and "_"') },
    granted: { given: true },
    at: { given: true, otherwise: undefined },
  },
  { id: 'Consent' },
);
const consents = { given: true, of: consent, items: [0, 20], otherwise: [] } as const;

/** A member, and whether a till that only looks up sees it. */
export type Seen = Member & { readonly masked?: true };

export const member = overlay<Seen>(
  'vafa.membership.v1.Member',
  { clubId: { hidden: true }, ...eachOf({ orNull: true }), consents },
  {
    id: 'Member',
    derived: {
      masked: {
        schema: z
          .boolean()
          .describe('The key only looks members up: phone and card by their last digits, no e-mail, no birth date.'),
        of: ({ masked = false }) => masked,
      },
    },
  },
);

export const newMember = overlay<EnrolMemberRequest>('vafa.membership.v1.EnrolMemberRequest', {
  ...eachOf({ otherwise: '' }),
  consents,
});

/** Null takes a value away; what is not named stays. */
export const memberCorrection = overlay<CorrectMemberRequest>(
  'vafa.membership.v1.CorrectMemberRequest',
  {
    ...eachOf({ ifNull: '' }),
    consents,
    reason: { given: text(200), otherwise: '' },
    revision: {
      given: seenVersion(),
      otherwise: 0,
      says: 'The revision that was seen; another one is refused with 412. The header If-Match says the same. Default is any.',
    },
  },
  { like: newMember },
);

/** As the routes name the fields. */
const fieldNames: Readonly<Record<string, string>> = { card_number: 'card' };

export const correction = overlay<Correction>(
  'vafa.membership.v1.Correction',
  {
    fields: {
      says: 'Names of those that changed.',
      codec: { answer: z.string(), toRest: (field: string) => fieldNames[field] ?? field },
    },
    reason: { orNull: true },
  },
  { id: 'Correction' },
);

const criterion = { given: typed(120) };

export const memberQuery = overlay<FindMembersRequest>(
  'vafa.membership.v1.FindMembersRequest',
  {
    phone: criterion,
    cardNumber: { name: 'card', ...criterion },
    externalId: criterion,
    name: {
      name: 'q',
      says: 'Beginnings of words of a name, in any order; without accents, harakat or half-spaces if need be.',
      ...criterion,
    },
  },
  {
    judged: [
      ({ page_size: _size, page_token: _token, ...criteria }) =>
        Object.values(criteria).filter((value) => value !== undefined).length <= 1,
      'name at most one of phone, card, external_id and q',
    ],
  },
);

export const memberTier = overlay<GetMemberTierResponse>(
  'vafa.membership.v1.GetMemberTierResponse',
  {
    tier: { of: tier, orNull: true },
    spend: { money: true },
    next: { of: tier, orNull: true },
    missing: { money: true },
    lastSoldAt: { orNull: true },
  },
  { id: 'MemberTier' },
);
