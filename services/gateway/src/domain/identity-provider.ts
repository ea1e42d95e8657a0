import type { Role } from './roles.ts';

/** Who is in this group of the company works in this club, with these roles. */
export interface GroupRule {
  readonly group: string;
  readonly clubId: string;
  readonly roles: readonly Role[];
  /** Empty: all branches. */
  readonly branchIds: readonly string[];
}

/** What an administrator says of a company's identity provider. */
export interface ProviderTerms {
  /** On the button of the door. */
  readonly name: string;
  readonly issuer: string;
  readonly clientId: string;
  /** What the provider is asked to tell, beside `openid`. */
  readonly scopes: readonly string[];
  /** The claim that names the groups of a person. */
  readonly groupsClaim: string;
  readonly rules: readonly GroupRule[];
  /** Whether those who sign in with it may use a password too. */
  readonly allowsPasswords: boolean;
  /** Whether signing out here leads to signing out there. */
  readonly signsOutThere: boolean;
  readonly isDisabled: boolean;
}

/** A company's identity provider, as OpenID Connect knows it. */
export interface IdentityProvider extends Omit<ProviderTerms, 'isDisabled'> {
  readonly id: string;
  /** Nobody but the gateway reads the client's secret. */
  readonly sealedSecret: Uint8Array;
  readonly createdAt: Date;
  readonly disabledAt?: Date;
  /** Counts every change. */
  readonly revision: number;
}

/** Who somebody is, as the provider proved it. */
export interface ProvenPerson {
  /** Lasting, and of nobody else at this provider. */
  readonly subject: string;
  /** In small letters. */
  readonly email?: string;
  readonly isEmailVerified: boolean;
  readonly username?: string;
  readonly name?: string;
  readonly groups: readonly string[];
  /** When the person last proved it there, where the provider says so. */
  readonly provedAt?: Date;
}

/** What groups give: of one club, that of the first rule that fits. */
export type GivenAccess = Pick<GroupRule, 'clubId' | 'roles' | 'branchIds'>;

/** The access that the groups of a person give; undefined: none. A rule of all branches outweighs those of some. */
export const accessOf = (rules: readonly GroupRule[], groups: readonly string[]): GivenAccess | undefined => {
  const fitting = rules.filter(({ group }) => groups.includes(group));
  const [first] = fitting;
  if (first === undefined) return undefined;
  const ofClub = fitting.filter(({ clubId }) => clubId === first.clubId);
  const ofAll = ofClub.some(({ branchIds }) => branchIds.length === 0);
  return {
    clubId: first.clubId,
    roles: [...new Set(ofClub.flatMap(({ roles }) => roles))],
    branchIds: ofAll ? [] : [...new Set(ofClub.flatMap(({ branchIds }) => branchIds))],
  };
};

const loopback = new Set(['127.0.0.1', '[::1]', 'localhost']);

/** Over TLS, or on this machine. */
export const isSafeAddress = (text: string): boolean => {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname } = new URL(text);
  return protocol === 'https:' || (protocol === 'http:' && loopback.has(hostname));
};

/** What an issuer may be: an address without anything that a browser or a proxy would read as more than that. */
export const isIssuer = (text: string): boolean => {
  if (!isSafeAddress(text)) return false;
  const { username, password, search, hash } = new URL(text);
  return username === '' && password === '' && search === '' && hash === '' && !/[?#]/.test(text);
};

/** A sign-in that was sent to a provider and has not come back. */
export interface ProviderTrip {
  readonly providerId: string;
  readonly nonce: string;
  readonly verifier: string;
  /** Where the provider sends the browser. */
  readonly returnsTo: string;
  /** The page that the person came from. */
  readonly back: string;
  /** The person has to prove it there anew, however lately that was done. */
  readonly isAgain: boolean;
  readonly endsAt: Date;
}

/** How long somebody may take at the provider. */
export const tripMs = 10 * 60_000;

const ownPages = /^\/(till|console)(\/[A-Za-z0-9_-]+)*$/;

/** A page of ours: nobody is sent elsewhere. */
export const isOwnPage = (path: string): boolean => ownPages.test(path);
