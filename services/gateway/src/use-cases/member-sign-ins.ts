import { asciiDigits, DomainError, newId, type Clock } from '@vafa/kernel';
import type { Caller } from '../domain/api-key.ts';
import { idPrefixes } from '../domain/ids.ts';
import { codeMs, codeTriesMax, type MemberSignIn } from '../domain/member-sign-in.ts';
import { deviceMs, endOf, type SignInTimes } from '../domain/sign-in.ts';
import type {
  CodeBrakes,
  MemberSecrets,
  MemberSignInStore,
  SentCodeStore,
  ShownCode,
} from '../ports/member-sign-ins.ts';
import { Recent } from './recent.ts';

const touchMsMax = 3_600_000;
const endDigits = 9;

/** Who has a phone number in a club; nothing when nobody has. Raises `invalid_phone`. */
export type FindByPhone = (
  clubId: string,
  phone: string,
) => Promise<{ readonly id: string; readonly phone: string } | undefined>;

export interface MemberSignInParts {
  readonly signIns: MemberSignInStore;
  readonly sent: SentCodeStore;
  readonly secrets: MemberSecrets;
  readonly brakes: CodeBrakes;
  readonly find: FindByPhone;
  readonly times: SignInTimes;
  readonly clock: Clock;
}

export interface CodeOrder {
  readonly clubId: string;
  readonly phone: string;
  readonly address: string;
  /** Secret of the browser, from an earlier sign-in. */
  readonly device: string | undefined;
}

export interface MemberSignedIn {
  readonly signIn: MemberSignIn;
  /** For the cookie. */
  readonly secret: string;
  /** For the cookie by which the browser is known again. */
  readonly device: string;
}

export interface WaitingCode extends ShownCode {
  readonly id: string;
  readonly memberId: string;
  readonly askedAt: Date;
  readonly endsAt: Date;
}

/** However a number is written, its end is the same; what is kept of a member must not tell the two apart. */
const endOfNumber = (phone: string): string =>
  asciiDigits(phone.normalize('NFKC')).replace(/\D/g, '').slice(-endDigits);

const refused = (): DomainError =>
  new DomainError('unauthenticated', 'member_code_refused', 'the code is wrong, was used, or is over');

export const callerOfMember = ({ id, clubId, memberId }: MemberSignIn): Caller => ({
  id: memberId,
  isMember: true,
  signInId: id,
  clubId,
  isAdministrator: false,
  roles: [],
  verbs: [],
  branchIds: [],
});

/** Members sign in by a code that is sent to their phone, are recognised by their cookie, and sign out. */
export class MemberSignIns {
  private readonly recent = new Recent<MemberSignIn>();

  constructor(private readonly parts: MemberSignInParts) {}

  get times(): SignInTimes {
    return this.parts.times;
  }

  csrfOf(signInId: string): string {
    return this.parts.secrets.csrfOf(signInId);
  }

  /**
   * Has a code sent, and answers the secret under which this browser may try it. Whether a member has the number makes
   * no difference to the answer, nor to what is done. Raises `invalid_phone`, `too_many_requests`.
   */
  async ask({ clubId, phone, address, device }: CodeOrder): Promise<{ request: string; endsAt: Date }> {
    const { brakes, secrets, sent, signIns, find, clock } = this.parts;
    brakes.address(address);
    const member = await find(clubId, phone);
    const known = device === undefined ? undefined : secrets.hash(device);
    const isKnown = await signIns.isKnownDevice(member?.id ?? '', known ?? '');
    brakes.ask({ clubId, phone: endOfNumber(phone), device: isKnown ? known : undefined });
    const id = newId(idPrefixes.sentCode);
    const request = secrets.draw();
    const code = secrets.drawCode();
    const askedAt = clock.now();
    const endsAt = new Date(askedAt.getTime() + codeMs);
    await sent.insert({
      id,
      clubId,
      ...(member && { memberId: member.id }),
      requestHash: secrets.hash(request),
      codeHash: secrets.hashCode(id, code),
      sealed: secrets.seal(id, { phone: member?.phone ?? '', code }),
      askedAt,
      endsAt,
      tries: 0,
    });
    return { request, endsAt };
  }

  /** Raises `member_code_refused`. */
  async begin(order: {
    readonly clubId: string;
    readonly request: string;
    readonly code: string;
    readonly device: string | undefined;
  }): Promise<MemberSignedIn> {
    const { secrets, sent, signIns, clock } = this.parts;
    if (!secrets.isSealed(order.request)) throw refused();
    const now = clock.now();
    const tried = await sent.try(secrets.hash(order.request), now, codeTriesMax);
    if (tried?.memberId === undefined || tried.clubId !== order.clubId) throw refused();
    const isRight = secrets.hashCode(tried.id, order.code) === tried.codeHash;
    if (!isRight || !(await sent.take(tried.id))) throw refused();
    const secret = secrets.draw();
    const device = order.device ?? secrets.draw();
    const signIn = {
      id: newId(idPrefixes.memberSignIn),
      clubId: tried.clubId,
      memberId: tried.memberId,
      hash: secrets.hash(secret),
      createdAt: now,
      seenAt: now,
    };
    await signIns.insert(signIn);
    await signIns.knowDevice(tried.memberId, secrets.hash(device), now);
    return { signIn, secret, device };
  }

  /** Whose secret this is in a club; undefined when it has ended, or never was. */
  async recognise(clubId: string, secret: string): Promise<MemberSignIn | undefined> {
    const { secrets, signIns, clock } = this.parts;
    if (!secrets.isSealed(secret)) return undefined;
    const hash = secrets.hash(secret);
    const now = clock.now();
    const known = this.recent.get(hash, now);
    if (known) return known.clubId === clubId ? known : undefined;
    const look = this.recent.look(now);
    const found = await signIns.byHash(hash);
    if (found?.clubId !== clubId || endOf(found, this.parts.times) <= now) return undefined;
    const signIn = await this.touched(found, now);
    look.keep(hash, signIn);
    return signIn;
  }

  /** Ends a sign-in; in other processes within a second. */
  async end(id: string): Promise<void> {
    await this.parts.signIns.remove(id);
    this.recent.forget((signIn) => signIn.id === id);
  }

  /** Ends all sign-ins of a member. */
  async endAll(memberId: string): Promise<void> {
    await this.parts.signIns.removeOf(memberId);
    this.recent.forget((signIn) => signIn.memberId === memberId);
  }

  /** Codes of a club that count now, newest first, for whoever hands them over. */
  async waiting(clubId: string, behind: string | undefined, limit: number): Promise<readonly WaitingCode[]> {
    const { sent, secrets, clock } = this.parts;
    return (await sent.list(clubId, behind, limit, clock.now())).map(
      ({ id, memberId = '', sealed, askedAt, endsAt }) => ({
        id,
        memberId,
        askedAt,
        endsAt,
        ...secrets.open(id, sealed),
      }),
    );
  }

  async sweep(): Promise<void> {
    const now = this.parts.clock.now();
    const before = (ms: number): Date => new Date(now.getTime() - ms);
    const { idleMs, wholeMs } = this.parts.times;
    await this.parts.sent.sweep(now);
    await this.parts.signIns.sweep(before(wholeMs), before(idleMs), before(deviceMs));
  }

  /** That it is used is written down now and then. */
  private async touched(signIn: MemberSignIn, now: Date): Promise<MemberSignIn> {
    if (now.getTime() - signIn.seenAt.getTime() < Math.min(touchMsMax, this.parts.times.idleMs / 10)) return signIn;
    await this.parts.signIns.touch(signIn.id, now);
    return { ...signIn, seenAt: now };
  }
}
