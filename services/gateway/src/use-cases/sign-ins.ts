import { DomainError, newId, type Clock } from '@vafa/kernel';
import type { Caller } from '../domain/api-key.ts';
import { idPrefixes } from '../domain/ids.ts';
import { requirePassword, toPassword } from '../domain/password-rules.ts';
import { endOf, type SignIn, type SignInProvider, type SignInTimes } from '../domain/sign-in.ts';
import { callerOfAccount, toUsername, type StaffAccount } from '../domain/staff-account.ts';
import type { Passwords, SignInBrakes, SignInSecrets } from '../ports/passwords.ts';
import type { Rotation, SignInStore } from '../ports/sign-in-store.ts';
import type { StaffStore } from '../ports/staff-store.ts';
import { Recent } from './recent.ts';

/** Requests that were on their way when the secret changed. */
const previousMs = 30_000;
const touchMsMax = 60_000;
const devicesMax = 20;

export interface SignInOrder {
  readonly username: string;
  readonly password: string;
  readonly newPassword?: string | undefined;
  readonly address: string;
  /** Is told which account is tried, for the audit log: the answer must not tell. */
  readonly noted?: ((account: StaffAccount) => void) | undefined;
  /** Secret of the browser, from an earlier sign-in. */
  readonly device?: string | undefined;
}

export interface SignedIn {
  readonly account: StaffAccount;
  readonly signIn: SignIn;
  /** For the cookie. */
  readonly secret: string;
  /** For the cookie by which the browser is known again. */
  readonly device: string;
}

export interface Person {
  readonly caller: Caller & { readonly signInId: string };
  readonly account: StaffAccount;
  readonly signIn: SignIn;
  /** When the person proved, by this secret's own account, who it is. */
  readonly provedAt: Date;
  /** Set when the secret has changed: the cookie is to be set anew. */
  readonly secret?: string;
}

export interface SignInParts {
  readonly accounts: StaffStore;
  readonly signIns: SignInStore;
  readonly passwords: Passwords;
  readonly secrets: SignInSecrets;
  readonly brakes: SignInBrakes;
  /** Whether the account's identity provider leaves it a password. */
  readonly mayUsePassword: (account: StaffAccount) => Promise<boolean>;
  readonly times: SignInTimes;
  readonly clock: Clock;
}

const refused = (): DomainError =>
  new DomainError('unauthenticated', 'sign_in_refused', 'the username or the password is wrong');

/** People sign in, are recognised by their cookie, and sign out. What ends is refused within a second. */
export class SignIns {
  private readonly recent = new Recent<Person>();

  constructor(private readonly parts: SignInParts) {}

  get times(): SignInTimes {
    return this.parts.times;
  }

  csrfOf(signInId: string): string {
    return this.parts.secrets.csrfOf(signInId);
  }

  /**
   * Raises `sign_in_refused` for an unknown username, a wrong password and a disabled account alike, after the same
   * time. Who has the right one-time password is told `password_change_required` without a new one, and
   * `one_time_password_ended`. Raises `provider_sign_in_only`, `password_too_weak`, `too_many_requests`.
   */
  async begin(order: SignInOrder): Promise<SignedIn> {
    const account = await this.prove(toUsername(order.username), order);
    const { password, isNew } = await this.passwordAfter(account, order);
    return this.open({ ...account, password }, { device: order.device, isNew });
  }

  /** Begins a sign-in of who was proved to have the account. */
  async open(account: StaffAccount, { device: known, provider, provedAt, isNew = false }: Opening): Promise<SignedIn> {
    const { accounts, secrets, signIns } = this.parts;
    const now = this.parts.clock.now();
    const device = known ?? secrets.draw();
    const devices = [...account.devices.filter((each) => each !== secrets.hash(device)), secrets.hash(device)];
    const lastSignIn = { at: now, ...(provider && { by: provider.name }) };
    const next = { ...account, devices: devices.slice(-devicesMax), lastSignIn };
    // Another change of the account came in between: only a new password must not get lost.
    if (!(await accounts.replace(next)) && isNew) throw refused();
    if (isNew) await this.endAll(account.id);
    const secret = secrets.draw();
    const signIn = {
      id: newId(idPrefixes.signIn),
      staffId: account.id,
      hash: secrets.hash(secret),
      rights: account.rights,
      createdAt: now,
      seenAt: now,
      ...(provider && { provider }),
      ...(provedAt && { provedAt: new Date(Math.min(provedAt.getTime(), now.getTime())) }),
    };
    await signIns.insert(signIn);
    return { account: next, signIn, secret, device };
  }

