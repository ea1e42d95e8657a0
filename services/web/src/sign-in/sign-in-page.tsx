import { useState } from 'react';
import { FrontFrame } from '../front/front-frame.tsx';
import { classNames } from '../kit/class-names.ts';
import { Ltr } from '../kit/marks.tsx';
import { useSignInSay } from './say.ts';
import { ProviderButtons } from './provider-buttons.tsx';
import { SignInForm } from './sign-in-form.tsx';
import front from '../front/front.module.css';
import styles from './sign-in.module.css';

/** The door of a room for staff. */
export const SignInPage = ({ room }: { readonly room: 'till' | 'console' }) => {
  const say = useSignInSay();
  const [isFirst, setFirst] = useState(false);
  const foot = (
    <p className={front.help}>
      {say('sign-in.help')} {say('sign-in.first-help')} <Ltr>first-administrator</Ltr>
    </p>
  );
  return (
    <FrontFrame foot={foot}>
      <div className={classNames(front.box, styles.large)}>
        <p className={styles.room}>{say(`room.${room}`)}</p>
        <h1>{say(isFirst ? 'sign-in.first-title' : 'sign-in.title')}</h1>
        <p className={styles.lead}>{say(isFirst ? 'sign-in.first-lead' : 'sign-in.lead')}</p>
        <SignInForm onNewPassword={() => setFirst(true)} />
        {!isFirst && <ProviderButtons />}
      </div>
    </FrontFrame>
  );
};
