import { mayDo, type AnswerOf, type OperationId } from '@vafa/client';
import { createContext, use, useSyncExternalStore } from 'react';
import { seePersonal } from './see-personal.ts';
import { session, type Person, type SessionState } from './session.ts';

export type Club = AnswerOf<'getClub'>;

/** Who works here, and for which club. */
export interface SignedInAs {
  readonly person: Person;
  readonly club: Club;
  /** The clubs that may be gone to; the one alone where there is no choice. */
  readonly clubs: readonly Pick<Club, 'code' | 'name'>[];
  readonly goTo: (clubCode: string) => void;
}

export const SignedInContext = createContext<SignedInAs | undefined>(undefined);

/** Who has signed in, and for which club; what stands inside of `<SignedIn>` knows it. */
export const useSignedIn = (): SignedInAs => {
  const known = use(SignedInContext);
  if (known === undefined) throw new Error('this part stands outside of SignedIn');
  return known;
};

/** Whether the person may ask for an operation. The gateway decides; pages show what it would allow. */
export const useMay = (): ((id: OperationId) => boolean) => {
  const { person } = useSignedIn();
  return (id) => mayDo(person.roles, id);
};

/** Whether the person may list members, beside looking one up. */
export const useMayList = (): boolean => useSignedIn().person.roles.some((role) => seePersonal.includes(role));

export const useSessionState = (): SessionState => useSyncExternalStore(session.listen, session.current);
