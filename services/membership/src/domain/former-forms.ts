import { isSame, type Identity, type NewProfile } from './member.ts';

// How values were read before this version. Claims of members enrolled then are keyed by these forms, so whoever looks
// for one of them by the same text still finds it. Nothing new is stored in these forms.

const zeroOf = [0x06f0, 0x0660];

const latinDigits = (text: string): string =>
  text.replace(/[۰-۹٠-٩]/g, (digit) => {
    const code = digit.charCodeAt(0);
    const zero = zeroOf.find((first) => code >= first && code <= first + 9) ?? code;
    return String(code - zero);
  });

const callingCodes: Readonly<Record<string, string>> = { 'Asia/Tehran': '98', 'Europe/London': '44' };

const international = (digits: string, timeZone: string): string | undefined => {
  if (digits.startsWith('+')) return digits.slice(1);
  if (digits.startsWith('00')) return digits.slice(2);
  // The fault: a number of the Philippines or Nigeria became an Iranian one.
  if (/^09\d{9}$/.test(digits)) return `98${digits.slice(1)}`;
  const code = callingCodes[timeZone];
  if (code !== undefined && digits.startsWith('0')) return `${code}${digits.slice(1)}`;
  if (code === '98' && /^9\d{9}$/.test(digits)) return `${code}${digits}`;
  return code !== undefined && digits.startsWith(code) ? digits : undefined;
};

/** Undefined where the number was refused. */
const formerPhone = (text: string, timeZone: string): string | undefined => {
  const digits = latinDigits(text).replace(/[\s()\-.\u200c\u200e\u200f]/g, '');
  if (!/^\+?\d{5,20}$/.test(digits)) return undefined;
  const number = international(digits, timeZone)?.replace(/^(98|44)0/, '$1');
  if (number === undefined || !/^[1-9]\d{7,14}$/.test(number)) return undefined;
  return number.startsWith('98') && number.length !== 12 ? undefined : `+${number}`;
};

/** Digits stayed as they were. */
export const formerExternalId = (text: string): string =>
  text.normalize('NFC').replace(/[يى]/g, 'ی').replaceAll('ك', 'ک').trim();

/** The identities that this text was claimed as, where they are not those of today. */
export const formerIdentities = (
  asked: Pick<NewProfile, 'phone' | 'email' | 'externalId'>,
  timeZone: string,
  today: readonly Identity[],
): Identity[] => {
  const former: Identity[] = [
    { kind: 'phone', value: formerPhone(asked.phone, timeZone) ?? '' },
    { kind: 'email', value: asked.email.trim().toLowerCase() },
    { kind: 'external_id', value: formerExternalId(asked.externalId) },
  ];
  return former.filter((identity) => identity.value !== '' && !today.some((own) => isSame(own, identity)));
};
