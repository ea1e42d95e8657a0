import { asciiDigits, DomainError, identifier } from '@vafa/kernel';
import { emailKey, emailText } from './email.ts';
import { normalisePhone, type ReadNumber } from './phone.ts';
import { identifierText, nameText } from './text.ts';

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
  /** Counts the writings of the profile: whoever corrects it may say which one was seen. */
  readonly revision: number;
  /** By which rules its values were read; 1: the former ones (former-forms.ts). */
  readonly reading: number;
  /** Raised when a refused correction gives up what it had claimed: another that is under way claims again. */
  readonly era: number;
}

/** The rules of this version: numbering plans, digits of every script, addresses of every script. */
export const readingNow = 2;

export interface Identity {
  readonly kind: 'phone' | 'email' | 'card' | 'external_id';
  readonly value: string;
}

export const nobody: Person = { name: '', phone: '', email: '', cardNumber: '', birthDate: '' };

const lengthMax = { card: 40, externalId: 100 };
const consentsMax = 50;

const invalid = (field: string, message: string): DomainError =>
  new DomainError('invalid', 'invalid_member', message, { field });

/** Cards are read by machines and typed by people: no blanks or dashes, capital letters. */
export const normaliseCard = (text: string): string => {
  const card = identifier(text)
    .replace(/[\s\p{Pd}\u200c]/gu, '')
    .toUpperCase();
  if (card.length <= lengthMax.card && /^[A-Z0-9]+$/.test(card)) return card;
  throw invalid('card_number', 'a card number is 1 to 40 letters and digits');
};

export const normaliseExternalId = (text: string): string => identifierText('external_id', text, lengthMax.externalId);

/** Today's form of one that is stored; what today's rules refuse stays as it is. */
export const storedExternalId = (externalId: string): string => {
  try {
    return normaliseExternalId(externalId);
  } catch {
    return externalId;
  }
};

export const normaliseBirthDate = (text: string, now: Date): string => {
  const date = asciiDigits(text.trim());
  const at = new Date(`${date}T00:00:00Z`);
  const real = /^\d{4}-\d{2}-\d{2}$/.test(date) && !Number.isNaN(at.getTime()) && at.toISOString().startsWith(date);
  if (real && date >= '1880-01-01' && at <= now) return date;
  throw invalid('birth_date', 'a birth date is a past day, written YYYY-MM-DD');
};

/** A consent without a moment of its own gets that of the command. */
export type NewConsent = Omit<Consent, 'at'> & { readonly at: Date | undefined };

/** Raises `invalid_member`. */
export const checkConsents = <T>(consents: T[]): T[] => {
  if (consents.length > consentsMax) throw invalid('consents', 'too many consents');
  return consents;
};

export const consentsOf = (consents: readonly NewConsent[], now: Date): Consent[] =>
  checkConsents([...consents]).map(({ purpose, granted, at }) => {
    if (!/^[a-z][a-z_]{0,39}$/.test(purpose)) throw invalid('consents', 'a purpose is 1 to 40 of a-z and _');
    return { purpose, granted, at: at ?? now };
  });

export type NewProfile = Person & { readonly externalId: string; readonly consents: readonly NewConsent[] };

const given = (text: string, normalise: (text: string) => string): string =>
  text.trim() === '' ? '' : normalise(text);

/** Where values are read: the country of national phone numbers, and the numbering plans. */
export interface Place {
  readonly country: string;
  readonly read: ReadNumber;
}

/** A profile as it is stored. Raises `invalid_member`, `invalid_phone`, `invalid_email`. */
export const profileOf = (profile: NewProfile, { country, read }: Place, now: Date): Profile => {
  const normal: Profile = {
    name: nameText(profile.name),
    phone: given(profile.phone, (text) => normalisePhone(text, country, read)),
    email: given(profile.email, emailText),
    cardNumber: given(profile.cardNumber, normaliseCard),
    birthDate: given(profile.birthDate, (text) => normaliseBirthDate(text, now)),
    externalId: normaliseExternalId(profile.externalId),
    consents: consentsOf(profile.consents, now),
  };
  requireSomebody(normal);
  return normal;
};

/** Raises `invalid_member` when nothing says who it is. */
export const requireSomebody = (profile: Profile): void => {
  if (profile.name === '' && identitiesOf(profile).length === 0)
    throw invalid('name', 'a member has a name, a phone, an e-mail, a card or an external id');
};

/** What must belong to one member only. */
export const identitiesOf = ({ phone, email, cardNumber, externalId }: Profile): Identity[] =>
  (
    [
      { kind: 'phone', value: phone },
      { kind: 'email', value: email === '' ? '' : emailKey(email) },
      { kind: 'card', value: cardNumber },
      { kind: 'external_id', value: externalId },
    ] as const
  ).filter(({ value }) => value !== '');

export const isSame = (a: Identity, b: Identity): boolean => a.kind === b.kind && a.value === b.value;

/** Whether a claim of this identity stands for what the member has; a claim that does not was left by a crash. */
export const holds = (member: Profile, identity: Identity): boolean =>
  identitiesOf(member).some((own) => isSame(own, identity));
