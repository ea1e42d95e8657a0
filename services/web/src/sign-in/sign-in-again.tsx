import { useEffect } from 'react';
import { Dialog, Heading, Modal, ModalOverlay } from 'react-aria-components';
import { Button } from '../kit/button.tsx';
import { useSignInSay } from './say.ts';
import { ProviderButtons } from './provider-buttons.tsx';
import { session, type Person } from './session.ts';
import { SignInForm } from './sign-in-form.tsx';
import styles from './sign-in.module.css';

interface SignInAgainProps {
  readonly person: Person;
  readonly isOpen: boolean;
}

/** Asks for the password over the page, where the sign-in has ended in mid-work. What was typed stays below. */
export const SignInAgain = ({ person, isOpen }: SignInAgainProps) => {
  const say = useSignInSay();
  useEffect(() => {
    if (!isOpen) return;
    const look = (): void => void session.lookAgain();
    globalThis.addEventListener('focus', look);
    return () => globalThis.removeEventListener('focus', look);
  }, [isOpen]);
  return (
    <ModalOverlay isOpen={isOpen} className={styles.scrim ?? ''}>
      <Modal className={styles.modal ?? ''}>
        <Dialog className={styles.dialog ?? ''}>
          <Heading slot="title">{say('again.title')}</Heading>
          <p>{say('again.text', { name: person.name })}</p>
          <SignInForm username={person.username}>
            <Button kind="quiet" onPress={() => session.later()}>
              {say('again.later')}
            </Button>
          </SignInForm>
          <ProviderButtons isBeside />
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
};
