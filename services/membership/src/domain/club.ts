import { DomainError, hasNoMinorUnit, isPlainLine, isTimeZone, minorUnitDigits, requireSeen } from '@vafa/kernel';
import { checkBrand, type Brand } from './brand.ts';
import { isReason, withChange, type Change } from './change.ts';
import { countryOf, isCountry } from './country.ts';
import type { TierSet } from './tiers.ts';

export interface ClubTerms {
  readonly code: string;
  readonly name: string;
  /** ISO 4217. */
  readonly currency: string;
  /** IANA zone. */
  readonly timeZone: string;
  /** What a point costs the club, in 1/10,000 of the minor unit: what it owes is counted in it. */
  readonly pointCost: bigint;
  /** What a point pays in a sale, in 1/10,000 of the minor unit. */
  readonly pointValue: bigint;
  /** ISO 3166-1 alpha-2, by which its members' national phone numbers are read; empty: none. */
  readonly country: string;
}

/** A point pays what it costs, where nobody says otherwise. */
export type AskedTerms = Omit<ClubTerms, 'pointValue'> & { readonly pointValue?: bigint | undefined };

export interface Club extends ClubTerms {
  readonly id: string;
  /** Digits of the currency's minor unit, as ISO 4217 said when the club was made: its amounts are counted in them. */
  readonly currencyDigits: number;
  readonly createdAt: Date;
  readonly brand: Brand;
  readonly tierSet?: TierSet;
  /** The latest, newest first. */
  readonly changes: readonly ClubChange[];
  /** From 1, one more with each of them. */
  readonly revision: number;
  /** From 1, which stands for none; one more with each set. */
  readonly tiersRevision: number;
  /** What it was made with, once that was changed: a repeat of the command that made it says the same. */
  readonly made?: Pick<ClubTerms, 'name' | 'country'>;
}

/** As the contract calls them. */
export type ClubChange = Change<'name' | 'country' | 'brand_colour' | 'logo_text' | 'display_unit' | 'calendar'>;

/** What may change: nothing that is counted in currency or days. */
export interface ClubOrder extends Partial<{ readonly [F in keyof Brand]: Brand[F] | undefined }> {
  readonly name?: string | undefined;
  readonly country?: string | undefined;
  readonly by: string;
  readonly reason: string;
  /** The revision that was seen; 0 or absent: whatever it is now. */
  readonly seen?: number;
}

const pointMax = 10n ** 12n;

const invalid = (field: string, message: string): DomainError =>
  new DomainError('invalid', 'invalid_club', message, { field });

/** What a club of before its digits were stored counts in; two digits for a currency that ISO 4217 has withdrawn. */
export const digitsUnstored = (currency: string): number => minorUnitDigits(currency) ?? 2;

/** The digits of a new club's currency. Raises `invalid_club` for a code that is no currency of ISO 4217. */
export const digitsOf = (currency: string): number => {
  const digits = minorUnitDigits(currency);
  if (digits !== undefined) return digits;
  throw invalid(
    'currency',
    hasNoMinorUnit(currency) ? 'ISO 4217 gives it no minor unit: nothing is sold in it' : 'not an ISO 4217 currency',
  );
};

/** Raises `invalid_club`. Without a country it is that of the time zone. */
export const clubTerms = (terms: AskedTerms): ClubTerms => {
  if (!/^[a-z0-9][a-z0-9-]{1,39}$/.test(terms.code)) throw invalid('code', 'a code is 2 to 40 of a-z, 0-9 and -');
  if (!isPlainLine(terms.name, 200)) throw invalid('name', 'a club has a name of up to 200 characters');
  digitsOf(terms.currency);
  if (!isTimeZone(terms.timeZone)) throw invalid('time_zone', 'not an IANA time zone');
  const { pointCost, pointValue = pointCost } = terms;
  if (pointCost < 0n || pointCost > pointMax) throw invalid('point_cost', 'out of range');
  if (pointValue < 0n || pointValue > pointMax) throw invalid('point_value', 'out of range');
  if (terms.country !== '' && !isCountry(terms.country))
    throw invalid('country', 'a country is two capital letters (ISO 3166-1)');
  const { code, currency, timeZone } = terms;
  const name = terms.name.trim();
  return {
    code,
    name,
    currency,
    timeZone,
    pointCost,
    pointValue,
    country: terms.country === '' ? countryOf(timeZone) : terms.country,
  };
};

const brandFields = {
  brandColour: 'brand_colour',
  logoText: 'logo_text',
  displayUnit: 'display_unit',
  calendar: 'calendar',
} as const;
const brandNames = Object.keys(brandFields) as (keyof Brand)[];

const brandAfter = ({ brand, currency }: Club, order: ClubOrder): Brand => {
  if (brandNames.every((field) => order[field] === undefined)) return brand;
  const { brandColour = brand.brandColour, logoText = brand.logoText } = order;
  const { displayUnit = brand.displayUnit, calendar = brand.calendar } = order;
  return checkBrand({ brandColour, logoText, displayUnit, calendar }, currency);
};

/**
 * The club with another name, country or look; itself when it has them already. Raises `invalid_club`, `club_changed`.
 */
export const changeClub = (club: Club, order: ClubOrder, at: Date): Club => {
  const { name = club.name, country = club.country, by, reason } = order;
  if (country === '' && club.country !== '') throw invalid('country', 'a country is two capital letters (ISO 3166-1)');
  if (!isReason(reason)) throw invalid('reason', 'a reason has up to 200 characters');
  const terms = { name: name.trim(), country };
  clubTerms({ ...club, ...terms });
  const brand = brandAfter(club, order);
  const fields = [
    ...(['name', 'country'] as const).filter((field) => club[field] !== terms[field]),
    ...brandNames.filter((field) => club.brand[field] !== brand[field]).map((field) => brandFields[field]),
  ];
  if (fields.length === 0) return club;
  requireSeen('club_changed', order.seen ?? 0, club.revision);
  const made = club.made ?? { name: club.name, country: club.country };
  const changes = withChange(club.changes, { at, by, fields, reason });
  return { ...club, ...terms, brand, made, changes, revision: club.revision + 1 };
};
