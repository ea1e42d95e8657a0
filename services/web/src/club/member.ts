import { ApiProblem, Client, NotReachable, type AnswerOf } from '@vafa/client';
import { useSyncExternalStore } from 'react';
import { access, api } from '../api/client.ts';
import { followSignOuts, forgetMine, keepFor } from '../api/mine.ts';
import { canKeep, forget, keep, keptOf } from './kept.ts';
import { clubCode } from './place.ts';

type SignIn = AnswerOf<'getMemberSignIn'>;

/** `isOver`: it has ended in mid-work, and is asked for over the page. */
export type MemberState =
  | { readonly stage: 'reading' }
  | { readonly stage: 'out' }
  | { readonly stage: 'failed'; readonly error: unknown }
  | { readonly stage: 'in'; readonly memberId: string; readonly isOver: boolean };

const signedIn = 'me/sign-in';
/** Asks without asking for a code. */
const quietly = new Client({ url: access.url, club: clubCode });

/** The member's sign-in in this browser. What was refused in mid-work waits, and is sent anew under its own key. */
class Member {
  private state: MemberState = { stage: 'reading' };
  private readonly listeners = new Set<() => void>();
  /** How often a member has left this page: what was asked before is answered too late. */
  private left = 0;
  private isEnding = false;
  private waiting: { readonly done: Promise<boolean>; readonly end: (isGood: boolean) => void } | undefined;

  constructor() {
    access.club = clubCode;
    access.signInAgain = ({ code }) => this.again(code);
    followSignOuts();
  }

  readonly listen = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  readonly current = (): MemberState => this.state;

  /** Who was signed in last is, while nobody can be asked. */
  async read(): Promise<void> {
    const kept = keptOf<string>(signedIn)?.value;
    if (kept !== undefined) {
      keepFor(kept);
      this.set({ stage: 'in', memberId: kept, isOver: false });
    } else if (canKeep()) return this.set({ stage: 'out' });
    const { left } = this;
    try {
      const begun = await quietly.call('getMemberSignIn');
      if (left === this.left) this.take(begun);
    } catch (error) {
      if (left !== this.left) return;
      if (error instanceof ApiProblem && error.status === 401) this.leave();
      else if (kept === undefined || !(error instanceof NotReachable || error instanceof ApiProblem))
        this.set({ stage: 'failed', error });
    }
  }

  async begin(order: { readonly request: string; readonly code: string }): Promise<void> {
    this.take(await api.call('signInMember', { path: { club_code: clubCode }, body: order }));
  }

  /** Whose sign-in has ended already is out: nobody signs in to sign out. */
  async end(where: 'here' | 'everywhere'): Promise<void> {
    this.isEnding = true;
    try {
      await api.call(where === 'here' ? 'signOutMember' : 'signOutMemberEverywhere');
    } catch (error) {
      if (!(error instanceof ApiProblem && error.status === 401)) throw error;
    } finally {
      this.isEnding = false;
    }
    this.leave();
  }

  /** Nothing of the member stays on the page or in the browser. */
  leave(): void {
    this.left++;
    forget();
    forgetMine();
    access.csrfToken = undefined;
    this.set({ stage: 'out' });
    this.finish(false);
  }

  private take(begun: SignIn): void {
    const { state } = this;
    if (state.stage === 'in' && state.memberId !== begun.member_id) return this.giveWay(begun.member_id);
    access.csrfToken = begun.csrf_token;
    keep(signedIn, begun.member_id);
    keepFor(begun.member_id);
    this.set({ stage: 'in', memberId: begun.member_id, isOver: false });
    this.finish(true);
  }

  /** What is on the page is somebody else's: nothing of it is sent, kept or shown to who has signed in now. */
  private giveWay(memberId: string): void {
    this.left++;
    forget();
    keep(signedIn, memberId);
    keepFor(memberId);
    this.finish(false);
    location.reload();
  }

  private async again(code: string): Promise<boolean> {
    if (this.state.stage !== 'in') return false;
    if (code === 'cross_site_request') {
      // Another window has signed in anew; its token will do. So it does when this page began without network.
      const { left } = this;
      const token = access.csrfToken;
      const begun = await quietly.call('getMemberSignIn').catch(() => undefined);
      if (left !== this.left) return false;
      if (begun?.member_id === this.state.memberId) this.take(begun);
      return begun !== undefined && access.csrfToken !== token;
    }
    if (this.isEnding) return false;
    if (this.waiting === undefined) {
      const { promise, resolve } = Promise.withResolvers<boolean>();
      this.waiting = { done: promise, end: resolve };
    }
    this.set({ ...this.state, isOver: true });
    return this.waiting.done;
  }

  private finish(isGood: boolean): void {
    const { waiting } = this;
    this.waiting = undefined;
    waiting?.end(isGood);
  }

  private set(state: MemberState): void {
    this.state = state;
    for (const listener of this.listeners) listener();
  }
}

export const member = new Member();

export const useMember = (): MemberState => useSyncExternalStore(member.listen, member.current);
