import { dayMs, derivedId, DomainError, requireSeen, type Clock } from '@vafa/kernel';
import { idPrefixes } from '../domain/ids.ts';
import {
  changed,
  isActingAdministrator,
  requireOfAllClubs,
  toEmail,
  toUsername,
  type StaffAccount,
  type StaffIdentity,
  type StaffTerms,
} from '../domain/staff-account.ts';
import type { Passwords } from '../ports/passwords.ts';
import type { StaffQuery, StaffStore } from '../ports/staff-store.ts';
import type { SignIns } from './sign-ins.ts';

const oneTimeMs = 7 * dayMs;
const triesMax = 10;

export interface StaffOrder extends Pick<StaffAccount, 'name' | 'roles' | 'branchIds'> {
  /** Undefined: of all clubs. */
  readonly clubId: string | undefined;
  readonly username: string;
  /** Empty: none. */
  readonly email: string;
}

/** What an identity provider says of somebody whose access groups give. */
export type GroupTerms = Pick<StaffAccount, 'name' | 'roles' | 'branchIds'> & {
  readonly identity: StaffIdentity;
};

export interface WithPassword {
  readonly account: StaffAccount;
  /** Told once, kept nowhere. */
  readonly oneTimePassword: string;
}

/** Whose accounts an administrator sees: of a club, and of all clubs when he belongs to none himself. */
export interface StaffScope {
  readonly clubId: string;
  readonly ofAllClubs: boolean;
}

/** Where whoever runs Vafa finds how to sign in for the first time. */
export interface FirstAdministratorNote {
  keep(username: string, oneTimePassword: string): void;
  forget(): void;
}

/** Accounts of people: made, listed, changed, given one-time passwords. */
export class Staff {
  constructor(
    private readonly store: StaffStore,
    private readonly passwords: Passwords,
    private readonly signIns: Pick<SignIns, 'endAll'>,
    private readonly clock: Clock,
  ) {}

  /**
   * Makes an account, once per command; a repeat gets another one-time password while none was chosen. Raises
   * `username_taken`, `email_taken`, `key_reused`, `all_clubs_administrator_only`.
   */
  async create(order: StaffOrder, command: string): Promise<WithPassword> {
    const { clubId, username: written, name, roles, branchIds } = order;
    if (clubId === undefined) requireOfAllClubs(order);
    const username = toUsername(written);
    const email = toEmail(order.email);
    const { password, oneTimePassword } = await this.oneTime();
    const account = this.fresh({
      id: derivedId(idPrefixes.staff, `${clubId ?? ''}/${command}`),
      ...(clubId !== undefined && { clubId }),
      username,
      name,
      roles,
      branchIds,
      password,
      ...(email !== '' && { email }),
    });
    if (!(await this.store.insert(account))) return this.again(account);
    await this.count(account);
    return { account, oneTimePassword };
  }

  list(asked: StaffQuery): Promise<readonly StaffAccount[]> {
    return this.store.list(asked);
  }

  /** Raises `staff_not_found`. */
  async find(scope: StaffScope, id: string): Promise<StaffAccount> {
    const account = await this.store.find(id);
    const isSeen = account && (account.clubId === undefined ? scope.ofAllClubs : account.clubId === scope.clubId);
    if (!isSeen) throw new DomainError('not_found', 'staff_not_found', 'the club has no such staff account');
    return account;
  }

  /**
   * Changes what is named. Its sign-ins get other secrets when rights change, and end when it is disabled. `seen`: the
   * revision that was seen; 0: all. Raises `staff_not_found`, `staff_changed`, `last_administrator`, `email_taken`,
   * `all_clubs_administrator_only`.
   */
  async change(
    scope: StaffScope,
    id: string,
    terms: Partial<StaffTerms>,
    seen = 0,
  ): Promise<{ before: StaffAccount; after: StaffAccount }> {
    for (let tries = 0; tries < triesMax; tries++) {
      const before = await this.find(scope, id);
      const after = changed(before, { ...termsOf(before), ...terms }, this.clock.now());
      if (after !== before) requireSeen('staff_changed', seen, before.revision);
      if (!(await this.keep(before, after))) continue;
      if (after.disabledAt || (before.identity && !after.identity)) await this.signIns.endAll(id);
      return { before, after: after === before ? before : { ...after, revision: after.revision + 1 } };
    }
    throw changesAllTheTime();
  }

  /** Makes an account that groups give; undefined when somebody has its username. Nobody knows its password. */
  async admit(order: GroupTerms & Pick<StaffAccount, 'id' | 'username' | 'clubId'>): Promise<StaffAccount | undefined> {
    const { password } = await this.oneTime();
    const account = this.fresh({ ...order, isOfGroups: true, password: { hash: password.hash, isOneTime: false } });
    if (!(await this.store.insert(account))) return undefined;
    await this.count(account);
    return account;
  }

