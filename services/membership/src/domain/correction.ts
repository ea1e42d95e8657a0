import { requireSeen } from '@vafa/kernel';
import {
  checkConsents,
  consentsOf,
  normaliseBirthDate,
  normaliseCard,
  normaliseExternalId,
  requireSomebody,
  storedExternalId,
  type Consent,
  type NewConsent,
  type Person,
  type Place,
  type Profile,
} from './member.ts';
import { emailText } from './email.ts';
import { normalisePhone } from './phone.ts';
import { nameText } from './text.ts';

/**
 * What is to be changed; empty text takes a value away, undefined leaves it. Consents replace those of the same
 * purpose.
 */
export type Changes = { readonly [Field in keyof Person | 'externalId']?: string | undefined } & {
  readonly consents: readonly NewConsent[];
};

/** A correction as it is recorded: which fields and why, never the values. */
export interface Correction {
  readonly key: string;
  /** Id of the API key. */
  readonly by: string;
  readonly reason: string;
  readonly fields: readonly string[];
  readonly at: Date;
}

export type CorrectionRecord = Omit<Correction, 'key'> & { readonly revision: number };

const changed = (text: string | undefined, old: string, read: (text: string) => string): string => {
  if (text === undefined) return old;
  return text.trim() === '' ? '' : read(text);
};

const mergedConsents = (old: readonly Consent[], given: readonly Consent[]): Consent[] => {
  const newest = new Map(given.map((consent) => [consent.purpose, consent]));
  return checkConsents([...old.filter(({ purpose }) => !newest.has(purpose)), ...newest.values()]);
};

/**
 * The profile after the changes; what is not changed stays as it was read then, but for the one form of the external
 * id. Raises `invalid_member`, `invalid_phone`, `invalid_email`.
 */
export const corrected = (profile: Profile, changes: Changes, { country, read }: Place, now: Date): Profile => {
  const next: Profile = {
    name: changed(changes.name, profile.name, nameText),
    phone: changed(changes.phone, profile.phone, (text) => normalisePhone(text, country, read)),
    email: changed(changes.email, profile.email, emailText),
    cardNumber: changed(changes.cardNumber, profile.cardNumber, normaliseCard),
    externalId: changed(changes.externalId, storedExternalId(profile.externalId), normaliseExternalId),
    birthDate: changed(changes.birthDate, profile.birthDate, (text) => normaliseBirthDate(text, now)),
    consents: mergedConsents(profile.consents, consentsOf(changes.consents, now)),
  };
  requireSomebody(next);
  return next;
};

const names = {
  name: 'name',
  phone: 'phone',
  email: 'email',
  cardNumber: 'card_number',
  externalId: 'external_id',
  birthDate: 'birth_date',
} as const;

/** Names of the fields that differ, as the contract calls them. */
export const differences = (before: Profile, after: Profile): string[] => {
  const texts = (Object.keys(names) as (keyof typeof names)[])
    .filter((field) => before[field] !== after[field])
    .map((field) => names[field]);
  const said = ({ consents }: Profile): string =>
    JSON.stringify(consents.map(({ purpose, granted, at }) => [purpose, granted, at.getTime()]));
  return said(before) === said(after) ? texts : [...texts, 'consents'];
};

/** Raises `member_changed` when the profile is not the one that was seen. 0: whoever asks did not say. */
export const requireRevision = (seen: number, now: number): void => {
  requireSeen('member_changed', seen, now, 'the member was changed since it was read');
};
