/** A service's name as its certificate says it, in the form of SPIFFE: spiffe://vafa/ledger. */
export const serviceUri = (service: string): string => `spiffe://vafa/${service}`;

const named = /^URI:spiffe:\/\/vafa\/([a-z][a-z0-9-]*)$/;

/**
 * The one service that the alternative names of a certificate name, as Node tells them: `URI:spiffe://vafa/ledger, DNS:ledger`.
 * Node puts what could be mistaken for several names in quotes: who has such a name is nobody.
 */
export const serviceIn = (alternativeNames: string | undefined): string | undefined => {
  if (alternativeNames === undefined || alternativeNames.includes('"')) return undefined;
  const found = alternativeNames.split(', ').flatMap((each) => named.exec(each)?.[1] ?? []);
  return found.length === 1 ? found[0] : undefined;
};