  /** Raises `last_administrator`. */
  async changeByGroups(id: string, { identity, ...terms }: GroupTerms): Promise<StaffAccount> {
    for (let tries = 0; tries < triesMax; tries++) {
      const before = await this.store.find(id);
      if (!before) break;
      const next = changed(before, { ...termsOf(before), ...terms }, this.clock.now());
      const isKnown = next.identity?.subject === identity.subject;
      const after = isKnown ? next : { ...next, identity };
      if (await this.keep(before, after)) return after === before ? before : { ...after, revision: after.revision + 1 };
    }
    throw changesAllTheTime();
  }

  /** Ends its sign-ins; whoever has the answer signs in with it and takes a password. Raises `staff_not_found`. */
  async resetPassword(scope: StaffScope, id: string): Promise<WithPassword> {
    for (let tries = 0; tries < triesMax; tries++) {
      const before = await this.find(scope, id);
      const { password, oneTimePassword } = await this.oneTime();
      const account = { ...before, password, devices: [] };
      if (!(await this.store.replace(account))) continue;
      await this.signIns.endAll(id);
      return { account, oneTimePassword };
    }
    throw changesAllTheTime();
  }

  /**
   * Makes the first administrator, of all clubs, when there are no accounts. The note is made before the account: a
   * crash in between loses neither. It goes when its password has been used.
   */
  async first(note: FirstAdministratorNote): Promise<void> {
    const known = await this.store.find(firstId());
    if (known && !known.password.isOneTime) note.forget();
    if (!(await this.store.isEmpty())) return;
    const { password, oneTimePassword } = await this.oneTime();
    note.keep(firstUsername, oneTimePassword);
    const { endsAt: _never, ...lasting } = password;
    const account = this.fresh({
      id: firstId(),
      username: firstUsername,
      name: 'Administrator',
      roles: ['administrator'],
      branchIds: [],
      password: lasting,
    });
    if (await this.store.insert(account)) await this.count(account);
  }

  /** An account that nobody has used. */
  private fresh(terms: Omit<StaffAccount, 'rights' | 'devices' | 'createdAt' | 'revision'>): StaffAccount {
    return { ...terms, rights: 1, devices: [], createdAt: this.clock.now(), revision: 1 };
  }

  private async again(order: StaffAccount): Promise<WithPassword> {
    const known = await this.store.find(order.id);
    if (!known) throw new DomainError('conflict', 'username_taken', 'somebody has this username');
    if (known.username !== order.username || !known.password.isOneTime || known.rights !== 1 || known.disabledAt)
      throw new DomainError('conflict', 'key_reused', 'this command made another account, or one that is in use');
    const { password, oneTimePassword } = await this.oneTime();
    const account = { ...known, password };
    if (!(await this.store.replace(account)))
      throw new DomainError('conflict', 'key_reused', 'this command made an account that is in use');
    await this.count(account);
    return { account, oneTimePassword };
  }

  private async oneTime(): Promise<{ password: StaffAccount['password']; oneTimePassword: string }> {
    const oneTimePassword = this.passwords.oneTime();
    const hash = await this.passwords.hash(oneTimePassword);
    const endsAt = new Date(this.clock.now().getTime() + oneTimeMs);
    return { password: { hash, isOneTime: true, endsAt }, oneTimePassword };
  }

  private async count(account: StaffAccount): Promise<void> {
    if (isActingAdministrator(account)) await this.store.addAdministrator(account.clubId ?? '', account.id);
  }

  /** False when another change came in between. */
  private async keep(before: StaffAccount, after: StaffAccount): Promise<boolean> {
    await this.requireAnother(before, after);
    if (after === before || (await this.store.replace(after))) {
      await this.count(after);
      return true;
    }
    await this.count(before);
    return false;
  }

  private async requireAnother(before: StaffAccount, after: StaffAccount): Promise<void> {
    if (!isActingAdministrator(before) || isActingAdministrator(after)) return;
    if (!(await this.store.dropAdministrator(before.clubId ?? '', before.id)))
      throw new DomainError('refused', 'last_administrator', 'without another administrator this one stays');
  }
}

const termsOf = ({ name, roles, branchIds, disabledAt, email = '' }: StaffAccount): StaffTerms => ({
  name,
  roles,
  branchIds,
  isDisabled: disabledAt !== undefined,
  email,
});

const changesAllTheTime = (): DomainError =>
  new DomainError('unavailable', 'service_unavailable', 'the account changes all the time; try again');

const firstUsername = 'admin';
const firstId = (): string => derivedId(idPrefixes.staff, 'first administrator');
