import { DomainError } from '@vafa/kernel';

const lengthMax = 254;

// RFC 6531: the local part may be in any script; quoted forms and comments nobody types.
const shape = /^([^\s@"<>()[\]\\,;:\p{Cc}\p{Cf}]+)@([^\s@"<>()[\]\\,;:/?#%\p{Cc}]+)$/u;
const host = /^[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)+$/;

const refuse = (): DomainError => new DomainError('invalid', 'invalid_email', 'not an e-mail address');

const partsOf = (text: string): { local: string; domain: string } => {
  const [, local, domain] =
    shape.exec(
      text
        .replace(/[\u00ad\u200b\u200e\u200f\u2060\ufeff]/g, '')
        .normalize('NFC')
        .trim()
        .toLowerCase(),
    ) ?? [];
  if (local === undefined || domain === undefined) throw refuse();
  return { local, domain };
};

/** The domain as mail travels to it: letters beyond ASCII as xn--… (IDNA by UTS #46, as WHATWG's URLs have it). */
const asciiDomain = (domain: string): string => {
  const url = URL.canParse(`http://${domain}`) ? new URL(`http://${domain}`).hostname : '';
  // A number at the end would have been read as an address of IPv4.
  if (!host.test(url) || /\.\d+$/.test(url)) throw refuse();
  return url;
};

/** An address as it is shown: as it was written, in small letters. Raises `invalid_email`. */
export const emailText = (text: string): string => {
  const { local, domain } = partsOf(text);
  if (local.length + 1 + asciiDomain(domain).length > lengthMax) throw refuse();
  return `${local}@${domain}`;
};

/**
 * What an address is told apart by: bücher.example and xn--bcher-kva.example are one. One of before that is none stays
 * itself.
 */
export const emailKey = (email: string): string => {
  try {
    const { local, domain } = partsOf(email);
    return `${local}@${asciiDomain(domain)}`;
  } catch {
    return email;
  }
};