  /** Who has this secret; undefined when it has ended, or never was. */
  async recognise(secret: string): Promise<Person | undefined> {
    const { secrets, signIns, accounts, clock } = this.parts;
    if (!secrets.isSealed(secret)) return undefined;
    const hash = secrets.hash(secret);
    const now = clock.now();
    const known = this.recent.get(hash, now);
    if (known) return known;
    const look = this.recent.look(now);
    const signIn = await signIns.byHash(hash);
    const account = signIn && (await accounts.find(signIn.staffId));
    if (!signIn || !account || account.disabledAt || !this.isOpen(signIn, hash, now)) return undefined;
    const caller = callerOfAccount(account, signIn.id);
    // The secret of before may be in other hands: what was proved under the new one does not count for it.
    const provedAt = (hash === signIn.hash ? signIn.provedAt : undefined) ?? firstProofOf(signIn);
    const person: Person = { caller, account, signIn: await this.touched(signIn, now), provedAt };
    look.keep(hash, person);
    if (hash !== signIn.hash || signIn.rights === account.rights) return person;
    const fresh = await this.rotate(signIn, account.rights, { previousUntil: new Date(now.getTime() + previousMs) });
    return fresh === undefined ? person : { ...person, secret: fresh };
  }

  /** Whether this secret still counts, with the rights of before. Asking does not keep the sign-in open. */
  async stillCounts(secret: string): Promise<boolean> {
    const { secrets, signIns, accounts, clock } = this.parts;
    const hash = secrets.hash(secret);
    const signIn = await signIns.byHash(hash);
    const account = signIn && (await accounts.find(signIn.staffId));
    if (!signIn || !account || account.disabledAt) return false;
    return signIn.rights === account.rights && this.isOpen(signIn, hash, clock.now());
  }

  /** Ends a sign-in; in other processes within a second. */
  async end(id: string): Promise<void> {
    await this.parts.signIns.remove(id);
    this.recent.forget(({ signIn }) => signIn.id === id);
  }

  /** Ends all sign-ins of a person, but for one. */
  async endAll(staffId: string, except?: string): Promise<void> {
    await this.parts.signIns.removeOf(staffId, except);
    this.recent.forget(({ account, signIn }) => account.id === staffId && signIn.id !== except);
  }

  /** Ends all that an identity provider has proved. */
  async endByProvider(providerId: string): Promise<void> {
    await this.parts.signIns.removeByProvider(providerId);
    this.recent.forget(({ signIn }) => signIn.provider?.id === providerId);
  }

  /**
   * Takes another password, ends the other sign-ins and gives this one another secret, which is answered. Raises
   * `sign_in_refused` for a wrong one, `provider_sign_in_only`, `password_too_weak`, `too_many_requests`.
   */
  async changePassword({ account: { username }, signIn }: Person, order: PasswordChange): Promise<string> {
    const account = await this.prove(username, order);
    const { password } = await this.passwordAfter(account, order);
    if (!(await this.parts.accounts.replace({ ...account, password }))) throw refused();
    await this.endAll(account.id, signIn.id);
    const fresh = await this.rotate(signIn, account.rights, { provedAt: this.parts.clock.now() });
    this.recent.forget((person) => person.signIn.id === signIn.id);
    if (fresh === undefined) throw new DomainError('unauthenticated', 'sign_in_ended', 'sign in again');
    return fresh;
  }

  /**
   * Takes the password again. Raises `sign_in_refused`, `provider_sign_in_only`, `too_many_requests`, `sign_in_ended`.
   */
  async stepUp(person: Person, proof: PasswordProof): Promise<string> {
    await this.prove(person.account.username, proof);
    return this.proved(person);
  }

  /**
   * Notes that the person has proved again who it is, by whichever way, and gives the sign-in another secret, which is
   * answered. Raises `sign_in_ended`.
   */
  async proved({ account, signIn }: Person): Promise<string> {
    const now = this.parts.clock.now();
    const previousUntil = new Date(now.getTime() + previousMs);
    const fresh = await this.rotate(signIn, account.rights, { previousUntil, provedAt: now });
    this.recent.forget((person) => person.signIn.id === signIn.id);
    if (fresh === undefined) throw new DomainError('unauthenticated', 'sign_in_ended', 'sign in again');
    return fresh;
  }

