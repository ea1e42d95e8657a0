import { ApiProblem, Client, type AnswerOf } from '@vafa/client';
import { access, api } from '../api/client.ts';
import { followSignOuts, forgetMine, keepFor } from '../api/mine.ts';

export type Person = AnswerOf<'getSignIn'>;
type Order = { readonly username: string; readonly password: string; readonly new_password?: string };

/** Asks without asking for a password. */
const quietly = new Client({ url: access.url });

/**
 * What the page knows of who has signed in. `asks`: over the page, for a sign-in that has ended in mid-work, or for the
 * password again before something dangerous.
 */
export type SessionState =
  | { readonly stage: 'reading' }
  | { readonly stage: 'out' }
  | { readonly stage: 'failed'; readonly error: unknown }
  | { readonly stage: 'in'; readonly person: Person; readonly asks: 'nothing' | 'sign-in' | 'password' };

/**
 * The sign-in of this page. When it ends in mid-work, whatever was refused waits until the password was given again,
 * and is then sent anew under its own Idempotency-Key: nothing that was typed is lost.
 */
class Session {
  private state: SessionState = { stage: 'reading' };
  private readonly listeners = new Set<() => void>();
  private isEnding = false;
  private renewal: { readonly done: Promise<boolean>; readonly end: (isGood: boolean) => void } | undefined;

  constructor() {
    access.signInAgain = (problem) => this.renewed(problem);
    followSignOuts();
  }

  readonly listen = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  readonly current = (): SessionState => this.state;

  /** Asks the gateway whom the cookie stands for. */
  async read(): Promise<void> {
    try {
      this.take(await api.call('getSignIn'));
    } catch (error) {
      this.set(error instanceof ApiProblem && error.status === 401 ? { stage: 'out' } : { stage: 'failed', error });
    }
  }

  /** Raises what the gateway says of the password. */
  async begin(order: Order): Promise<void> {
    const before = this.state;
    const person = await api.call('signIn', { body: order });
    // What is on the page is somebody else's work.
    if (before.stage === 'in' && before.person.staff_id !== person.staff_id) location.reload();
    else this.take(person);
  }

  /** The own password, changed; other sign-ins of the person end. */
  async changePassword(body: { readonly password: string; readonly new_password: string }): Promise<void> {
    await api.call('changePassword', { body });
  }

  /** The password again, for what is dangerous: what waits for it goes on. */
  async stepUp(password: string): Promise<void> {
    await api.call('stepUp', { body: { password } });
    if (this.state.stage === 'in') this.set({ ...this.state, asks: 'nothing' });
    this.finish(true);
  }

  async end(where: 'here' | 'everywhere' = 'here'): Promise<void> {
    this.isEnding = true;
    const there = this.state.stage === 'in' ? this.state.person.sign_out_url : null;
    try {
      await api.call(where === 'here' ? 'signOut' : 'signOutEverywhere');
    } catch (error) {
      // Whose sign-in has ended already is out: nobody signs in to sign out.
      if (!(error instanceof ApiProblem && error.status === 401)) throw error;
    } finally {
      this.isEnding = false;
    }
    this.leave();
    // The company's identity provider ends its own sign-in there.
    if (there !== null) location.assign(there);
  }

  /** Goes to the door without what was not sent. */
  leave(): void {
    forgetMine();
    this.set({ stage: 'out' });
    access.csrfToken = undefined;
    this.finish(false);
  }

  /** What waits fails, and can be tried again from where it was asked. */
  later(): void {
    if (this.state.stage === 'in') this.set({ ...this.state, asks: 'nothing' });
    this.finish(false);
  }

  /** Whether another window of this browser has signed the same person in meanwhile. */
  async lookAgain(): Promise<void> {
    if (this.renewal === undefined) return;
    await this.isStill().catch(() => false);
  }

  /** Whether another window has signed the same person in anew, as after a way to the identity provider. */
  async lookForNew(): Promise<void> {
    if (this.renewal === undefined) return;
    const person = await quietly.call('getSignIn').catch(() => undefined);
    if (person !== undefined && person.csrf_token !== access.csrfToken) await this.lookAgain();
  }

  private take(person: Person): void {
    access.csrfToken = person.csrf_token;
    keepFor(person.staff_id);
    this.set({ stage: 'in', person, asks: 'nothing' });
    this.finish(true);
  }

  private finish(isGood: boolean): void {
    const { renewal } = this;
    this.renewal = undefined;
    renewal?.end(isGood);
  }

  private async renewed({ code }: ApiProblem): Promise<boolean> {
    if (this.state.stage !== 'in') return false;
    if (code === 'cross_site_request') {
      // Another window has begun a sign-in of its own; if it is the same person's, its token will do.
      const token = access.csrfToken;
      if (await this.isStill().catch(() => false)) return access.csrfToken !== token;
    }
    const { state } = this;
    if (state.stage !== 'in' || this.isEnding) return false;
    this.renewal ??= newRenewal();
    this.set({ ...state, asks: code === 'step_up_required' && state.asks !== 'sign-in' ? 'password' : 'sign-in' });
    return this.renewal.done;
  }

  private async isStill(): Promise<boolean> {
    const person = await quietly.call('getSignIn');
    // As it is now: whoever has left meanwhile stays out.
    const { state } = this;
    const isSame = state.stage === 'in' && person.staff_id === state.person.staff_id;
    if (isSame) this.take(person);
    return isSame;
  }

  private set(state: SessionState): void {
    this.state = state;
    for (const listener of this.listeners) listener();
  }
}

const newRenewal = () => {
  const { promise, resolve } = Promise.withResolvers<boolean>();
  return { done: promise, end: resolve };
};

export const session = new Session();
