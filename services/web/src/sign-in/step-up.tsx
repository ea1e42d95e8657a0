import { useEffect, useState } from 'react';
import { useWrite } from '../api/use-write.ts';
import { FormDialog } from '../kit/form-dialog.tsx';
import { FormProblem } from '../kit/form-problem.tsx';
import { PasswordField } from '../kit/password-field.tsx';
import { useSignInSay } from './say.ts';
import { passwordProblem } from './password-problem.ts';
import { ProviderButtons } from './provider-buttons.tsx';
import { session, type Person } from './session.ts';

/** Asks for the password before something dangerous, over whatever asked. Then that goes on by itself. */
export const StepUp = ({ person }: { readonly person: Person }) => {
  const say = useSignInSay();
  const [password, setPassword] = useState('');
  const [isTried, setTried] = useState(false);
  const write = useWrite(
    (typed: string) => session.stepUp(typed),
    () => undefined,
  );
  const submit = (): void => {
    setTried(true);
    if (password !== '') void write.run(password);
  };
  useEffect(() => {
    const look = (): void => void session.lookForNew();
    globalThis.addEventListener('focus', look);
    return () => globalThis.removeEventListener('focus', look);
  }, []);
  const known = write.code === 'sign_in_refused' ? 'step-up.refused' : passwordProblem(write.code);
  return (
    <FormDialog
      title={say('step-up.title')}
      text={say('step-up.text', { name: person.name })}
      act={say('step-up.act')}
      busy={write.isBusy ? say('step-up.busy') : undefined}
      onSubmit={submit}
      onClose={() => session.later()}
    >
      <PasswordField
        label={say('sign-in.password')}
        error={isTried && password === '' ? say('sign-in.password-missing') : undefined}
        value={password}
        onChange={setPassword}
        autoComplete="current-password"
        autoFocus
      />
      <FormProblem {...(known === undefined ? { failure: write.failure } : { text: say(known) })} />
      {person.identity_provider !== null && <ProviderButtons isBeside isAgain />}
    </FormDialog>
  );
};