  sweep(): Promise<void> {
    const now = this.parts.clock.now().getTime();
    const { idleMs, wholeMs } = this.parts.times;
    return this.parts.signIns.sweep(new Date(now - wholeMs), new Date(now - idleMs));
  }

  private async prove(username: string, { password, address, device, noted }: PasswordProof): Promise<StaffAccount> {
    const { accounts, passwords, secrets, brakes } = this.parts;
    const account = await accounts.byUsername(username);
    if (account) noted?.(account);
    const known = device === undefined ? undefined : secrets.hash(device);
    const isKnown = known !== undefined && account?.devices.includes(known) === true;
    const attempt = brakes.enter({ username, address, device: isKnown ? known : undefined });
    const isRight = await passwords.isRight(toPassword(password), account?.password.hash);
    if (!account || !isRight || account.disabledAt) throw refused();
    attempt.passed();
    if (!(await this.parts.mayUsePassword(account)))
      throw new DomainError(
        'forbidden',
        'provider_sign_in_only',
        "this account signs in with the company's identity provider alone",
      );
    return account;
  }

  /** The password that is kept from now on. */
  private async passwordAfter(
    { username, password: kept }: StaffAccount,
    { password, newPassword }: Pick<SignInOrder, 'password' | 'newPassword'>,
  ): Promise<{ password: StaffAccount['password']; isNew: boolean }> {
    const { passwords, clock } = this.parts;
    if (kept.isOneTime) requireOneTime(kept, newPassword, clock.now());
    if (newPassword === undefined && !passwords.isOutdated(kept.hash)) return { password: kept, isNew: false };
    const next = toPassword(newPassword ?? password);
    if (newPassword !== undefined) {
      requirePassword(next, username);
      if (next === toPassword(password))
        throw new DomainError('invalid', 'password_too_weak', 'the new password is the one of before');
    }
    return { password: { hash: await passwords.hash(next), isOneTime: false }, isNew: newPassword !== undefined };
  }

  private isOpen(signIn: SignIn, hash: string, now: Date): boolean {
    const isCurrent = hash === signIn.hash || (signIn.previousUntil ?? now) > now;
    return isCurrent && endOf(signIn, this.parts.times) > now;
  }

  /** That it is used is written down now and then. */
  private async touched(signIn: SignIn, now: Date): Promise<SignIn> {
    const everyMs = Math.min(touchMsMax, this.parts.times.idleMs / 10);
    if (now.getTime() - signIn.seenAt.getTime() < everyMs) return signIn;
    await this.parts.signIns.touch(signIn.id, now);
    return { ...signIn, seenAt: now };
  }

  private async rotate(
    { id, hash }: SignIn,
    rights: number,
    more: Pick<Rotation, 'previousUntil' | 'provedAt'> = {},
  ): Promise<string | undefined> {
    const { secrets, signIns } = this.parts;
    const secret = secrets.draw();
    const to = { hash: secrets.hash(secret), rights, ...more };
    return (await signIns.rotate(id, hash, to)) ? secret : undefined;
  }
}

interface Opening {
  readonly device?: string | undefined;
  readonly provider?: SignInProvider;
  /** When the provider saw the person last, where it says so. */
  readonly provedAt?: Date | undefined;
  /** With a password that was just chosen: all others end. */
  readonly isNew?: boolean;
}

/** A password was typed then. A provider that does not say when it saw the person may not have asked at all. */
const firstProofOf = ({ provider, createdAt }: SignIn): Date => (provider ? new Date(0) : createdAt);

type PasswordProof = Pick<SignInOrder, 'password' | 'address' | 'device' | 'noted'>;
export type PasswordChange = PasswordProof & { readonly newPassword: string };

const requireOneTime = ({ endsAt }: StaffAccount['password'], newPassword: string | undefined, now: Date): void => {
  if (endsAt && endsAt <= now)
    throw new DomainError(
      'unauthenticated',
      'one_time_password_ended',
      'this one-time password has ended; ask an administrator for another one',
    );
  if (newPassword === undefined)
    throw new DomainError('forbidden', 'password_change_required', 'a one-time password needs a new one beside it');
};
