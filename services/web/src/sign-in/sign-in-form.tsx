import { LogIn } from 'lucide-react';
import { useState, type SyntheticEvent } from 'react';
import { useWrite } from '../api/use-write.ts';
import { Button } from '../kit/button.tsx';
import { Field } from '../kit/field.tsx';
import { FormProblem } from '../kit/form-problem.tsx';
import { Icon } from '../kit/icon.tsx';
import { PasswordField } from '../kit/password-field.tsx';
import { useSignInSay } from './say.ts';
import { passwordProblem, wantsNewPassword } from './password-problem.ts';
import { session } from './session.ts';
import styles from './sign-in.module.css';

interface SignInFormProps {
  /** Whose password is asked for, where that is known. */
  readonly username?: string;
  /** Told when the password was right and a new one is needed. */
  readonly onNewPassword?: () => void;
  /** Beside the button. */
  readonly children?: React.ReactNode;
}

/** Asks for username and password, and for a new one where the old is of one use. */
export const SignInForm = ({ username: known, onNewPassword, children }: SignInFormProps) => {
  const say = useSignInSay();
  const [username, setUsername] = useState(known ?? '');
  const [password, setPassword] = useState('');
  const [isNewNeeded, setNewNeeded] = useState(false);
  const [newPassword, setNewPassword] = useState('');
  const [isTried, setTried] = useState(false);
  const write = useWrite(
    (order: Parameters<typeof session.begin>[0]) =>
      session.begin(order).catch((error: unknown) => {
        if (!wantsNewPassword(error)) throw error;
        setNewNeeded(true);
        setTried(false);
        onNewPassword?.();
      }),
    () => undefined,
  );
  const missing = (value: string, text: string): string | undefined => (isTried && value === '' ? text : undefined);
  const submit = (event: SyntheticEvent): void => {
    event.preventDefault();
    setTried(true);
    if (username.trim() === '' || password === '' || (isNewNeeded && newPassword === '')) return;
    void write.run({ username: username.trim(), password, ...(isNewNeeded && { new_password: newPassword }) });
  };
  const known_ = passwordProblem(write.code);
  return (
    <form className={styles.form} onSubmit={submit}>
      {isNewNeeded ? (
        <PasswordField
          key="new"
          label={say('sign-in.new-password')}
          hint={say('sign-in.new-hint')}
          error={missing(newPassword, say('sign-in.new-missing'))}
          value={newPassword}
          onChange={setNewPassword}
          autoComplete="new-password"
          autoFocus
        />
      ) : (
        <>
          {known === undefined && (
            <Field
              label={say('sign-in.username')}
              error={missing(username.trim(), say('sign-in.username-missing'))}
              value={username}
              onChange={setUsername}
              autoComplete="username"
              isLtr
              autoFocus
            />
          )}
          <PasswordField
            key="password"
            label={say('sign-in.password')}
            error={missing(password, say('sign-in.password-missing'))}
            value={password}
            onChange={setPassword}
            autoComplete="current-password"
            autoFocus={known !== undefined}
          />
        </>
      )}
      <FormProblem {...(known_ === undefined ? { failure: write.failure } : { text: say(known_) })} />
      <div className={styles.acts}>
        {children}
        <Button
          type="submit"
          kind="primary"
          wide={known === undefined}
          busy={write.isBusy ? say('sign-in.busy') : undefined}
        >
          {known === undefined && !isNewNeeded && <Icon of={LogIn} size="sm" flip />}
          {say(isNewNeeded ? 'sign-in.take' : 'sign-in.act')}
        </Button>
      </div>
    </form>
  );
};
