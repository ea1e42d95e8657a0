import { SignedInPerson } from '../../sign-in/signed-in.tsx';
import { SetupPage } from './setup-page.tsx';
import { WithWords } from '../parts/with-words.tsx';

/** The set-up with its texts, for who has signed in: a club that is being made has no pages yet. */
export const setupRoom = (words: Readonly<Record<string, string>>) => () => (
  <WithWords words={words}>
    <SignedInPerson room="console">{(person) => <SetupPage person={person} />}</SignedInPerson>
  </WithWords>
);
