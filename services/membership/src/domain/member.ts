import { DomainError } from '@vafa/kernel';
import { normalisePhone } from './phone.ts';
import { latinDigits, plainText } from './text.ts';

/** What identifies a person and is kept encrypted. Empty text: not known. */
export interface Person {
  readonly name: string;
  /** E.164. */
  readonly phone: string;
  readonly email: string;
  readonly cardNumber: string;
  /** YYYY-MM-DD. */
  readonly birthDate: string;
}

export interface Consent {
  readonly purpose: string;
  readonly granted: boolean;
  readonly at: Date;
}

export interface Profile extends Person {
  /** The id that the club's own systems know the member by; unique in the club. */
  readonly externalId: string;
  readonly consents: readonly Consent[];
}

export interface Member extends Profile {
  readonly id: string;
  readonly clubId: string;
  readonly enrolledAt: Date;
}

export interface Identity {
  readonly kind: 'phone' | 'email' | 'card' | 'external_id';
  readonly value: string;
}

export const nobody: Person = { name: '', phone: '', email: '', cardNumber: '', birthDate: '' };

const lengthMax = { name: 200, email: 254, card: 40, externalId: 100 };
const consentsMax = 50;

const invalid = (field: string, message: string): DomainError => new DomainError('invalid', 'invalid_member', message, { field });

export const normaliseEmail = (text: string): string => {
  const email = text.trim().toLowerCase();
  if (email.length <= lengthMax.email && /^[^\s@"<>()[\]\\,;:\p{Cc}]+@[a-z0-9-]+(\.[a-z0-9-]+)+$/u.test(email)) return email;
  throw new DomainError('invalid', 'invalid_email', 'not an e-mail address');
};

/** Cards are read by machines and typed by people: Latin digits, no spaces or dashes, capital letters. */
export const normaliseCard = (text: string): string => {
  const card = latinDigits(text).replace(/[\s-]/g, '').toUpperCase();
  if (card.length <= lengthMax.card && /^[A-Z0-9]+$/.test(card)) return card;
  throw invalid('card_number', 'a card number is 1 to 40 letters and digits');
};

export const normaliseExternalId = (text: string): string => plainText('external_id', text, lengthMax.externalId);

const birthDate = (text: string, now: Date): string => {
  const date = latinDigits(text.trim());
  const at = new Date(`${date}T00:00:00Z`);
  const real = /^\d{4}-\d{2}-\d{2}$/.test(date) && !Number.isNaN(at.getTime()) && at.toISOString().startsWith(date);
  if (real && date >= '1880-01-01' && at <= now) return date;
  throw invalid('birth_date', 'a birth date is a past day, written YYYY-MM-DD');
};

const consentOf = ({ purpose, granted, at }: Omit<Consent, 'at'> & { at: Date | undefined }, now: Date): Consent => {
  if (!/^[a-z][a-z_]{0,39}$/.test(purpose)) throw invalid('consents', 'a purpose is 1 to 40 of a-z and _');
  return { purpose, granted, at: at ?? now };
};

export type NewProfile = Person & { readonly externalId: string; readonly consents: readonly (Omit<Consent, 'at'> & { at: Date | undefined })[] };

const given = (text: string, normalise: (text: string) => string): string => (text.trim() === '' ? '' : normalise(text));

/** A profile as it is stored. Raises `invalid_member`, `invalid_phone`, `invalid_email`. */
export const profileOf = (profile: NewProfile, timeZone: string, now: Date): Profile => {
  if (profile.consents.length > consentsMax) throw invalid('consents', 'too many consents');
  const normal: Profile = {
    name: plainText('name', profile.name, lengthMax.name),
    phone: given(profile.phone, (text) => normalisePhone(text, timeZone)),
    email: given(profile.email, normaliseEmail),
    cardNumber: given(profile.cardNumber, normaliseCard),
    birthDate: given(profile.birthDate, (text) => birthDate(text, now)),
    externalId: normaliseExternalId(profile.externalId),
    consents: profile.consents.map((consent) => consentOf(consent, now)),
  };
  if (normal.name === '' && identitiesOf(normal).length === 0) throw invalid('name', 'a member has a name, a phone, an e-mail, a card or an external id');
  return normal;
};

/** What must belong to one member only. */
export const identitiesOf = ({ phone, email, cardNumber, externalId }: Profile): Identity[] =>
  (
    [
      { kind: 'phone', value: phone },
      { kind: 'email', value: email },
      { kind: 'card', value: cardNumber },
      { kind: 'external_id', value: externalId },
    ] as const
  ).filter(({ value }) => value !== '');
