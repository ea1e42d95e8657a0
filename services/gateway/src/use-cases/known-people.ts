import { derivedId, DomainError } from '@vafa/kernel';
import { idPrefixes } from '../domain/ids.ts';
import { accessOf, type GivenAccess, type IdentityProvider, type ProvenPerson } from '../domain/identity-provider.ts';
import { toEmail, toUsername, type StaffAccount } from '../domain/staff-account.ts';
import type { StaffStore } from '../ports/staff-store.ts';
import type { SignIns } from './sign-ins.ts';
import type { Staff } from './staff.ts';

const triesMax = 10;
const usernameMax = 60;
const nameMax = 120;
const endingLength = 6;

type Noted = (account: StaffAccount) => void;

const noAccount = (): DomainError =>
  new DomainError('forbidden', 'no_staff_account', 'nobody who works here is known as this person');

/**
 * Which account a person has whom an identity provider has proved. First by the provider's own id of the person, which
 * lasts; else by an address that an administrator wrote down and the provider has verified; else by groups.
 */
export class KnownPeople {
  constructor(
    private readonly accounts: StaffStore,
    private readonly staff: Pick<Staff, 'admit' | 'changeByGroups'>,
    private readonly signIns: Pick<SignIns, 'endAll'>,
  ) {}

  /**
   * Raises `no_staff_account`, `email_not_verified` when only that is missing, `staff_disabled`, and
   * `last_administrator` when groups would take the role from the last one.
   */
  async admit(provider: IdentityProvider, person: ProvenPerson, noted: Noted): Promise<StaffAccount> {
    const identity = { providerId: provider.id, subject: person.subject };
    const known = (await this.accounts.byIdentity(identity)) ?? (await this.byEmail(person));
    const access = accessOf(provider.rules, person.groups);
    if (known && !known.isOfGroups) return this.linked(known, identity, noted);
    const account = known ?? (await this.accounts.find(idOf(identity)));
    if (account) noted(account);
    if (account?.disabledAt) throw disabled();
    if (!access || (account && account.clubId !== access.clubId)) {
      // Groups gave the account, and they give nothing any more.
      if (account) await this.signIns.endAll(account.id);
      if (!account && (await this.isOnlyUnverified(person))) throw emailNotVerified();
      throw noAccount();
    }
    const terms = { roles: access.roles, branchIds: access.branchIds, name: nameOf(person), identity };
    if (account) return this.staff.changeByGroups(account.id, terms);
    const made = await this.make(person, identity, access);
    noted(made);
    return made;
  }

  private async byEmail({ email, isEmailVerified }: ProvenPerson): Promise<StaffAccount | undefined> {
    return email !== undefined && isEmailVerified ? this.accounts.byEmail(toEmail(email)) : undefined;
  }

  private async isOnlyUnverified({ email, isEmailVerified }: ProvenPerson): Promise<boolean> {
    if (email === undefined || isEmailVerified) return false;
    const account = await this.accounts.byEmail(toEmail(email));
    return account !== undefined && account.identity === undefined;
  }

  /** The address has done its part: from now on the provider's id counts, whoever gets the address next. */
  private async linked(
    first: StaffAccount,
    identity: NonNullable<StaffAccount['identity']>,
    noted: Noted,
  ): Promise<StaffAccount> {
    noted(first);
    let account: StaffAccount | undefined = first;
    for (let tries = 0; tries < triesMax && account; tries++) {
      if (account.disabledAt) throw disabled();
      const { identity: before } = account;
      if (before?.providerId === identity.providerId && before.subject === identity.subject) return account;
      if (before) throw noAccount();
      if (await this.accounts.replace({ ...account, identity }))
        return { ...account, identity, revision: account.revision + 1 };
      account = await this.accounts.find(account.id);
    }
    throw new DomainError('unavailable', 'service_unavailable', 'the account changes all the time; try again');
  }

  private async make(
    person: ProvenPerson,
    identity: NonNullable<StaffAccount['identity']>,
    { clubId, roles, branchIds }: GivenAccess,
  ): Promise<StaffAccount> {
    const id = idOf(identity);
    for (const username of usernamesOf(person, id)) {
      const order = { id, clubId, username, name: nameOf(person), roles, branchIds, identity };
      const made = await this.staff.admit(order);
      if (made) return made;
    }
    throw new DomainError('conflict', 'username_taken', 'somebody has this username');
  }
}

const idOf = ({ providerId, subject }: NonNullable<StaffAccount['identity']>): string =>
  derivedId(idPrefixes.staff, `${providerId}/${subject}`);

const disabled = (): DomainError =>
  new DomainError('forbidden', 'staff_disabled', 'an administrator has disabled this account');

const emailNotVerified = (): DomainError =>
  new DomainError('forbidden', 'email_not_verified', 'the identity provider has not verified the e-mail address');

const nameOf = ({ name, username, email, subject }: ProvenPerson): string =>
  (name ?? username ?? email ?? subject).slice(0, nameMax);

/** As the company calls the person; with an ending where somebody has that name already. */
const usernamesOf = ({ username, email, subject }: ProvenPerson, id: string): string[] => {
  const usual = toUsername(username ?? email ?? subject).slice(0, usernameMax);
  const ending = id.slice(-endingLength);
  return [usual, `${usual.slice(0, usernameMax - endingLength - 1)}-${ending}`];
};
